/** Known mistakes of X14.2, backward through an encoder–decoder. */

import { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type {
  EncoderDecoderCache,
  EncoderDecoderParams,
  RnnParams,
} from "../14-2-encoder-decoder-backward.ts";

const clauses = {
  "output-last-only": "the gradients of V and c count the last time step only",
  "output-mean": "the gradients of V and c are divided by the number of time steps",
  "output-shifted": "the gradient of V is taken with s of the time step before",
  "c-first-row": "the gradient of c counts the first row of the batch only",
  "c-zero": "the gradient of c stays zero",
  "decoder-no-slope": "the slope of tanh is left out of the decoder",
  "decoder-slope-unsquared": "1 − s stands where 1 − s² belongs, in the decoder",
  "decoder-no-carry":
    "the decoder's time steps are taken each for itself: nothing is carried from one to the one before",
  "decoder-last-output-only": "only the loss of the last time step reaches the decoder's states",
  "decoder-Wh-zero-start":
    "in the gradient of the decoder's Wh, the state before the first one is taken to be zero instead of the context",
  "decoder-Wh-same-step": "the gradient of the decoder's Wh is taken with s_t where s_{t−1} belongs",
  "decoder-Wh-not-transposed": "the decoder's gradient is carried through Wh instead of its transpose",
  "decoder-Wx-reversed": "the decoder's inputs are taken in reverse order",
  "decoder-misses-first": "the decoder's time step 0 is left out",
  "context-from-first-output": "the gradient of the context is that of the first output alone",
  "context-every-step":
    "the gradient of the context sums what is carried out of every time step, as if the decoder read it each time",
  "context-without-Wh": "the gradient of the context is not taken through the decoder's Wh",
  "context-slope": "the slope of the encoder's tanh is counted twice, once in the gradient of the context",
  "context-zero": "no gradient reaches the context: the encoder learns nothing",
  "context-by-encoder-Wh":
    "the gradient of the context is taken through the encoder's Wh instead of the decoder's",
  "encoder-no-slope": "the slope of tanh is left out of the encoder",
  "encoder-slope-unsquared": "1 − h stands where 1 − h² belongs, in the encoder",
  "encoder-no-carry": "only the encoder's last time step gets a gradient",
  "encoder-every-step": "the gradient of the context is given to every state of the encoder",
  "encoder-first-step":
    "the gradient of the context is given to the encoder's first state instead of the last one",
  "encoder-Wh-same-step": "the gradient of the encoder's Wh is taken with h_j where h_{j−1} belongs",
  "encoder-Wh-not-transposed": "the encoder's gradient is carried through Wh instead of its transpose",
  "encoder-Wh-context-start":
    "in the gradient of the encoder's Wh, the state before the first one is taken to be the context instead of zero",
  "encoder-Wx-reversed": "the encoder's inputs are taken in reverse order",
  "bias-mean": "the gradients of both biases b are the mean over the batch instead of the sum",
  "all-mean": "every gradient of a parameter is divided by the batch size; that belongs in the loss",
  swapped: "the gradients of the encoder's and the decoder's Wh are swapped",
  negative: "every gradient has the wrong sign",
  "weights-returned": "the parameters are returned in place of their gradients",
  zero: "zeros are returned",
};

type Id = keyof typeof clauses;
type Has = (id: Id) => boolean;

const zerosLike = ({ rows, cols }: Matrix): Matrix => new Matrix(rows, cols);

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    encoderDecoderBackward(params: EncoderDecoderParams, cache: EncoderDecoderCache, dLogits: Matrix[]) {
      const { hs } = cache;
      const output = outputGradients(params, cache, dLogits, has);
      const decoder = decoderGradients(params, cache, dLogits, has);
      const context = hs[hs.length - 1];
      const dContext = has("context-slope")
        ? decoder.dContext.times(slope(context, false))
        : decoder.dContext;
      const encoder = encoderGradients(params, cache, dContext, has);
      if (has("swapped")) [encoder.Wh, decoder.grads.Wh] = [decoder.grads.Wh, encoder.Wh];
      const factor = has("zero") ? 0 : (has("negative") ? -1 : 1) / (has("all-mean") ? hs[0].rows : 1);
      const scaled = (grads: RnnParams): RnnParams => ({
        Wx: grads.Wx.scale(factor),
        Wh: grads.Wh.scale(factor),
        b: grads.b.scale(factor / (has("bias-mean") ? hs[0].rows : 1)),
      });
      const grads = {
        encoder: scaled(encoder),
        decoder: scaled(decoder.grads),
        output: { V: output.V.scale(factor), c: output.c.scale(factor) },
      };
      return {
        grads: has("weights-returned") ? params : grads,
        dContext: dContext.scale(has("zero") ? 0 : has("negative") ? -1 : 1),
      };
    },
  }),
  { grave: ["zero"] },
);

