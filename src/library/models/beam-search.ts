/**
 * Beam search: keeps the `width` best beginnings at every step, and so finds likelier texts than greedy decoding.
 *
 *   score(y) = log P(y) / |y|^lengthPenalty       |y| counts the end token
 *
 * log P falls with every token, so without a penalty (0) short texts win; 1 compares the mean per token. Graves 2012
 * and Sutskever, Vinyals & Le 2014; Wu et al. 2016, §7, normalise the length in another form.
 */

import type { Matrix } from "../numeric/matrix.ts";
import { type DecodeOptions, likeliestTokens } from "./decoding.ts";
import type { TokenStepper } from "./token-stepper.ts";

/** Start, end and longest length, how many beginnings to keep, and how to weigh the length. */
export interface BeamOptions extends DecodeOptions {
  /** Beginnings kept at each step; 1 is greedy decoding. */
  readonly width: number;
  /** Exponent of the length; 1 unless given. */
  readonly lengthPenalty?: number;
}

/** One text that was found. */
export interface BeamResult {
  /** Without start and end. */
  readonly tokens: number[];
  /** Natural logarithm of the text's probability, the end token's included if it was said. */
  readonly logProbability: number;
  readonly score: number;
  /** false if the text was cut at `maxLength`. */
  readonly finished: boolean;
}

interface Beginning<State> {
  readonly state: State;
  readonly last: number;
  readonly tokens: number[];
  readonly logProbability: number;
}

/** The best texts found, best first, at most `width`. Unfinished ones only if there are no finished ones. */
export function beamSearch<State>(stepper: TokenStepper<State>, options: BeamOptions): BeamResult[] {
  const { start, maxLength, width, lengthPenalty = 1 } = options;
  if (!Number.isInteger(width) || width < 1) {
    throw new RangeError(`beamSearch: width must be a whole number of at least 1, got ${width}.`);
  }
  const finished: BeamResult[] = [];
  let beam: Beginning<State>[] = [{ state: stepper.initial, last: start, tokens: [], logProbability: 0 }];
  for (let length = 0; length <= maxLength && beam.length > 0; length++) {
    const candidates = beam.flatMap((beginning) => extend(stepper, beginning, width));
    candidates.sort((a, b) => b.logProbability - a.logProbability);
    const best = candidates.slice(0, width);
    for (const { last, tokens, logProbability } of best) {
      if (last === options.end)
        finished.push(result(tokens.slice(0, -1), logProbability, lengthPenalty, true));
    }
    const open = best.filter(({ last }) => last !== options.end);
    if (length === maxLength) break;
    beam = open;
  }
  const texts =
    finished.length > 0
      ? finished
      : beam.map(({ tokens, logProbability }) => result(tokens, logProbability, lengthPenalty, false));
  return texts.sort((a, b) => b.score - a.score).slice(0, width);
}

/** The `width` likeliest ways to go on; more cannot be among the best. */
function extend<State>(
  { step }: TokenStepper<State>,
  { state, last, tokens, logProbability }: Beginning<State>,
  width: number,
): Beginning<State>[] {
  const next = step(state, last);
  const logProbs = logSoftmax(next.logits);
  return likeliestTokens(logProbs, width).map((token) => ({
    state: next.state,
    last: token,
    tokens: [...tokens, token],
    logProbability: logProbability + logProbs.data[token],
  }));
}

function result(
  tokens: number[],
  logProbability: number,
  lengthPenalty: number,
  finished: boolean,
): BeamResult {
  const length = tokens.length + (finished ? 1 : 0);
  return { tokens, logProbability, score: logProbability / Math.max(1, length) ** lengthPenalty, finished };
}

/** log softmax of a row [1, tokens]. */
function logSoftmax(logits: Matrix): Matrix {
  const max = Math.max(...logits.data);
  const logSum = max + Math.log(logits.map((z) => Math.exp(z - max)).sum());
  return logits.map((z) => z - logSum);
}
