/**
 * Exercise X10.2: reading in both directions, forward and backward.
 *
 *   →h[t] = tanh(x[t] →Wx + →h[t−1] →Wh + →b)        t = 0 … T − 1
 *   ←h[t] = tanh(x[t] ←Wx + ←h[t+1] ←Wh + ←b)        t = T − 1 … 0
 *   output[t] = [→h[t], ←h[t]]                       side by side
 *
 * hN.forward is the state after all inputs were read from the left, hN.backward the one after all were read from the
 * right. A loss may use both: dOutput[t] reaches output[t], dhN reaches the two final states.
 */

import { type RnnCache, rnn } from "unrolled/cells";
import { backpropagate, unroll } from "unrolled/layers";
import { joinColumns, type Matrix, zerosLike } from "unrolled/numeric";

/** Wx: [input, hidden], Wh: [hidden, hidden], b: [1, hidden]. */
export interface RnnParams {
  Wx: Matrix;
  Wh: Matrix;
  b: Matrix;
}

/** forward: reads from the first time step on; backward: from the last time step back. */
export interface Both<Part> {
  forward: Part;
  backward: Part;
}

/** xs[t]: [batch, input], h0: [batch, hidden] each -> output[t]: [batch, 2·hidden], hN: [batch, hidden] each. */
export function bidirectionalForward(
  params: Both<RnnParams>,
  xs: Matrix[],
  h0: Both<Matrix>,
): { output: Matrix[]; hN: Both<Matrix> } {
  const left = unroll(rnn, params.forward, xs, { h: h0.forward });
  const right = unroll(rnn, params.backward, [...xs].reverse(), { h: h0.backward });
  const last = xs.length - 1;
  return {
    output: xs.map((_, t) => joinColumns([left.states[t].h, right.states[last - t].h])),
    hN: { forward: left.states[last].h, backward: right.states[last].h },
  };
}

/** dOutput[t]: [batch, 2·hidden], dhN: [batch, hidden] each -> dxs[t]: [batch, input], dh0: [batch, hidden] each, grads. */
export function bidirectionalBackward(
  params: Both<RnnParams>,
  xs: Matrix[],
  h0: Both<Matrix>,
  dOutput: Matrix[],
  dhN: Both<Matrix>,
): { dxs: Matrix[]; dh0: Both<Matrix>; grads: Both<RnnParams> } {
  const hidden = h0.forward.cols;
  const dLeft = dOutput.map((d) => d.columns(0, hidden));
  const dRight = dOutput.map((d) => d.columns(hidden, 2 * hidden)).reverse();
  const left = oneWay(params.forward, xs, h0.forward, dLeft, dhN.forward);
  const right = oneWay(params.backward, [...xs].reverse(), h0.backward, dRight, dhN.backward);
  const rightDxs = [...right.dxs].reverse();
  return {
    dxs: left.dxs.map((dx, t) => dx.plus(rightDxs[t])),
    dh0: { forward: left.dh0, backward: right.dh0 },
    grads: { forward: left.grads, backward: right.grads },
  };
}

/** Everything in the order in which this direction reads. */
function oneWay(
  { Wx, Wh, b }: RnnParams,
  xs: Matrix[],
  h0: Matrix,
  dhs: Matrix[],
  dhN: Matrix,
): { dxs: Matrix[]; dh0: Matrix; grads: RnnParams } {
  const params = { Wx, Wh, b };
  const tape: RnnCache[] = unroll(rnn, params, xs, { h: h0 }).tape;
  const dStates = dhs.map((dh, t) => ({ h: t === xs.length - 1 ? dh.plus(dhN) : dh }));
  const grads = zerosLike(params);
  const { dxs, dInitial } = backpropagate(rnn, params, tape, dStates, grads);
  return { dxs, dh0: dInitial.h, grads };
}
