/**
 * From a model to a text: the likeliest token each time, or a drawn one.
 *
 * Beam search, which looks at whole texts, has its own file.
 */

import type { Matrix } from "../numeric/matrix.ts";
import type { Random } from "../numeric/random.ts";
import { likeliestOfRow } from "./likeliest.ts";
import { sampleToken } from "./sampling.ts";
import type { TokenStepper } from "./token-stepper.ts";

/** Where to start, when to stop. */
export interface DecodeOptions {
  /** The token fed first. */
  readonly start: number;
  /** The token that ends a text; it is not part of the result. */
  readonly end: number;
  /** Tokens at most, the end not counted. */
  readonly maxLength: number;
}

/** Takes the likeliest token, feeds it back, and so on: each choice is best, the whole need not be. */
export function greedyDecode<State>(stepper: TokenStepper<State>, options: DecodeOptions): number[] {
  return decode(stepper, options, (logits) => likeliestOfRow(logits, 0));
}

/**
 * Draws each token from softmax(logits / temperature), among the `topK` likeliest if that is given.
 * Temperature 1 is the model's own distribution, below sharpens it, above flattens it.
 */
export function sampleDecode<State>(
  stepper: TokenStepper<State>,
  options: DecodeOptions & { readonly temperature?: number; readonly topK?: number; readonly random: Random },
): number[] {
  const { temperature = 1, topK, random } = options;
  return decode(stepper, options, (logits) =>
    sampleToken(topK === undefined ? logits : keepTopK(logits, topK), { temperature, random }),
  );
}

/**
 * The k largest scores of a row [1, tokens] as they are, all others −∞ (probability 0). Of equal scores the first ones
 * stay. Fan, Lewis & Dauphin 2018.
 */
export function keepTopK(logits: Matrix, k: number): Matrix {
  if (!Number.isInteger(k) || k < 1)
    throw new RangeError(`keepTopK: k must be a whole number of at least 1, got ${k}.`);
  const kept = new Set(likeliestTokens(logits, k));
  return logits.map((score, token) => (kept.has(token) ? score : Number.NEGATIVE_INFINITY));
}

/** The columns of the k largest elements of a row [1, tokens], largest first. */
export function likeliestTokens(scores: Matrix, k: number): number[] {
  const columns = Array.from(scores.data, (_, column) => column);
  return columns.sort((a, b) => scores.data[b] - scores.data[a] || a - b).slice(0, k);
}

function decode<State>(
  { initial, step }: TokenStepper<State>,
  { start, end, maxLength }: DecodeOptions,
  choose: (logits: Matrix) => number,
): number[] {
  const said: number[] = [];
  let [state, token] = [initial, start];
  while (said.length < maxLength) {
    const next = step(state, token);
    token = choose(next.logits);
    if (token === end) break;
    said.push(token);
    state = next.state;
  }
  return said;
}
