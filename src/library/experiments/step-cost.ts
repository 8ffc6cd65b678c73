/**
 * What does a pass over a sequence cost? Processor time of one layer on the SIMD kernels in float32, beside the same
 * arithmetic as one large product over all time steps, which need not wait for one another.
 *
 * Processor time, not the clock: another program on the machine does not count. The least of the rounds is taken, and
 * all candidates run in each round, so that what disturbs one disturbs all.
 */

import { countOperations } from "../analysis/operation-count.ts";
import { type CountedCell, products } from "../analysis/parameter-count.ts";
import type { Cell } from "../cells/cell.ts";
import { gru } from "../cells/gru.ts";
import { lstm } from "../cells/lstm.ts";
import { rnn } from "../cells/rnn.ts";
import { layerOf } from "../fused/engine.ts";
import { fusedLinear } from "../fused/linear.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { type Named, toDtype, zerosLike } from "../numeric/named.ts";
import { createRandom, uniform } from "../numeric/random.ts";

/** A layer; or "product": what an LSTM multiplies, as one product over all time steps at once. */
export type CostedPass = "rnn" | "gru" | "lstm" | "product";

/** x: [batch, input], h: [batch, hidden], over so many time steps. */
export interface CostedSize {
  readonly input: number;
  readonly hidden: number;
  readonly batch: number;
  readonly steps: number;
}

/** What to time, and how often. */
export interface StepCostConfig {
  readonly seed: number;
  readonly rounds: number;
  readonly entries: readonly { readonly pass: CostedPass; readonly size: CostedSize }[];
}

/** One pass at one size. */
export interface PassCost extends CostedSize {
  readonly pass: CostedPass;
  /** Milliseconds of processor time of one forward and one backward pass over the whole sequence. */
  readonly milliseconds: number;
  /** Operations of the products, forward and backward. */
  readonly operations: number;
  /** Billions of operations in a second. */
  readonly rate: number;
}

/** The costs, in the order of the entries. */
export interface StepCostResult {
  readonly config: StepCostConfig;
  readonly costs: readonly PassCost[];
}

/** Long enough for the processor's clock, in milliseconds. */
const sampleMilliseconds = 6;

/** Times forward and backward passes. Throws where the sizes are not whole and at least 1. */
export function runStepCost(config: StepCostConfig): StepCostResult {
  const random = createRandom(config.seed);
  const candidates = config.entries.map(({ pass, size }) => createPass(pass, size, random));
  const passes = candidates.map(passesPerSample);
  const best = candidates.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < config.rounds; round++)
    candidates.forEach((run, at) => {
      best[at] = Math.min(best[at], timeOf(run, passes[at]));
    });
  const costs = config.entries.map(({ pass, size }, at) => costOf(pass, size, best[at]));
  return { config, costs };
}

function costOf(pass: CostedPass, size: CostedSize, milliseconds: number): PassCost {
  const counted: CountedCell = pass === "product" ? "lstm" : pass;
  const { forward, backward } = countOperations(counted, size);
  const operations = size.steps * (forward.products + backward.products);
  return { pass, ...size, milliseconds, operations, rate: operations / milliseconds / 1e6 };
}

const cells: Readonly<Record<Exclude<CostedPass, "product">, Cell>> = {
  rnn: rnn as unknown as Cell,
  gru: gru as unknown as Cell,
  lstm: lstm as unknown as Cell,
};

/** One forward and one backward pass, ready to be run again and again. */
function createPass(pass: CostedPass, size: CostedSize, random: () => number): () => void {
  const { input, hidden, batch, steps } = size;
  const matrix = (rows: number, cols: number): Matrix => uniform(rows, cols, 1, random).to("float32");
  if (pass === "product") {
    const [from, to] = [input + hidden, products.lstm * hidden];
    const params = toDtype(fusedLinear.initParams({ input: from, output: to }, random), "float32");
    const [x, dy] = [matrix(steps * batch, from), matrix(steps * batch, to)];
    const grads = zerosLike(params);
    return () => void fusedLinear.backward(params, fusedLinear.forward(params, x).cache, dy, grads);
  }
  const layer = layerOf(cells[pass], "fused");
  const params: Named = toDtype(layer.initParams(size, random), "float32");
  const initial: Named = toDtype(layer.initState(batch, size), "float32");
  const xs = Array.from({ length: steps }, () => matrix(batch, input));
  const dys = Array.from({ length: steps }, () => matrix(batch, hidden));
  const grads = zerosLike(params);
  return () => {
    const { cache } = layer.forward(params, xs, initial);
    layer.backward(params, cache, { dys }, grads);
  };
}

function passesPerSample(run: () => void): number {
  run();
  run(); // the first one compiles and fetches memory
  return Math.max(1, Math.ceil(sampleMilliseconds / Math.max(timeOf(run, 1), 0.01)));
}

/** Milliseconds of processor time per pass. */
function timeOf(run: () => void, passes: number): number {
  const start = process.cpuUsage();
  for (let pass = 0; pass < passes; pass++) run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / passes;
}
