/**
 * Exercise X14.2: backward through an encoder–decoder.
 *
 *   h_j = tanh(x_j Wx + h_{j−1} Wh + b)            encoder; h_{−1} = 0
 *   context = h_last                               all that the decoder gets to know
 *   s_t = tanh(y_t Wx' + s_{t−1} Wh' + b')         decoder; s_{−1} = context; y_t is what it reads
 *   logits_t = s_t V + c                           output
 *
 * From the gradients of all logits to those of all parameters. The loss reaches the encoder in one place only.
 */

import { Matrix } from "unrolled/numeric";

/** Wx: [input, hidden], Wh: [hidden, hidden], b: [1, hidden]. The inputs of the two may have different widths. */
export interface RnnParams {
  Wx: Matrix;
  Wh: Matrix;
  b: Matrix;
}

/** V: [hidden, tokens], c: [1, tokens]. */
export interface EncoderDecoderParams {
  encoder: RnnParams;
  decoder: RnnParams;
  output: { V: Matrix; c: Matrix };
}

/** What the forward pass saved, one entry per time step. xs[j], ys[t]: [batch, input]; hs[j], ss[t]: [batch, hidden]. */
export interface EncoderDecoderCache {
  xs: Matrix[];
  hs: Matrix[];
  ys: Matrix[];
  ss: Matrix[];
}

/** dLogits[t]: [batch, tokens] -> the gradients of all parameters, summed over batch and time, and that of the context. */
export function encoderDecoderBackward(
  { encoder, decoder, output }: EncoderDecoderParams,
  { xs, hs, ys, ss }: EncoderDecoderCache,
  dLogits: Matrix[],
): { grads: EncoderDecoderParams; dContext: Matrix } {
  // logits_t = s_t V + c
  const V = zerosLike(output.V);
  const c = zerosLike(output.c);
  ss.forEach((s, t) => {
    V.accumulate(s.transpose().dot(dLogits[t]));
    c.accumulate(dLogits[t].sumRows());
  });
  const dss = dLogits.map((d) => d.dot(output.V.transpose()));

  const context = hs[hs.length - 1];
  const said = throughTime(decoder, { inputs: ys, states: ss, initial: context, dStates: dss });

  // The context is the encoder's last state; no other state of the encoder is seen by the loss.
  const dhs = hs.map((h, j) => (j === hs.length - 1 ? said.dInitial : zerosLike(h)));
  const read = throughTime(encoder, { inputs: xs, states: hs, initial: zerosLike(hs[0]), dStates: dhs });
  return {
    grads: { encoder: read.grads, decoder: said.grads, output: { V, c } },
    dContext: said.dInitial,
  };
}

/** Backpropagation through time in one tanh layer. dStates[t]: the gradient that reaches state t from outside. */
function throughTime(
  { Wx, Wh, b }: RnnParams,
  {
    inputs,
    states,
    initial,
    dStates,
  }: { inputs: Matrix[]; states: Matrix[]; initial: Matrix; dStates: Matrix[] },
): { grads: RnnParams; dInitial: Matrix } {
  const grads = { Wx: zerosLike(Wx), Wh: zerosLike(Wh), b: zerosLike(b) };
  let carry = zerosLike(initial);
  for (let t = states.length - 1; t >= 0; t--) {
    const dz = dStates[t].plus(carry).times(states[t].map((v) => 1 - v * v));
    const previous = t === 0 ? initial : states[t - 1];
    grads.Wx.accumulate(inputs[t].transpose().dot(dz));
    grads.Wh.accumulate(previous.transpose().dot(dz));
    grads.b.accumulate(dz.sumRows());
    carry = dz.dot(Wh.transpose());
  }
  return { grads, dInitial: carry };
}

const zerosLike = ({ rows, cols }: Matrix): Matrix => new Matrix(rows, cols);
