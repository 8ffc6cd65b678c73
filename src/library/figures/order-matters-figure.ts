/** Accuracy over training for models that see the order and models that do not. */

import type { OrderMattersResult } from "../experiments/order-matters.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { model, quantity } from "./palette.ts";

const styles = [
  { color: quantity.baseline.mark, dash: "dash", symbol: "square" },
  { color: model.rnn.mark, dash: "solid", symbol: "circle" },
  { color: quantity.gradient.mark, dash: "dot", symbol: "diamond" },
];

/** Lines: accuracy against updates, one per model. */
export function orderMattersFigure({ curves }: OrderMattersResult): Figure {
  const ends = curves.map(
    ({ name, points }) => `${name} ${(100 * points[points.length - 1].accuracy).toFixed(0)} %`,
  );
  return {
    data: curves.map(({ name, points }, k) => {
      const { color, dash, symbol } = styles[k % styles.length];
      return {
        type: "scatter",
        mode: "lines+markers",
        name,
        x: points.map(({ update }) => update),
        y: points.map(({ accuracy }) => 100 * accuracy),
        line: { color, dash, width: 2.5 },
        marker: { symbol, size: 7 },
        hovertemplate: `after %{x} updates<br>%{y:.0f} % right<extra>${name}</extra>`,
      };
    }),
    layout: layoutOf(
      "Which came first, X or Y?",
      { title: "updates" },
      { title: "right answers (%)", range: [35, 103] },
      { height: 420 },
    ),
    alt: `Share of right answers over training. At the end: ${ends.join(", ")}. Guessing gives 50 %.`,
  };
}
