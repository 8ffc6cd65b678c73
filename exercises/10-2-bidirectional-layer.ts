/**
 * Exercise X10.2: reading in both directions, forward and backward.
 *
 *   →h[t] = tanh(x[t] →Wx + →h[t−1] →Wh + →b)        t = 0 … T − 1
 *   ←h[t] = tanh(x[t] ←Wx + ←h[t+1] ←Wh + ←b)        t = T − 1 … 0
 *   output[t] = [→h[t], ←h[t]]                       side by side
 *
 * hN.forward is the state after all inputs were read from the left, hN.backward the one after all were read from the
 * right. A loss may use both: dOutput[t] reaches output[t], dhN reaches the two final states.
 *
 * One direction is there to be used: unroll(rnn, params, xs, { h: h0 }) gives states and tape, and
 * backpropagate(rnn, params, tape, dStates, grads) adds to grads (zerosLike(params) to begin with) and gives dxs and
 * dInitial, where states, dStates and dInitial hold records { h }. joinColumns and Matrix.columns(from, to) put side by
 * side and part. Check: npx unrolled grade 10.2
 */

import { rnn } from "unrolled/cells";
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
  throw new Error("TODO: exercise X10.2 (bidirectionalForward)");
}

/** dOutput[t]: [batch, 2·hidden], dhN: [batch, hidden] each -> dxs[t]: [batch, input], dh0: [batch, hidden] each, grads. */
export function bidirectionalBackward(
  params: Both<RnnParams>,
  xs: Matrix[],
  h0: Both<Matrix>,
  dOutput: Matrix[],
  dhN: Both<Matrix>,
): { dxs: Matrix[]; dh0: Both<Matrix>; grads: Both<RnnParams> } {
  throw new Error("TODO: exercise X10.2 (bidirectionalBackward)");
}
