/**
 * Scheduled sampling: while training, feed the true previous token with the probability ε, else the model's own guess.
 *
 *   ε = 1: teacher forcing;   ε = 0: free running;   between: a coin for every row and time step
 *
 * Bengio, Vinyals, Jaitly & Shazeer 2015. Schedules of §2.4: ε falls as training goes on.
 */

import type { TokenIds } from "../layers/embedding.ts";
import type { Matrix } from "../numeric/matrix.ts";
import type { Random } from "../numeric/random.ts";
import { likeliestOfRow } from "./likeliest.ts";

/** A decoder that steps a whole batch: tokens [batch] -> logits [batch, tokens]. */
export interface BatchStepper<State> {
  readonly initial: State;
  step(state: State, tokens: TokenIds): { logits: Matrix; state: State };
}

/**
 * truths[t]: [batch], the teacher-forced inputs. The first is kept; each later one is replaced by the likeliest token of
 * the step before, with the probability 1 − truthShare.
 */
export function scheduleInputs<State>(
  { initial, step }: BatchStepper<State>,
  truths: readonly TokenIds[],
  truthShare: number,
  random: Random,
): Int32Array[] {
  if (!(truthShare >= 0 && truthShare <= 1)) {
    throw new RangeError(`scheduleInputs: the share of true tokens must be 0 … 1, got ${truthShare}.`);
  }
  const inputs = [Int32Array.from(truths[0])];
  let state = initial;
  for (let t = 1; t < truths.length; t++) {
    const next = step(state, inputs[t - 1]);
    state = next.state;
    inputs.push(
      Int32Array.from(truths[t], (truth, r) =>
        random() < truthShare ? truth : likeliestOfRow(next.logits, r),
      ),
    );
  }
  return inputs;
}

/** ε of an update: falls from 1 along a line to `least` at update `last`, then stays. */
export const linearTruthShare = (
  update: number,
  { last, least = 0 }: { last: number; least?: number },
): number => Math.max(least, 1 - ((1 - least) * update) / last);

/** ε = kᵘ, with k below 1. */
export const exponentialTruthShare = (update: number, k: number): number => k ** update;

/** ε = k / (k + e^(u/k)), with k at least 1: stays near 1 for long, then falls. */
export const sigmoidTruthShare = (update: number, k: number): number => k / (k + Math.exp(update / k));
