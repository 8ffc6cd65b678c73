/**
 * The training loop: draw a batch, take the gradients, clip them, update; now and then validate.
 *
 * Everything that an update needs is a function of its number (the batch, the random numbers), so a run
 * that was stopped and taken up again gives the same curve to the last bit.
 */

import { mapNamed, type Named } from "../numeric/named.ts";
import { createRandom, type Random } from "../numeric/random.ts";
import { clipByGlobalNorm } from "./clipping.ts";
import { expectFiniteLoss, expectFiniteParams, expectFiniteUpdate } from "./not-finite.ts";
import type { Optimizer } from "./optimizer.ts";

/** What the trainer asks of a model. Losses are means over `count` counted items (tokens, rows). */
export interface Trainable<Batch> {
  loss(params: Named, batch: Batch): { loss: number; count: number };
  gradients(params: Named, batch: Batch, random: Random): { loss: number; count: number; grads: Named };
}

/** All that a run needs; the same config gives the same curve to the last bit. */
export interface TrainingConfig<Batch> {
  readonly model: Trainable<Batch>;
  /** Changed in place. */
  readonly params: Named;
  readonly optimizer: Optimizer;
  /** The batch of an update; updates count from 0. The same number must give the same batch. */
  readonly batchAt: (update: number) => Batch;
  /** Updates in all, those before a resume included. */
  readonly updates: number;
  /** Seed of dropout and the like; 1 unless given. */
  readonly seed?: number;
  /** Clip the gradients to this global norm. */
  readonly clipNorm?: number;
  readonly validation?: Validation<Batch>;
  /** Where to go on, as `train` returned it or a checkpoint kept it. */
  readonly state?: TrainingState;
  /** Called after each update; with a promise, the next update waits for it. */
  readonly onUpdate?: (progress: Progress) => void | Promise<void>;
  /** Stops after the update at hand; `train` then returns what there is. */
  readonly signal?: AbortSignal;
}

/** When to validate, on what, and when to give up. */
export interface Validation<Batch> {
  readonly batches: readonly Batch[];
  /** Validate after every so many updates. */
  readonly every: number;
  /** Stop early after so many validations without a new best; never unless given. */
  readonly patience?: number;
}

/** Where a run stands: enough to go on, with the parameters and the optimizer. */
export interface TrainingState {
  /** Updates made. */
  readonly update: number;
  /** Mean loss of each update's batch, before the update. */
  readonly losses: readonly number[];
  readonly validations: readonly { readonly update: number; readonly loss: number }[];
  /** The parameters at the best validation so far. */
  readonly best?: Named;
}

/** What a run tells after each update. */
export interface Progress {
  /** Updates made, of `updates`. */
  readonly update: number;
  readonly updates: number;
  readonly loss: number;
  readonly validationLoss?: number;
  /** Norm of the gradients before clipping, if they are clipped. */
  readonly gradientNorm?: number;
  readonly updatesPerSecond: number;
  readonly secondsLeft: number;
  /** Where the run stands now; it grows with the run, so keep a copy: `createCheckpoint(params, optimizer, state)`. */
  readonly state: TrainingState;
}

/** Why the run stopped, and where it stands. */
export interface TrainingResult {
  readonly stopped: "finished" | "early" | "aborted";
  readonly state: TrainingState;
}

/** How long the loop may run before it lets timers, display and the stop button have a turn. */
const TURN_MILLISECONDS = 30;

/** Trains in place. Throws, naming update and tensor, when a loss, gradient or parameter is no longer finite. */
export async function train<Batch>(config: TrainingConfig<Batch>): Promise<TrainingResult> {
  const { params, updates, validation, signal } = config;
  const losses = [...(config.state?.losses ?? [])];
  const validations = [...(config.state?.validations ?? [])];
  let best = config.state?.best;
  let update = config.state?.update ?? 0;
  const stateNow = (): TrainingState => ({ update, losses, validations, ...(best && { best }) });
  const clock = startClock(update, updates);

  while (update < updates) {
    if (signal?.aborted) return { stopped: "aborted", state: stateNow() };
    const { loss, gradientNorm } = makeUpdate(config, update);
    losses.push(loss);
    update++;
    let validationLoss: number | undefined;
    if (validation && update % validation.every === 0) {
      validationLoss = meanLoss(config.model, params, validation.batches);
      validations.push({ update, loss: validationLoss });
      if (validationsSinceBest(validations) === 0) best = mapNamed(params, (matrix) => matrix.copy());
    }
    const progress = { update, updates, loss, state: stateNow(), ...clock.progress(update) };
    await config.onUpdate?.({
      ...progress,
      ...(validationLoss !== undefined && { validationLoss }),
      ...(gradientNorm !== undefined && { gradientNorm }),
    });
    if (validation?.patience !== undefined && validationsSinceBest(validations) >= validation.patience) {
      return { stopped: "early", state: stateNow() };
    }
    await clock.turn();
  }
  return { stopped: "finished", state: stateNow() };
}

/** Mean loss over all counted items of the batches. */
export function meanLoss<Batch>(model: Trainable<Batch>, params: Named, batches: readonly Batch[]): number {
  if (batches.length === 0) throw new RangeError("meanLoss: there is no batch to average over.");
  let sum = 0;
  let total = 0;
  for (const batch of batches) {
    const { loss, count } = model.loss(params, batch);
    sum += loss * count;
    total += count;
  }
  return sum / total;
}

function makeUpdate<Batch>(
  { model, params, optimizer, batchAt, clipNorm, seed = 1 }: TrainingConfig<Batch>,
  update: number,
): { loss: number; gradientNorm?: number } {
  const batch = batchAt(update);
  return expectFiniteUpdate(update, () => {
    const { loss, grads } = model.gradients(params, batch, createRandom(seed, update));
    expectFiniteLoss(loss, grads);
    const clipped = clipNorm === undefined ? undefined : clipByGlobalNorm(grads, clipNorm);
    optimizer.step(params, grads);
    expectFiniteParams(params);
    return { loss, ...(clipped && { gradientNorm: clipped.norm }) };
  });
}

/** How many validations lie after the best one. */
function validationsSinceBest(validations: TrainingState["validations"]): number {
  let best = 0;
  validations.forEach(({ loss }, k) => {
    if (loss < validations[best].loss) best = k;
  });
  return validations.length - 1 - best;
}

function startClock(
  first: number,
  updates: number,
): {
  progress(update: number): { updatesPerSecond: number; secondsLeft: number };
  turn(): Promise<void>;
} {
  const start = performance.now();
  let lastTurn = start;
  return {
    progress(update) {
      const updatesPerSecond = (1000 * (update - first)) / Math.max(performance.now() - start, 1e-3);
      return { updatesPerSecond, secondsLeft: (updates - update) / updatesPerSecond };
    },
    async turn() {
      if (performance.now() - lastTurn < TURN_MILLISECONDS) return;
      await new Promise((resolve) => setImmediate(resolve));
      lastTurn = performance.now();
    },
  };
}
