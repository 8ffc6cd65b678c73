/**
 * Exercise X10.1: a stack of recurrent layers, forward and backward.
 *
 *   h⁰[t] = xs[t]
 *   hˡ[t] = tanh(hˡ⁻¹[t] Wxˡ + hˡ[t−1] Whˡ + bˡ)        layers l = 1 … L, each with parameters of its own
 *
 * The output is the state of the top layer at all time steps, hN the state of all layers at the last time step.
 * A loss may use both: dOutput[t] reaches the top layer at time step t, dhN[l] reaches layer l at the last time step.
 *
 * One layer over a sequence is there to be used: unroll(rnn, params, xs, { h: h0 }) gives states and tape, and
 * backpropagate(rnn, params, tape, dStates, grads) adds to grads (zerosLike(params) to begin with) and gives dxs and
 * dInitial, where states, dStates and dInitial hold records { h }. Check: npx unrolled grade 10.1
 */

import { rnn } from "unrolled/cells";
import { backpropagate, unroll } from "unrolled/layers";
import { type Matrix, zerosLike } from "unrolled/numeric";

/** Wx: [features below, hidden], Wh: [hidden, hidden], b: [1, hidden]. */
export interface RnnParams {
  Wx: Matrix;
  Wh: Matrix;
  b: Matrix;
}

/** layers: bottom first; xs[t]: [batch, input]; h0s[l]: [batch, hidden] -> output[t], hN[l]: [batch, hidden]. */
export function stackedForward(
  layers: RnnParams[],
  xs: Matrix[],
  h0s: Matrix[],
): { output: Matrix[]; hN: Matrix[] } {
  throw new Error("TODO: exercise X10.1 (stackedForward)");
}

/** dOutput[t], dhN[l]: [batch, hidden] -> dxs[t]: [batch, input], dh0s[l]: [batch, hidden], grads[l]: the shapes of layers[l]. */
export function stackedBackward(
  layers: RnnParams[],
  xs: Matrix[],
  h0s: Matrix[],
  dOutput: Matrix[],
  dhN: Matrix[],
): { dxs: Matrix[]; dh0s: Matrix[]; grads: RnnParams[] } {
  throw new Error("TODO: exercise X10.1 (stackedBackward)");
}
