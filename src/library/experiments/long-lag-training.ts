/**
 * How many updates does a cell need to solve a task whose answer lies far back? Trains several variants on
 * the same task, each from several seeds, and notes the share of right answers on sequences never trained on.
 *
 * The tasks: temporal order and the latch (Hochreiter & Schmidhuber 1997, experiments 6a and 3) and spike
 * timing (Gers, Schraudolph & Schmidhuber 2002).
 */

import type { Cell } from "../cells/cell.ts";
import type { ForgetBias } from "../cells/forget-bias.ts";
import { createLstm } from "../cells/lstm.ts";
import { createLstmVariant, type GreffName, lstmVariants } from "../cells/lstm-variants.ts";
import { createPeepholeLstm } from "../cells/peephole-lstm.ts";
import { latchBaseline, makeLatch } from "../data/latch.ts";
import { makeSpikeTiming, spikeTimingBaseline } from "../data/spike-timing.ts";
import { makeTemporalOrder, temporalOrderBaseline, temporalOrderSymbols } from "../data/temporal-order.ts";
import { fused } from "../fused/fused-layer.ts";
import { recurrent, type SequenceLayer } from "../layers/sequence-layer.ts";
import type { InputKind } from "../models/input-reader.ts";
import { type LabelledBatch, sequenceClassifier } from "../models/sequence-classifier.ts";
import { mapNamed } from "../numeric/named.ts";
import { createRandom, type Random } from "../numeric/random.ts";
import { adam } from "../training/optimizers.ts";
import { train } from "../training/trainer.ts";

export type LongLagTask =
  | { readonly kind: "temporal order"; readonly steps: number }
  | { readonly kind: "latch"; readonly steps: number; readonly informative: number }
  | { readonly kind: "spike timing"; readonly steps: number; readonly delays: readonly [number, number] };

export type LongLagCell =
  | { readonly kind: "lstm" | "peephole lstm"; readonly forgetBias: ForgetBias }
  | { readonly kind: "variant"; readonly variant: GreffName; readonly forgetBias: number };

export interface LongLagVariant {
  readonly name: string;
  readonly cell: LongLagCell;
}

export interface LongLagConfig {
  readonly task: LongLagTask;
  readonly variants: readonly LongLagVariant[];
  readonly seeds: readonly number[];
  readonly hidden: number;
  readonly batch: number;
  /** Learning rate of Adam. */
  readonly rate: number;
  /** A training ends here even if it has not solved the task. */
  readonly updates: number;
  /** Test after every so many updates, on 400 sequences. */
  readonly every: number;
  /** Solved when this share of the test sequences is answered rightly; 1 stands for all. */
  readonly solvedAt: number;
}

export interface LongLagTraining {
  readonly seed: number;
  readonly points: readonly { readonly update: number; readonly accuracy: number }[];
  /** The update after which the task counted as solved. */
  readonly solved?: number;
}

export interface LongLagResult {
  readonly config: LongLagConfig;
  /** Share of right answers without memory. */
  readonly baseline: number;
  /** trainings[variant][seed]. */
  readonly trainings: readonly (readonly LongLagTraining[])[];
}

/** Number of test sequences. */
const TESTED = 400;

/** `onProgress` is called after each test with the updates made and the most there can be; solved trainings skip ahead. */
export async function runLongLagTraining(
  config: LongLagConfig,
  onProgress?: (done: number, total: number) => void,
): Promise<LongLagResult> {
  const { variants, seeds, updates } = config;
  const total = variants.length * seeds.length * updates;
  const trainings: LongLagTraining[][] = [];
  let finished = 0;
  for (const { cell } of variants) {
    const ofVariant: LongLagTraining[] = [];
    for (const seed of seeds) {
      ofVariant.push(await trainOnce(config, cell, seed, (done) => onProgress?.(finished + done, total)));
      finished += updates;
      onProgress?.(finished, total);
    }
    trainings.push(ofVariant);
  }
  return { config, baseline: baselineOf(config.task), trainings };
}

async function trainOnce(
  config: LongLagConfig,
  cell: LongLagCell,
  seed: number,
  onTest: (update: number) => void,
): Promise<LongLagTraining> {
  const { task, hidden, batch, rate, updates, every, solvedAt } = config;
  const model = sequenceClassifier({
    layer: layerOf(cell),
    hidden,
    input: inputOf(task),
    classes: task.kind === "temporal order" ? 4 : 2,
    dtype: "float32",
  });
  const params = model.initParams(createRandom(seed));
  const test = drawBatch(task, TESTED, createRandom(seed, updates));
  const points = [{ update: 0, accuracy: model.accuracy(params, test) }];
  const enough = new AbortController();
  let solved: number | undefined;
  await train<LabelledBatch>({
    model,
    params,
    optimizer: adam({ rate }),
    batchAt: (update) => drawBatch(task, batch, createRandom(seed, update)),
    updates,
    clipNorm: 1,
    signal: enough.signal,
    onUpdate({ update }) {
      if (update % every !== 0) return;
      const accuracy = model.accuracy(params, test);
      points.push({ update, accuracy });
      onTest(update);
      if (accuracy < solvedAt) return;
      solved = update;
      enough.abort();
    },
  });
  return { seed, points, ...(solved !== undefined && { solved }) };
}

/** The fused kernels where there are some; the eight variants run explicitly, all at the same speed. */
function layerOf(cell: LongLagCell): SequenceLayer {
  if (cell.kind === "variant") return recurrent(variantCell(cell.variant, cell.forgetBias));
  return cell.kind === "lstm" ? fused(createLstm(cell.forgetBias)) : fused(createPeepholeLstm(cell.forgetBias));
}

/** One of Greff's cells with the given starting bias of the forget gate. */
function variantCell(variant: GreffName, forgetBias: number): Cell {
  const cell = createLstmVariant(lstmVariants[variant], variant) as unknown as Cell;
  return {
    ...cell,
    initParams(size, random) {
      const params = mapNamed(cell.initParams(size, random), (matrix) => matrix.copy());
      params.b.data.fill(forgetBias, size.hidden, 2 * size.hidden);
      return params;
    },
  };
}

function inputOf(task: LongLagTask): InputKind {
  return task.kind === "temporal order" ? { tokens: temporalOrderSymbols.length } : { features: 1 };
}

function drawBatch(task: LongLagTask, batch: number, random: Random): LabelledBatch {
  if (task.kind === "temporal order") return makeTemporalOrder({ steps: task.steps, batch }, random);
  if (task.kind === "latch") return makeLatch({ ...task, batch }, random);
  return makeSpikeTiming({ ...task, batch }, random);
}

function baselineOf(task: LongLagTask): number {
  if (task.kind === "temporal order") return temporalOrderBaseline().accuracy;
  if (task.kind === "latch") return latchBaseline.accuracy;
  return spikeTimingBaseline(task).lastSpike;
}
