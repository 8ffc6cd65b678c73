/**
 * A head of self-attention whose weights are set by hand: it reverses a text in one step, with no recurrence.
 *
 *   x_t = [symbol t as one-hot, position t as one-hot]
 *   q_t = sharpness · one-hot(L − 1 − t)     asks for the mirrored position
 *   k_t = one-hot(t)                         tells its own position
 *   v_t = symbol t as one-hot                hands over its symbol
 *
 * The equations of the head are those of Vaswani et al. 2017, section 3.2.1.
 */

import { oneHot } from "../layers/embedding.ts";
import { selfAttention } from "../layers/self-attention.ts";
import { joinColumns, joinRows } from "../numeric/join.ts";
import { Matrix } from "../numeric/matrix.ts";
import type { Named } from "../numeric/named.ts";

/** The text, as symbol numbers below `symbols`, and how sharply the head looks. */
export interface MirrorHeadConfig {
  readonly text: readonly number[];
  readonly symbols: number;
  /** Scores are this number at the mirrored position (after the division by √features) and 0 elsewhere. */
  readonly sharpness: number;
}

/** What the head looks at, and what it says. */
export interface MirrorHeadResult {
  readonly config: MirrorHeadConfig;
  /** alphas[t][j]: weight of position j for output t. */
  readonly alphas: readonly (readonly number[])[];
  /** The likeliest symbol of each output. */
  readonly said: readonly number[];
}

/** The three matrices of the head, for texts of one length. Wq, Wk, Wv: [symbols + length, features]. */
export function mirrorWeights(length: number, symbols: number, sharpness: number): Named<"Wq" | "Wk" | "Wv"> {
  const features = Math.max(length, symbols);
  const nothing = (rows: number): Matrix => Matrix.zeros(rows, features);
  const unit = (rows: number, column: (row: number) => number): Matrix => {
    const m = nothing(rows);
    for (let row = 0; row < rows; row++) m.data[row * features + column(row)] = 1;
    return m;
  };
  const scale = sharpness * Math.sqrt(features);
  return {
    Wq: joinRows([nothing(symbols), unit(length, (t) => length - 1 - t).scale(scale)]),
    Wk: joinRows([nothing(symbols), unit(length, (t) => t)]),
    Wv: joinRows([unit(symbols, (s) => s), nothing(length)]),
  };
}

/** Runs the head over one text. */
export function runMirrorHead(config: MirrorHeadConfig): MirrorHeadResult {
  const { text, symbols, sharpness } = config;
  const xs = text.map((symbol, t) => joinColumns([oneHot([symbol], symbols), oneHot([t], text.length)]));
  const { ys, alphas } = selfAttention.forward(mirrorWeights(text.length, symbols, sharpness), xs);
  return {
    config,
    alphas: alphas.map((alpha) => Array.from(alpha.data)),
    said: ys.map((y) => y.data.indexOf(Math.max(...y.data))),
  };
}
