/** One run of the plain recurrent cell, forward and backward: `unroll` and `backpropagateByStep`, and the sums in between. */

import { type RnnCache, type RnnParam, rnn } from "../../cells/rnn.ts";
import { squaredError } from "../../layers/losses.ts";
import { backpropagateByStep, completeGradients, unroll } from "../../layers/recurrent.ts";
import type { Matrix } from "../../numeric/matrix.ts";
import { addNamed, type Named, zerosLike } from "../../numeric/named.ts";
import { matrixOf, sequenceOf } from "../setup.ts";
import type { Setup } from "../walkthrough.ts";

/** One run, forward and backward, with every number that the walk shows. */
export interface BpttTrace {
  readonly params: Named<RnnParam>;
  readonly xs: readonly Matrix[];
  /** h before the first time step. */
  readonly initial: Matrix;
  readonly zs: readonly Matrix[];
  readonly hs: readonly Matrix[];
  readonly tape: readonly RnnCache[];
  /** One loss per time step; undefined where no target counts. */
  readonly losses: readonly (number | undefined)[];
  readonly loss: number;
  /** What reaches each h from its own loss, and in all. */
  readonly dDirect: readonly Matrix[];
  readonly dhs: readonly Matrix[];
  /** Gradient of z: what the time step adds to that of b. */
  readonly dzs: readonly Matrix[];
  readonly dxs: readonly Matrix[];
  readonly dInitial: Matrix;
  readonly addends: readonly Named<RnnParam>[];
  /** sums[t]: what time step t and all later ones have added. */
  readonly sums: readonly Named<RnnParam>[];
}

/** Runs the library over the setup. */
export function traceBptt(setup: Setup): BpttTrace {
  const params = { Wx: matrixOf(setup, "Wx"), Wh: matrixOf(setup, "Wh"), b: matrixOf(setup, "b") };
  const xs = sequenceOf(setup, "x");
  const initial = matrixOf(setup, "h0");
  const { states, tape } = unroll(rnn, params, xs, { h: initial });
  const targets = sequenceOf(setup, "target");
  const counts = (t: number): boolean => setup.choices.loss === "every step" || t === xs.length - 1;
  const errors = states.map(({ h }, t) => (counts(t) ? squaredError(h, targets[t]) : undefined));
  const given = errors.map((error) => (error ? { h: error.dy } : {}));
  const dStates = completeGradients(states, given);
  const back = backpropagateByStep(rnn, params, tape, dStates);
  const sums: Named<RnnParam>[] = [];
  back.addends.reduceRight((sum, addend, t) => {
    sums[t] = addNamed(sum, addend);
    return sums[t];
  }, zerosLike(params));
  return {
    params,
    xs,
    initial,
    zs: tape.map(({ x, hPrev }) => x.dot(params.Wx).plus(hPrev.dot(params.Wh)).plusRow(params.b)),
    hs: states.map(({ h }) => h),
    tape,
    losses: errors.map((error) => error?.loss),
    loss: errors.reduce((sum, error) => sum + (error?.loss ?? 0), 0),
    dDirect: dStates.map(({ h }) => h),
    dhs: back.dTotals.map(({ h }) => h),
    dzs: back.addends.map(({ b }) => b),
    dxs: back.dxs,
    dInitial: back.dInitial.h,
    addends: back.addends,
    sums,
  };
}
