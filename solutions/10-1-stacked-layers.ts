/**
 * Exercise X10.1: a stack of recurrent layers, forward and backward.
 *
 *   h⁰[t] = xs[t]
 *   hˡ[t] = tanh(hˡ⁻¹[t] Wxˡ + hˡ[t−1] Whˡ + bˡ)        layers l = 1 … L, each with parameters of its own
 *
 * The output is the state of the top layer at all time steps, hN the state of all layers at the last time step.
 * A loss may use both: dOutput[t] reaches the top layer at time step t, dhN[l] reaches layer l at the last time step.
 */

import { type RnnCache, rnn } from "unrolled/cells";
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
  const { hs } = run(layers, xs, h0s);
  return { output: hs[layers.length - 1], hN: hs.map((states) => states[xs.length - 1]) };
}

/** dOutput[t], dhN[l]: [batch, hidden] -> dxs[t]: [batch, input], dh0s[l]: [batch, hidden], grads[l]: the shapes of layers[l]. */
export function stackedBackward(
  layers: RnnParams[],
  xs: Matrix[],
  h0s: Matrix[],
  dOutput: Matrix[],
  dhN: Matrix[],
): { dxs: Matrix[]; dh0s: Matrix[]; grads: RnnParams[] } {
  const { tapes } = run(layers, xs, h0s);
  const grads = layers.map(({ Wx, Wh, b }) => zerosLike({ Wx, Wh, b }));
  const dh0s: Matrix[] = new Array(layers.length);
  let dhs = dOutput; // of the layer at hand, from above
  for (let l = layers.length - 1; l >= 0; l--) {
    const dStates = dhs.map((dh, t) => ({ h: t === xs.length - 1 ? dh.plus(dhN[l]) : dh }));
    const { dxs, dInitial } = backpropagate(rnn, layers[l], tapes[l], dStates, grads[l]);
    dh0s[l] = dInitial.h;
    dhs = dxs;
  }
  return { dxs: dhs, dh0s, grads };
}

/** hs[l][t] and the tape of each layer. */
function run(layers: RnnParams[], xs: Matrix[], h0s: Matrix[]): { hs: Matrix[][]; tapes: RnnCache[][] } {
  const hs: Matrix[][] = [];
  const tapes: RnnCache[][] = [];
  let below = xs;
  layers.forEach((params, l) => {
    const { states, tape } = unroll(rnn, params, below, { h: h0s[l] });
    below = states.map(({ h }) => h);
    hs.push(below);
    tapes.push(tape);
  });
  return { hs, tapes };
}
