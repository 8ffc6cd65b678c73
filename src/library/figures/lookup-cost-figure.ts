/** Time of a look-up and of a product with a one-hot row, against the size of the vocabulary. */

import type { LookupCostResult } from "../experiments/lookup-cost.ts";
import { type Figure, layoutOf, logAxisAt } from "./figure.ts";
import { quantity } from "./palette.ts";

/** Lines: microseconds per token on logarithmic axes. */
export function lookupCostFigure({ config, lookup, product }: LookupCostResult): Figure {
  const line = (name: string, y: readonly number[], color: string, symbol: string): object => ({
    type: "scatter",
    mode: "lines+markers",
    name,
    x: config.tokens,
    y,
    line: { color, width: 2.5 },
    marker: { symbol, size: 9 },
    hovertemplate: `%{x} tokens<br>%{y:.2g} µs<extra>${name}</extra>`,
  });
  const [smallest, largest] = [0, config.tokens.length - 1];
  return {
    data: [
      line("one-hot row times table", product, quantity.baseline.mark, "square"),
      line("look-up", lookup, quantity.hiddenState.mark, "circle"),
    ],
    layout: layoutOf(
      "The same row, fetched in two ways",
      {
        title: "size of the vocabulary (tokens)",
        ...logAxisAt(config.tokens),
      },
      { title: "time (µs per token)", type: "log", dtick: 1 },
      { height: 400 },
    ),
    alt: `Time per token with ${config.features} features. Look-up: ${lookup[smallest].toPrecision(2)} µs with ${config.tokens[smallest]} tokens, ${lookup[largest].toPrecision(2)} µs with ${config.tokens[largest]}. One-hot product: ${product[smallest].toPrecision(2)} and ${product[largest].toPrecision(2)} µs.`,
  };
}
