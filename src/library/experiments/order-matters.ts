/**
 * What does a model lose that does not see the order? "Which came first, X or Y?" asked of three models:
 * a bag of symbols, a recurrent network, and the same network on sequences with their time steps shuffled.
 */

import { rnn } from "../cells/rnn.ts";
import { makeWhichFirst, type WhichFirstBatch, whichFirstSymbols } from "../data/which-first.ts";
import { chooseEngine, type EngineChoice, layerOf } from "../fused/engine.ts";
import { oneHot } from "../layers/embedding.ts";
import { linear } from "../layers/linear.ts";
import { softmaxCrossEntropy } from "../layers/losses.ts";
import { sequenceClassifier } from "../models/sequence-classifier.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { type Named, zerosLike } from "../numeric/named.ts";
import { createRandom, type Random, shuffled } from "../numeric/random.ts";
import { clipByGlobalNorm } from "../training/clipping.ts";
import { adam } from "../training/optimizers.ts";

/** Task, sizes and seeds. */
export interface OrderMattersConfig extends EngineChoice {
  readonly seed: number;
  readonly steps: number;
  readonly batch: number;
  readonly hidden: number;
  readonly updates: number;
  readonly rate: number;
  /** Measure accuracy after every so many updates. */
  readonly every: number;
  /** Sequences that accuracy is measured on. */
  readonly tested: number;
}

/** Accuracy of one model over training. */
export interface OrderMattersCurve {
  readonly name: string;
  readonly points: readonly { readonly update: number; readonly accuracy: number }[];
}

/** One curve per model. */
export interface OrderMattersResult {
  readonly config: OrderMattersConfig;
  readonly curves: readonly OrderMattersCurve[];
}

interface Contestant {
  readonly name: string;
  readonly params: Named;
  gradients(batch: WhichFirstBatch): Named;
  accuracy(batch: WhichFirstBatch): number;
}

/** Trains the three models on the same sequences. */
export function runOrderMatters(config: OrderMattersConfig): OrderMattersResult {
  const contestants = [
    bagOfSymbols(config),
    network(config, "recurrent network", (batch) => batch),
    network(config, "recurrent network, time steps shuffled", (batch, random) => shuffleSteps(batch, random)),
  ];
  return { config, curves: contestants.map((contestant) => trainContestant(config, contestant)) };
}

function trainContestant(config: OrderMattersConfig, contestant: Contestant): OrderMattersCurve {
  const { seed, steps, batch, updates, rate, every, tested } = config;
  const test = makeWhichFirst({ steps, batch: tested }, createRandom(seed, 1));
  const random = createRandom(seed, 2);
  const optimizer = adam({ rate });
  const points = [{ update: 0, accuracy: contestant.accuracy(test) }];
  for (let update = 1; update <= updates; update++) {
    const grads = contestant.gradients(makeWhichFirst({ steps, batch }, random));
    clipByGlobalNorm(grads, 1);
    optimizer.step(contestant.params, grads);
    if (update % every === 0) points.push({ update, accuracy: contestant.accuracy(test) });
  }
  return { name: contestant.name, points };
}

function network(
  config: OrderMattersConfig,
  name: string,
  prepare: (batch: WhichFirstBatch, random: Random) => WhichFirstBatch,
): Contestant {
  const { seed, hidden } = config;
  const { engine, dtype } = chooseEngine(config);
  const layer = layerOf(rnn, engine, { inputGradients: false });
  const input = { tokens: whichFirstSymbols.length };
  const model = sequenceClassifier({ layer, hidden, input, classes: 2, dtype, engine });
  const params = model.initParams(createRandom(seed));
  const random = createRandom(seed, 3);
  return {
    name,
    params,
    gradients: (batch) => model.gradients(params, prepare(batch, random)).grads,
    accuracy: (batch) => model.accuracy(params, prepare(batch, random)),
  };
}

/** Counts each symbol and weighs the counts: logits = counts W + b. */
function bagOfSymbols({ seed }: OrderMattersConfig): Contestant {
  const params = linear.initParams({ input: whichFirstSymbols.length, output: 2 }, createRandom(seed));
  const countsOf = ({ inputs }: WhichFirstBatch): Matrix =>
    inputs.map((ids) => oneHot(ids, whichFirstSymbols.length)).reduce((a, b) => a.plus(b));
  return {
    name: "bag of symbols",
    params,
    gradients(batch) {
      const { y, cache } = linear.forward(params, countsOf(batch));
      const grads = zerosLike(params);
      linear.backward(params, cache, softmaxCrossEntropy(y, batch.labels).dLogits, grads);
      return grads;
    },
    accuracy(batch) {
      const { y } = linear.forward(params, countsOf(batch));
      const right = Array.from(batch.labels).filter(
        (label, r) => (y.at(r, 1) > y.at(r, 0) ? 1 : 0) === label,
      );
      return right.length / batch.labels.length;
    },
  };
}

/** Each sequence with its time steps in a random order of its own; the label stays. */
function shuffleSteps({ inputs, labels }: WhichFirstBatch, random: Random): WhichFirstBatch {
  const mixed = inputs.map((ids) => ids.slice());
  for (let r = 0; r < labels.length; r++) {
    shuffled(inputs, random).forEach((ids, t) => {
      mixed[t][r] = ids[r];
    });
  }
  return { inputs: mixed, labels };
}
