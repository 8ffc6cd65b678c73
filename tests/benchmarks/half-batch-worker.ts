/**
 * One of several workers over the batch: forward and backward of an LSTM over its share of the rows, with weights
 * and gradients in shared memory. Starts when signals[ROUND] changes, and counts itself in signals[DONE].
 */

import { parentPort, workerData } from "node:worker_threads";
import { fusedLstm } from "../../src/library/fused/lstm-steps.ts";
import type { SequenceShape } from "../../src/library/fused/tape.ts";
import { Workspace } from "../../src/library/fused/workspace.ts";
import { createRandom, uniform } from "../../src/library/numeric/random.ts";

/** Places in `signals`. */
export const ROUND = 0;
export const DONE = 1;
/** As ROUND: no more work. */
export const STOP = -1;

/** What a worker is given. weights and gradients: Wx, Wh and b, one after the other. */
export interface Share {
  readonly shape: SequenceShape;
  readonly seed: number;
  readonly signals: Int32Array;
  readonly weights: Float32Array;
  readonly gradients: Float32Array;
}

function work({ shape, seed, signals, weights, gradients }: Share): void {
  const { steps, batch, input, hidden, dtype } = shape;
  const random = createRandom(seed);
  const workspace = new Workspace(fusedLstm, shape);
  const { params, grads, initial, dStates, xs } = workspace.views;
  const names = Object.keys(params);
  xs.set(uniform(steps * batch, input, 1, random).data);
  for (const state of Object.values(initial)) state.fill(0);
  const dys = Array.from({ length: steps }, () => uniform(batch, hidden, 1e-3, random).to(dtype));
  parentPort?.postMessage("ready");
  for (let round = 0; ; ) {
    Atomics.wait(signals, ROUND, round);
    round = Atomics.load(signals, ROUND);
    if (round === STOP) return;
    eachPart(names, params, weights, (values, part) => values.set(part));
    for (const name of names) grads[name].fill(0);
    for (const gradient of Object.values(dStates)) gradient.fill(0);
    workspace.forward();
    workspace.backward(dys, false);
    eachPart(names, grads, gradients, (values, part) => part.set(values));
    Atomics.add(signals, DONE, 1);
    Atomics.notify(signals, DONE);
  }
}

function eachPart(
  names: readonly string[],
  named: Workspace["views"]["params"],
  all: Float32Array,
  f: (values: Workspace["views"]["params"][string], part: Float32Array) => void,
): void {
  let from = 0;
  for (const name of names) {
    f(named[name], all.subarray(from, from + named[name].length));
    from += named[name].length;
  }
}

if (workerData) work(workerData as Share);