function outputGradients(
  { output }: EncoderDecoderParams,
  { hs, ss }: EncoderDecoderCache,
  dLogits: Matrix[],
  has: Has,
): { V: Matrix; c: Matrix } {
  const [V, c] = [zerosLike(output.V), zerosLike(output.c)];
  ss.forEach((s, t) => {
    if (has("output-last-only") && t < ss.length - 1) return;
    const previous = t === 0 ? hs[hs.length - 1] : ss[t - 1];
    V.accumulate((has("output-shifted") ? previous : s).transpose().dot(dLogits[t]));
    const counted = has("c-first-row") ? dLogits[t].row(0) : dLogits[t];
    if (!has("c-zero")) c.accumulate(counted.sumRows());
  });
  const factor = has("output-mean") ? 1 / ss.length : 1;
  return { V: V.scale(factor), c: c.scale(factor) };
}

function decoderGradients(
  { encoder, decoder, output }: EncoderDecoderParams,
  { hs, ys, ss }: EncoderDecoderCache,
  dLogits: Matrix[],
  has: Has,
): { grads: RnnParams; dContext: Matrix } {
  const context = hs[hs.length - 1];
  const grads = { Wx: zerosLike(decoder.Wx), Wh: zerosLike(decoder.Wh), b: zerosLike(decoder.b) };
  const back = has("decoder-Wh-not-transposed") ? decoder.Wh : decoder.Wh.transpose();
  const lastStep = ss.length - 1;
  const dss = dLogits.map((d, t) => {
    const lastOnly = has("decoder-last-output-only");
    return d.dot(output.V.transpose()).scale(lastOnly && t < lastStep ? 0 : 1);
  });
  let carry = zerosLike(context);
  let carried = zerosLike(context);
  let dz = carry;
  for (let t = lastStep; t >= (has("decoder-misses-first") ? 1 : 0); t--) {
    const ds = has("decoder-no-carry") ? dss[t] : dss[t].plus(carry);
    const factor = has("decoder-no-slope") ? ds.map(() => 1) : slope(ss[t], has("decoder-slope-unsquared"));
    dz = ds.times(factor);
    const start = has("decoder-Wh-zero-start") ? zerosLike(context) : context;
    const previous = has("decoder-Wh-same-step") ? ss[t] : t === 0 ? start : ss[t - 1];
    const y = has("decoder-Wx-reversed") ? ys[lastStep - t] : ys[t];
    grads.Wx.accumulate(y.transpose().dot(dz));
    grads.Wh.accumulate(previous.transpose().dot(dz));
    grads.b.accumulate(dz.sumRows());
    carry = dz.dot(back);
    carried = carried.plus(carry);
  }
  const first = dss[0].times(slope(ss[0], false)).dot(back);
  const throughEncoder = dz.dot(encoder.Wh.transpose());
  const dContext = has("context-zero")
    ? zerosLike(context)
    : has("context-from-first-output")
      ? first
      : has("context-every-step")
        ? carried
        : has("context-without-Wh")
          ? dz
          : has("context-by-encoder-Wh")
            ? throughEncoder
            : carry;
  return { grads, dContext };
}

function encoderGradients(
  { encoder }: EncoderDecoderParams,
  { xs, hs }: EncoderDecoderCache,
  dContext: Matrix,
  has: Has,
): RnnParams {
  const grads = { Wx: zerosLike(encoder.Wx), Wh: zerosLike(encoder.Wh), b: zerosLike(encoder.b) };
  const back = has("encoder-Wh-not-transposed") ? encoder.Wh : encoder.Wh.transpose();
  const last = hs.length - 1;
  let carry = zerosLike(dContext);
  for (let j = last; j >= 0; j--) {
    const given = has("encoder-every-step") || j === (has("encoder-first-step") ? 0 : last);
    const dh = given ? carry.plus(dContext) : carry;
    const factor = has("encoder-no-slope") ? dh.map(() => 1) : slope(hs[j], has("encoder-slope-unsquared"));
    const dz = dh.times(factor);
    const start = has("encoder-Wh-context-start") ? hs[last] : zerosLike(hs[0]);
    const previous = has("encoder-Wh-same-step") ? hs[j] : j === 0 ? start : hs[j - 1];
    const x = has("encoder-Wx-reversed") ? xs[last - j] : xs[j];
    grads.Wx.accumulate(x.transpose().dot(dz));
    grads.Wh.accumulate(previous.transpose().dot(dz));
    grads.b.accumulate(dz.sumRows());
    carry = has("encoder-no-carry") ? zerosLike(dz) : dz.dot(back);
  }
  return grads;
}

/** tanh′, written in its output y. */
const slope = (y: Matrix, unsquared: boolean): Matrix => y.map((v) => 1 - (unsquared ? v : v * v));
