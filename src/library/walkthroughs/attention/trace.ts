/** A trained decoder with dot attention says one word, and every score and weight of its attention on the way. */

import { softmax } from "../../layers/losses.ts";
import { greedyDecode } from "../../models/decoding.ts";
import { likeliestOfRow } from "../../models/likeliest.ts";
import { joinColumns } from "../../numeric/join.ts";
import type { Matrix } from "../../numeric/matrix.ts";
import { END, reversalConfigs, reversalModel, START } from "../reversal/model.ts";
import { paramsOf, sourceOf } from "../reversal/setup.ts";
import type { Setup } from "../walkthrough.ts";

/** One output token. */
export interface AttendedToken {
  /** Decoder state, [1, hidden]. */
  readonly query: Matrix;
  /** [1, keys] each. */
  readonly scores: Matrix;
  readonly alpha: Matrix;
  /** [1, hidden]. */
  readonly context: Matrix;
  readonly said: number;
  /** Probability of what is said. */
  readonly probability: number;
}

export interface AttentionTrace {
  readonly word: readonly number[];
  readonly truth: readonly number[];
  /** Encoder outputs, [1, hidden] each. */
  readonly keys: readonly Matrix[];
  readonly tokens: readonly AttendedToken[];
}

/** Decodes greedily, then runs the model once over what it was fed, which gives its caches. */
export function traceAttention(setup: Setup): AttentionTrace {
  const kind = "with attention";
  const model = reversalModel(kind);
  const params = paramsOf(kind, setup);
  const source = sourceOf(setup);
  const word = source.map(([token]) => token);
  const said = greedyDecode(model.stepper(params, { source }), {
    start: START,
    end: END,
    maxLength: word.length,
  });
  const { logits, alphas, cache } = model.forward(params, {
    source,
    inputs: [START, ...said].map((token) => [token]),
  });
  const { hidden } = reversalConfigs[kind];
  const { memory, steps } = cache.decoder.output;
  const keys = memory?.keys ?? [];
  const tokens = steps.map(({ linear, attention }, t) => {
    const query = attention!.query;
    const token = likeliestOfRow(logits[t], 0);
    return {
      query,
      scores: joinColumns(keys.map((key) => query.times(key).sumColumns())),
      alpha: alphas[t],
      context: linear.x.columns(hidden, 2 * hidden),
      said: token,
      probability: softmax(logits[t]).data[token],
    };
  });
  return { word, truth: [...word].reverse().concat(END), keys, tokens };
}
