/** A trained decoder says one word twice: fed the true tokens, and fed its own. */

import { softmax } from "../../layers/losses.ts";
import { likeliestOfRow } from "../../models/likeliest.ts";
import { END, reversalModel, START } from "../reversal/model.ts";
import { paramsOf, sourceOf } from "../reversal/setup.ts";
import type { Setup } from "../walkthrough.ts";

/** One token of one of the two runs. */
export interface SaidToken {
  /** The token that was fed, and whether it is not the true one. */
  readonly fed: number;
  readonly isFedWrong: boolean;
  readonly said: number;
  readonly isWrong: boolean;
  /** Probability that the model gives the true token. */
  readonly probability: number;
}

export interface ForcingTrace {
  readonly word: readonly number[];
  readonly truth: readonly number[];
  readonly forced: readonly SaidToken[];
  readonly free: readonly SaidToken[];
}

/** Steps the model of the library twice over the truth's length. */
export function traceForcing(setup: Setup): ForcingTrace {
  const word = sourceOf(setup).map(([token]) => token);
  const truth = [...word].reverse().concat(END);
  return { word, truth, forced: run(setup, truth, true), free: run(setup, truth, false) };
}

function run(setup: Setup, truth: readonly number[], isForced: boolean): SaidToken[] {
  const kind = "without attention";
  const stepper = reversalModel(kind).stepper(paramsOf(kind, setup), { source: sourceOf(setup) });
  let state = stepper.initial;
  let fed = START;
  return truth.map((right, t) => {
    const isFedWrong = t > 0 && fed !== truth[t - 1];
    const next = stepper.step(state, fed);
    const said = likeliestOfRow(next.logits, 0);
    const probability = softmax(next.logits).data[right];
    const token = { fed, isFedWrong, said, isWrong: said !== right, probability };
    state = next.state;
    fed = isForced ? right : said;
    return token;
  });
}
