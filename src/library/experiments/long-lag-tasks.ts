/**
 * The classic long-lag tasks, as a model and its data: what goes in, what is asked, and which answers count as right.
 *
 *   temporal order, latch, spike timing   one class after the last time step
 *   adding                                one number after the last time step; right within 0.2
 *   copy, parity, dyck                    a class at each time step; the answers after the signal, all, where one is due
 *   embedded reber                        the next symbol; the critical one is tested, which repeats the second
 *
 * An error of the adding problem that is normal with the variance 0.01 lies within 0.2 in 95 of 100 cases.
 */

import { addingBaseline, makeAdding } from "../data/adding.ts";
import { copyBaseline, makeCopy } from "../data/copy.ts";
import { dyckBaseline, dyckSymbols, makeDyck } from "../data/dyck.ts";
import { latchBaseline, makeLatch } from "../data/latch.ts";
import { padSequences } from "../data/padding.ts";
import { makeParity, parityBaseline } from "../data/parity.ts";
import { embeddedReberBaseline, embeddedReberString, encodeReber, reberSymbols } from "../data/reber.ts";
import { makeSpikeTiming, spikeTimingBaseline } from "../data/spike-timing.ts";
import { makeTemporalOrder, temporalOrderBaseline, temporalOrderSymbols } from "../data/temporal-order.ts";
import type { InputKind } from "../models/input-reader.ts";
import type { OutputKind } from "../models/output-loss.ts";
import type { SequenceBatch } from "../models/sequence-model.ts";
import type { Random } from "../numeric/random.ts";

/** A task and its sizes. */
export type LongLagTask =
  | { readonly kind: "temporal order"; readonly steps: number }
  | { readonly kind: "latch"; readonly steps: number; readonly informative: number }
  | { readonly kind: "spike timing"; readonly steps: number; readonly delays: readonly [number, number] }
  | { readonly kind: "adding"; readonly steps: number }
  | { readonly kind: "copy"; readonly length: number; readonly symbols: number; readonly lag: number }
  | { readonly kind: "parity"; readonly steps: number }
  | { readonly kind: "dyck"; readonly steps: number; readonly maxDepth: number }
  | { readonly kind: "embedded reber" };

/** What a task asks of a model. */
export interface TaskForm {
  readonly input: InputKind;
  readonly output: OutputKind;
  /** One answer after the last time step, or one at each. */
  readonly wiring: "many-to-one" | "many-to-many";
  /** Share of right answers without memory. */
  readonly baseline: number;
  /** Mean loss of the best answer without memory, where it is known in closed form: nats, or squared units. */
  readonly baselineLoss?: number;
}

/** An answer of the adding problem within this distance is right. */
const NEAR = 0.2;

/** Form and baseline of a task. */
export function taskForm(task: LongLagTask): TaskForm {
  const numbers = (features: number): { input: InputKind } => ({ input: { features } });
  const atEnd = { wiring: "many-to-one" } as const;
  const atEach = { wiring: "many-to-many" } as const;
  switch (task.kind) {
    case "temporal order": {
      const { accuracy, crossEntropy } = temporalOrderBaseline();
      const input = { tokens: temporalOrderSymbols.length };
      return { input, output: { classes: 4 }, ...atEnd, baseline: accuracy, baselineLoss: crossEntropy };
    }
    case "latch":
      return { ...numbers(1), output: { classes: 2 }, ...atEnd, baseline: latchBaseline.accuracy };
    case "spike timing":
      return {
        ...numbers(1),
        output: { classes: 2 },
        ...atEnd,
        baseline: spikeTimingBaseline(task).lastSpike,
      };
    case "adding": {
      // The sum of two uniform numbers has the density 1 − |s − 1|, so the answer 1 is near with 1 − (1 − NEAR)².
      const near = 1 - (1 - NEAR) ** 2;
      const { meanSquaredError } = addingBaseline;
      return {
        ...numbers(2),
        output: { numbers: 1 },
        ...atEnd,
        baseline: near,
        baselineLoss: meanSquaredError,
      };
    }
    case "copy": {
      const tokens = task.symbols + 2;
      const { accuracy, crossEntropy } = copyBaseline(task);
      return {
        input: { tokens },
        output: { classes: tokens },
        ...atEach,
        baseline: accuracy,
        baselineLoss: crossEntropy,
      };
    }
    case "parity":
      return {
        ...numbers(1),
        output: { classes: 2 },
        ...atEach,
        baseline: parityBaseline(task.steps).accuracy,
      };
    case "dyck": {
      const input = { tokens: dyckSymbols.length };
      return { input, output: { classes: 2 }, ...atEach, baseline: dyckBaseline(task).lastBracket };
    }
    case "embedded reber": {
      const tokens = reberSymbols.length;
      const baseline = embeddedReberBaseline.criticalAccuracy;
      return { input: { tokens }, output: { classes: tokens }, ...atEach, baseline };
    }
  }
}

/** A batch for training, and which of its answers a test counts. */
export interface TaskBatch extends SequenceBatch {
  /** testMasks[k]: [batch]; all answers that are trained, unless given. */
  readonly testMasks?: readonly Uint8Array[];
}

/** `batch` sequences of the task. */
export function drawTaskBatch(task: LongLagTask, batch: number, random: Random): TaskBatch {
  switch (task.kind) {
    case "temporal order":
      return withLabels(makeTemporalOrder({ steps: task.steps, batch }, random));
    case "latch":
      return withLabels(makeLatch({ ...task, batch }, random));
    case "spike timing":
      return withLabels(makeSpikeTiming({ ...task, batch }, random));
    case "adding": {
      const { inputs, targets } = makeAdding({ steps: task.steps, batch }, random);
      return { inputs, targets: [targets.to("float32")] };
    }
    case "copy": {
      const { inputs, targets } = makeCopy({ ...task, batch }, random);
      const answers = targets.length - task.length;
      return { inputs, targets, testMasks: targets.map((_, t) => filled(batch, t < answers ? 0 : 1)) };
    }
    case "parity":
      return makeParity({ steps: task.steps, batch }, random);
    case "dyck": {
      const { inputs, targets, masks } = makeDyck({ ...task, batch }, random);
      return { inputs, targets, targetMasks: masks };
    }
    case "embedded reber":
      return reberBatch(batch, random);
  }
}

/** Each symbol but the last is read, and the one after it is asked for. */
function reberBatch(batch: number, random: Random): TaskBatch {
  const strings = Array.from({ length: batch }, () => Array.from(encodeReber(embeddedReberString(random))));
  const { tokens: inputs, masks, lengths } = padSequences(strings.map((ids) => ids.slice(0, -1)));
  const targets = padSequences(strings.map((ids) => ids.slice(1))).tokens;
  const testMasks = masks.map((mask, t) => mask.map((_, row) => (t === lengths[row] - 2 ? 1 : 0)));
  return { inputs, targets, inputMasks: masks, targetMasks: masks, testMasks };
}

const withLabels = ({
  inputs,
  labels,
}: {
  inputs: SequenceBatch["inputs"];
  labels: Int32Array;
}): TaskBatch => ({
  inputs,
  targets: [labels],
});

const filled = (batch: number, value: number): Uint8Array => new Uint8Array(batch).fill(value);

/** Whether an answer within `NEAR` of the true number counts as right. */
export function isNear(answer: number, truth: number): boolean {
  return Math.abs(answer - truth) < NEAR;
}
