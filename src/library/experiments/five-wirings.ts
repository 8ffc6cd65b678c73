/**
 * One recurrent layer, five wirings, five tiny tasks: does each learn through the same model?
 * Symbols are 0 … symbols − 1; every output is a class.
 */

import { rnn } from "../cells/rnn.ts";
import { chooseEngine, type EngineChoice, layerOf } from "../fused/engine.ts";
import { likeliestOfRow } from "../models/sequence-classifier.ts";
import { type SequenceBatch, type SequenceModel, sequenceModel } from "../models/sequence-model.ts";
import { layOutTimeSteps, type TimeSteps, type Wiring } from "../models/wirings.ts";
import type { Named } from "../numeric/named.ts";
import { createRandom, type Random, randomInteger } from "../numeric/random.ts";
import { clipByGlobalNorm } from "../training/clipping.ts";
import { adam } from "../training/optimizers.ts";

/** Sizes, seed and updates, the same for all five tasks. */
export interface FiveWiringsConfig extends EngineChoice {
  readonly seed: number;
  readonly symbols: number;
  /** Inputs and outputs where there are many. */
  readonly many: number;
  readonly hidden: number;
  readonly batch: number;
  readonly updates: number;
  readonly rate: number;
}

/** How one wiring is laid out, and what its model learned. */
export interface WiringRow {
  readonly wiring: Wiring;
  readonly task: string;
  readonly timeSteps: TimeSteps;
  /** Mean cross-entropy, nats per output. */
  readonly lossBefore: number;
  readonly lossAfter: number;
  readonly accuracyAfter: number;
}

/** One row per wiring. */
export interface FiveWiringsResult {
  readonly config: FiveWiringsConfig;
  readonly rows: readonly WiringRow[];
}

interface Task {
  readonly wiring: Wiring;
  readonly task: string;
  readonly inputs: number;
  readonly outputs: number;
  /** The right outputs for the inputs of one example. */
  answer(inputs: readonly number[], config: FiveWiringsConfig): number[];
}

function tasksOf({ many }: FiveWiringsConfig): Task[] {
  return [
    { wiring: "one-to-one", task: "the next symbol of the alphabet", inputs: 1, outputs: 1, answer: countOn },
    {
      wiring: "one-to-many",
      task: "count on from the given symbol",
      inputs: 1,
      outputs: many,
      answer: countOn,
    },
    {
      wiring: "many-to-one",
      task: "the first symbol of the sequence",
      inputs: many,
      outputs: 1,
      answer: ([first]) => [first],
    },
    {
      wiring: "many-to-many",
      task: "the symbol before the current one",
      inputs: many,
      outputs: many,
      answer: (inputs) => [0, ...inputs.slice(0, -1)],
    },
    {
      wiring: "many-to-many unaligned",
      task: "read all, then repeat in the same order",
      inputs: many,
      outputs: many,
      answer: (inputs) => [...inputs],
    },
  ];

  function countOn([first]: readonly number[], { symbols }: FiveWiringsConfig): number[] {
    return Array.from({ length: many }, (_, k) => (first + 1 + k) % symbols);
  }
}

/** Trains one model per wiring and measures each before and after. */
export function runFiveWirings(config: FiveWiringsConfig): FiveWiringsResult {
  return { config, rows: tasksOf(config).map((task) => runTask(config, task)) };
}

function runTask(config: FiveWiringsConfig, task: Task): WiringRow {
  const { seed, symbols, hidden, updates, rate } = config;
  const { wiring } = task;
  const { engine, dtype } = chooseEngine(config);
  const model = sequenceModel({
    layer: layerOf(rnn, engine, { inputGradients: false }),
    hidden,
    input: { tokens: symbols },
    output: { classes: symbols },
    wiring,
    dtype,
    engine,
  });
  const params = model.initParams(createRandom(seed));
  const random = createRandom(seed, 1);
  const test = drawBatch(config, task, createRandom(seed, 2));
  const lossBefore = model.loss(params, test).loss;
  const optimizer = adam({ rate });
  for (let update = 0; update < updates; update++) {
    const { grads } = model.gradients(params, drawBatch(config, task, random));
    clipByGlobalNorm(grads, 1);
    optimizer.step(params, grads);
  }
  return {
    wiring,
    task: task.task,
    timeSteps: layOutTimeSteps(wiring, task.inputs, task.outputs),
    lossBefore,
    lossAfter: model.loss(params, test).loss,
    accuracyAfter: accuracyOf(model, params, test),
  };
}

function drawBatch(config: FiveWiringsConfig, task: Task, random: Random): SequenceBatch {
  const examples = Array.from({ length: config.batch }, () => {
    const inputs = Array.from({ length: task.inputs }, () => randomInteger(config.symbols, random));
    return { inputs, targets: task.answer(inputs, config).slice(0, task.outputs) };
  });
  const column = (key: "inputs" | "targets", t: number): Int32Array =>
    Int32Array.from(examples, (one) => one[key][t]);
  return {
    inputs: Array.from({ length: task.inputs }, (_, t) => column("inputs", t)),
    targets: Array.from({ length: task.outputs }, (_, t) => column("targets", t)),
  };
}

function accuracyOf(model: SequenceModel, params: Named, { inputs, targets }: SequenceBatch): number {
  const { ys } = model.forward(params, inputs, { outputs: targets.length });
  let right = 0;
  ys.forEach((y, k) => {
    const answers = targets[k] as Int32Array;
    for (let r = 0; r < y.rows; r++) if (likeliestOfRow(y, r) === answers[r]) right++;
  });
  return right / (ys.length * ys[0].rows);
}
