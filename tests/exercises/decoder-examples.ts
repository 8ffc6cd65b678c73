/** Small random decoders for the checks of chapter 14. The learner's function calls their time step back. */

import { Matrix, type Random, randomInteger, uniform } from "unrolled/numeric";

export interface Decoder {
  readonly step: (h: Matrix, token: number) => { logits: Matrix; h: Matrix };
  /** The encoder's last state: [1, hidden]. */
  readonly h: Matrix;
  readonly start: number;
  readonly end: number;
  readonly tokens: number;
}

/** A tanh decoder in which both the state and the token matter. `endBias` makes the end likelier or rarer. */
export function drawDecoder(random: Random, endBias: number): Decoder {
  const [tokens, hidden] = [7, 4];
  const [Wx, Wh] = [uniform(tokens, hidden, 2, random), uniform(hidden, hidden, 1.2, random)];
  const [W, b] = [uniform(hidden, tokens, 2.5, random), uniform(1, tokens, 0.5, random)];
  const start = randomInteger(3, random);
  const end = 3 + randomInteger(tokens - 3, random);
  b.data[end] += endBias;
  b.data[start] -= 1.5; // the start token is seldom said
  return {
    step(h, token) {
      const state = new Matrix(h.rows, h.cols, h.data as Float64Array); // what came over the pipe has no methods
      const next = Wx.row(token).plus(state.dot(Wh)).tanh();
      return { logits: next.dot(W).plusRow(b), h: next };
    },
    h: uniform(1, hidden, 0.9, random),
    start,
    end,
    tokens,
  };
}

/** Draws until `fits` is content; throws after many tries, for then the wish cannot be met. */
export function drawDecoderThat(
  random: Random,
  endBias: number,
  fits: (decoder: Decoder) => boolean,
): Decoder {
  for (let tries = 0; tries < 20_000; tries++) {
    const decoder = drawDecoder(random, endBias);
    if (fits(decoder)) return decoder;
  }
  throw new Error("drawDecoderThat: no decoder of 20,000 is as it should be.");
}
