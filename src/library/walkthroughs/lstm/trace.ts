/**
 * One run of the LSTM, forward and backward, with every number on the way.
 *
 * `unroll` and `backpropagateByStep` give what goes in and out of each time step. What lies between is not kept by the
 * cell, so the lines of its backward pass are repeated here; a test holds both together to the last bit.
 */

import { jacobianBlock, temporalJacobians } from "../../analysis/temporal-jacobians.ts";
import { sigmoidSlope, tanhSlope } from "../../cells/activation-slopes.ts";
import { type LstmCache, type LstmParam, type LstmState, lstm } from "../../cells/lstm.ts";
import { rnn } from "../../cells/rnn.ts";
import { squaredError } from "../../layers/losses.ts";
import { backpropagateByStep, completeGradients, unroll } from "../../layers/recurrent.ts";
import { Matrix } from "../../numeric/matrix.ts";
import { addNamed, type Named, zerosLike } from "../../numeric/named.ts";
import { matrixOf, sequenceOf } from "../setup.ts";
import type { Setup } from "../walkthrough.ts";

/** The four gates, in the order of their columns. */
export const gates = ["i", "f", "g", "o"] as const;
export type Gate = (typeof gates)[number];

/** One time step forward. */
export interface LstmStep extends LstmCache, Named<LstmState> {
  /** Sums before σ and tanh. */
  readonly z: Named<Gate>;
  /** f ⊙ c₋ and i ⊙ g: what is kept, what is written. */
  readonly kept: Matrix;
  readonly written: Matrix;
}

/** One time step backward: every gradient by its quantity. */
export interface LstmBackStep {
  readonly dh: Matrix;
  readonly dO: Matrix;
  /** What reaches c through the next time step, and in all. */
  readonly dcNext: Matrix;
  readonly dc: Matrix;
  readonly df: Matrix;
  readonly di: Matrix;
  readonly dg: Matrix;
  readonly dcPrev: Matrix;
  readonly dz: Named<Gate>;
  readonly dhPrev: Matrix;
  readonly dx: Matrix;
  /** What all time steps from this one on have added to the gradients of the weights. */
  readonly sums: Named<LstmParam>;
}

/** Forward only. */
export interface LstmForwardTrace {
  readonly params: Named<LstmParam>;
  readonly steps: readonly LstmStep[];
}

export interface LstmTrace extends LstmForwardTrace {
  readonly loss: number;
  readonly back: readonly LstmBackStep[];
  /** Lengths of what leads from time step t to the last: the product of f, ∂c/∂c by all paths, ∂h/∂h of a plain RNN. */
  readonly reach: readonly { readonly direct: number; readonly all: number; readonly rnn: number }[];
}

/** Runs the cell over the inputs of the setup. */
export function traceLstmForward(setup: Setup): LstmForwardTrace {
  const params = { Wx: matrixOf(setup, "Wx"), Wh: matrixOf(setup, "Wh"), b: matrixOf(setup, "b") };
  const { states, tape } = unroll(lstm, params, sequenceOf(setup, "x"), initialOf(setup));
  const steps = tape.map((cache, t) => {
    const sums = cache.x.dot(params.Wx).plus(cache.hPrev.dot(params.Wh)).plusRow(params.b);
    const [i, f, g, o] = sums.splitColumns(4);
    const kept = cache.f.times(cache.cPrev);
    return { ...cache, ...states[t], z: { i, f, g, o }, kept, written: cache.i.times(cache.g) };
  });
  return { params, steps };
}

const initialOf = (setup: Setup): Named<LstmState> => ({
  h: matrixOf(setup, "h0"),
  c: matrixOf(setup, "c0"),
});

/** Runs it forward, and backward from the squared distance of the last h to the target. */
export function traceLstm(setup: Setup): LstmTrace {
  const forward = traceLstmForward(setup);
  const { params, steps } = forward;
  const { loss, dy } = squaredError(steps[steps.length - 1].h, matrixOf(setup, "target"));
  const given = steps.map((_, t) => (t === steps.length - 1 ? { h: dy } : {}));
  const states = steps.map(({ h, c }) => ({ h, c }));
  const { addends, dTotals, dxs, dInitial } = backpropagateByStep(
    lstm,
    params,
    steps,
    completeGradients(states, given),
  );
  const back: LstmBackStep[] = [];
  addends.reduceRight((later, addend, t) => {
    const sums = addNamed(later, addend);
    const dhPrev = (t === 0 ? dInitial : dTotals[t - 1]).h;
    back[t] = { ...between(steps[t], dTotals[t], addend), dhPrev, dx: dxs[t], sums };
    return sums;
  }, zerosLike(params));
  return { ...forward, loss, back, reach: reachOf(setup, forward) };
}

/** The lines of `lstm.backward` that come before the weights. */
function between(
  { o, tanhC, cPrev, f, i, g }: LstmStep,
  { h: dh, c: dcNext }: Named<LstmState>,
  addend: Named<LstmParam>,
): Omit<LstmBackStep, "dhPrev" | "dx" | "sums"> {
  const dO = dh.times(tanhC);
  const dc = dh.times(o).times(tanhSlope(tanhC)).plus(dcNext);
  const [zi, zf, zg, zo] = addend.b.splitColumns(4);
  return {
    dh,
    dO,
    dcNext,
    dc,
    df: dc.times(cPrev),
    di: dc.times(g),
    dg: dc.times(i),
    dcPrev: dc.times(f),
    dz: { i: zi, f: zf, g: zg, o: zo },
  };
}

/** The slope of a gate's function at its value. */
export const slopeOf = (gate: Gate, value: Matrix): Matrix =>
  gate === "g" ? tanhSlope(value) : sigmoidSlope(value);

/** The plain RNN has the weights of the candidate g: what this cell would be without its gates. */
function reachOf(setup: Setup, { params, steps }: LstmForwardTrace): LstmTrace["reach"] {
  const xs = sequenceOf(setup, "x");
  const initial = initialOf(setup);
  const { jacobians, columns } = temporalJacobians(lstm, params, xs, initial);
  const candidate = { Wx: part(params.Wx), Wh: part(params.Wh), b: part(params.b) };
  const plain = temporalJacobians(rnn, candidate, xs, { h: initial.h });
  const last = steps.length - 1;
  const products: Matrix[] = [];
  products[last] = Matrix.filled(1, initial.c.cols, 1);
  for (let t = last - 1; t >= 0; t--) products[t] = products[t + 1].times(steps[t + 1].f);
  return steps.map((_, t) => ({
    direct: products[t].norm(),
    all: throughBoth(jacobians[t + 1], columns, steps[t]).norm(),
    rnn: plain.jacobians[t + 1].norm(),
  }));
}

/** ∂c_T/∂c_t in all: c_t acts as c, and through h_t = o ⊙ tanh(c_t). */
function throughBoth(
  jacobian: Matrix,
  columns: Readonly<Record<LstmState, readonly [number, number]>>,
  { o, tanhC }: LstmStep,
): Matrix {
  const byH = jacobianBlock(jacobian, columns, "c", "h");
  return jacobianBlock(jacobian, columns, "c", "c").plus(byH.timesRow(o.times(tanhSlope(tanhC))));
}

const part = (weights: Matrix): Matrix => weights.splitColumns(4)[gates.indexOf("g")];
