/** How many symbols a trained network copies, against its width. */

import type { LongLagResult } from "../experiments/long-lag-training.ts";
import { mean } from "../numeric/statistics.ts";
import { type Figure, layoutOf, logAxisAt } from "./figure.ts";
import { model, quantity } from "./palette.ts";

/** Dots: one per seed and width; the line is their mean. `result` has one variant per width, of the task "copy". */
export function recallByWidthFigure({ config, baseline, trainings }: LongLagResult): Figure {
  const widths = config.variants.map(({ hidden }) => hidden ?? config.hidden);
  const length = config.task.kind === "copy" ? config.task.length : 1;
  const last = trainings.map((ofWidth) =>
    ofWidth.map(({ points }) => length * points[points.length - 1].accuracy),
  );
  const means = last.map(mean);
  const guessed = length * baseline;
  return {
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "guessing",
        x: [widths[0], widths[widths.length - 1]],
        y: [guessed, guessed],
        line: { color: quantity.baseline.mark, dash: "dash" },
        hoverinfo: "skip",
      },
      {
        type: "scatter",
        mode: "lines",
        name: "mean over seeds",
        x: widths,
        y: means,
        line: { color: model.gru.mark },
        hovertemplate: "H = %{x}<br>%{y:.2f} symbols<extra>mean</extra>",
      },
      {
        type: "scatter",
        mode: "markers",
        name: "one training",
        x: widths.flatMap((width, k) => last[k].map(() => width)),
        y: last.flat(),
        marker: { color: model.gru.mark, size: 9, symbol: "circle-open" },
        hovertemplate: "H = %{x}<br>%{y:.2f} symbols<extra></extra>",
      },
    ],
    layout: layoutOf(
      `${length} symbols to copy: a wider state recalls more of them`,
      { title: "hidden units H", ...logAxisAt(widths) },
      { title: "symbols recalled", range: [0, length * 1.06] },
    ),
    alt: `Symbols recalled out of ${length} by width: ${widths.map((width, k) => `H = ${width}: ${means[k].toFixed(1)}`).join(", ")}; guessing gives ${guessed.toFixed(1)}.`,
  };
}
