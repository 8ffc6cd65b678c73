/**
 * Exercise X7.3: LSTM weights set by hand.
 *
 *   i = σ(x Wxi + h₋ Whi + bi)      input gate
 *   f = σ(x Wxf + h₋ Whf + bf)      forget gate
 *   g = tanh(x Wxg + h₋ Whg + bg)   candidate
 *   o = σ(x Wxo + h₋ Who + bo)      output gate
 *   c = f ⊙ c₋ + i ⊙ g              cell state
 *   h = o ⊙ tanh(c)                 hidden state
 *
 * Nothing is trained here: you choose the weights, so that a cell with one hidden unit does what is asked.
 * A gate is open (near 1) where what stands inside its σ is +strength, and shut (near 0) where that is −strength;
 * a candidate of ±1 has ±strength inside its tanh. All tasks start from h = c = 0.
 */

import { Matrix } from "unrolled/numeric";

/** Wx: [input, 4], Wh: [1, 4], b: [1, 4]; columns in the order i f g o. */
export interface LstmParams {
  Wx: Matrix;
  Wh: Matrix;
  b: Matrix;
}

/**
 * A latch. x = [value, write], value −1 or +1, write 0 or 1: where write is 1, c becomes value;
 * where it is 0, c stays as it is, whatever value says. h shows it: tanh(c).
 */
export function latchWeights(strength: number): LstmParams {
  const s = strength;
  return {
    Wx: Matrix.fromRows([
      [0, 0, s, 0], // value: the candidate
      [2 * s, -2 * s, 0, 0], // write: opens i, shuts f
    ]),
    Wh: new Matrix(1, 4),
    b: Matrix.fromRows([[-s, s, 0, s]]), // without it: i shut, f open; o always open
  };
}

/** A counter. x = [event], 0 or 1: c is the number of events so far. h shows it: tanh(c). */
export function counterWeights(strength: number): LstmParams {
  const s = strength;
  return {
    Wx: Matrix.fromRows([[2 * s, 0, 0, 0]]), // an event opens i
    Wh: new Matrix(1, 4),
    b: Matrix.fromRows([[-s, s, s, s]]), // f and o always open, the candidate always 1
  };
}

/**
 * A counter that can be reset. x = [event, reset], 0 or 1 each: c is the number of events since the last reset. Where
 * both are 1, the reset comes first and the event counts: c = 1. h shows it: tanh(c).
 */
export function resettableCounterWeights(strength: number): LstmParams {
  const s = strength;
  return {
    Wx: Matrix.fromRows([
      [2 * s, 0, 0, 0], // an event opens i
      [0, -2 * s, 0, 0], // a reset shuts f
    ]),
    Wh: new Matrix(1, 4),
    b: Matrix.fromRows([[-s, s, s, s]]),
  };
}
