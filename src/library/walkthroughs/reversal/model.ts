/**
 * The two small models of W6 and W7: they say a word of five letters from its end, one with attention, one without.
 *
 * Their trained weights are stored beside this file, rounded to three digits. To train them again:
 *
 *   RECOMPUTE=1 npm run test:long -- reversal-models
 */

import { gru } from "../../cells/gru.ts";
import { dotAttention } from "../../layers/attention.ts";
import { recurrent } from "../../layers/sequence-layer.ts";
import { type EncoderDecoder, encoderDecoder } from "../../models/encoder-decoder.ts";
import { Matrix } from "../../numeric/matrix.ts";
import type { Named } from "../../numeric/named.ts";
import stored from "./stored/models.json" with { type: "json" };

/** Letters a … e are the tokens 0 … 4 of both languages; the target has an end and a start besides. */
export const letters = 5;
export const wordLength = 5;
export const END = 5;
export const START = 6;

export type ReversalModel = "with attention" | "without attention";

/** How they were trained. */
export const reversalConfigs: Readonly<Record<ReversalModel, ReversalConfig>> = {
  "with attention": { hidden: 8, seed: 1, updates: 500, batch: 32, rate: 0.02 },
  "without attention": { hidden: 10, seed: 3, updates: 300, batch: 32, rate: 0.02 },
};

export interface ReversalConfig {
  readonly hidden: number;
  readonly seed: number;
  readonly updates: number;
  readonly batch: number;
  /** Of Adam. */
  readonly rate: number;
}

/** The model, untrained. */
export function reversalModel(kind: ReversalModel): EncoderDecoder {
  return encoderDecoder({
    encoder: recurrent(gru),
    decoder: recurrent(gru),
    hidden: reversalConfigs[kind].hidden,
    source: { tokens: letters },
    target: { tokens: letters + 2 },
    engine: "explicit",
    dtype: "float64",
    ...(kind === "with attention" && { attention: dotAttention }),
  });
}

/** Its trained weights: fresh copies. */
export function storedParams(kind: ReversalModel): Named {
  const params = stored[kind] as Record<string, { rows: number; cols: number; data: number[] }>;
  return Object.fromEntries(
    Object.entries(params).map(([name, { rows, cols, data }]) => [
      name,
      new Matrix(rows, cols, Float64Array.from(data)),
    ]),
  );
}

/** The letter of a token, "end" or "start". */
export function tokenName(token: number): string {
  if (token === END) return "end";
  return token === START ? "start" : String.fromCharCode(97 + token);
}
