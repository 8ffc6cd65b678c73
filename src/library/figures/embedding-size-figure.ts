/** Surprise at trained and at unseen names against the width of the embedding. */

import type { EmbeddingSizeResult, EmbeddingSizeRow } from "../experiments/embedding-size.ts";
import { mean } from "../numeric/statistics.ts";
import { type Figure, layoutOf, logAxisAt } from "./figure.ts";
import { model, quantity, translucent } from "./palette.ts";

const looks = [
  { key: "trained", name: "names of the training, at the end", colour: quantity.input.mark, dash: "dot" },
  { key: "unseen", name: "names never seen, at the end", colour: quantity.gradient.mark, dash: "solid" },
  { key: "best", name: "names never seen, at the best moment", colour: model.gru.mark, dash: "dash" },
] as const;

/** Lines: mean over the seeds, with their range as a band. */
export function embeddingSizeFigure({ config, rows }: EmbeddingSizeResult): Figure {
  const widths = rows.map(({ features }) => features);
  const data = looks.flatMap(({ key, name, colour, dash }) => {
    const of = (row: EmbeddingSizeRow): readonly number[] => row[key];
    return [
      {
        type: "scatter",
        mode: "lines",
        x: [...widths, ...[...widths].reverse()],
        y: [...rows.map((row) => Math.max(...of(row))), ...rows.map((row) => Math.min(...of(row))).reverse()],
        fill: "toself",
        line: { width: 0 },
        fillcolor: translucent(colour, 0.14),
        showlegend: false,
        hoverinfo: "skip",
      },
      {
        type: "scatter",
        mode: "lines+markers",
        name,
        x: widths,
        y: rows.map((row) => mean(of(row))),
        customdata: rows.map(({ parameters }) => parameters),
        line: { color: colour, width: 2.5, dash },
        hovertemplate: `width %{x}, %{customdata} parameters<br>%{y:.3f} bits per character<extra>${name}</extra>`,
      },
    ];
  });
  return {
    data,
    layout: layoutOf(
      `Embeddings of several widths, trained on ${config.names} names (mean and range of ${config.seeds.length} seeds)`,
      {
        title: "features of the embedding",
        ...logAxisAt(widths),
      },
      { title: "loss (bits per character)" },
      { height: 460 },
    ),
    alt: `Bits per character for embeddings of ${widths.join(", ")} features. ${looks.map(({ key, name }) => `${name}: ${rows.map((row) => mean(row[key]).toFixed(2)).join(", ")}`).join("; ")}.`,
  };
}
