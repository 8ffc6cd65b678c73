/** Who was it? Right answers against the number of sentences in between, by cell. */

import type { NameClozeResult } from "../experiments/name-cloze-training.ts";
import { mean } from "../numeric/statistics.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { model, quantity } from "./palette.ts";

const symbols = { rnn: "circle", gru: "square", lstm: "diamond" } as const;
/** Dashed over solid: two curves that agree are both seen. */
const dashes = { rnn: "solid", gru: "solid", lstm: "dash" } as const;

/** Lines: mean over seeds with bars from the least to the most; the best answer without memory, dashed. */
export function nameClozeFigure({ config, baseline, accuracies }: NameClozeResult): Figure {
  const distractors = Array.from({ length: config.mostDistractors + 1 }, (_, k) => k);
  const lines = config.variants.map(({ name, kind }, v) => {
    const columns = distractors.map((k) => accuracies[v].map((ofSeed) => 100 * ofSeed[k]));
    const means = columns.map(mean);
    return {
      type: "scatter",
      mode: "lines+markers",
      name,
      x: distractors,
      y: means,
      error_y: {
        type: "data",
        symmetric: false,
        array: columns.map((values, k) => Math.max(...values) - means[k]),
        arrayminus: columns.map((values, k) => means[k] - Math.min(...values)),
        thickness: 1,
        width: 4,
      },
      line: { color: model[kind].mark, dash: dashes[kind] },
      marker: { symbol: symbols[kind], size: kind === "gru" ? 12 : 9, color: model[kind].mark },
      hovertemplate: `%{x} sentences in between<br>%{y:.0f} % right<extra>${name}</extra>`,
    };
  });
  return {
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "from the last sentence alone",
        x: [0, config.mostDistractors],
        y: [100 * baseline, 100 * baseline],
        line: { color: quantity.baseline.mark, dash: "dash" },
        hoverinfo: "skip",
      },
      ...lines,
    ],
    layout: layoutOf(
      `Who was it? ${config.people} people, ${config.hidden} hidden units`,
      { title: "sentences in between", dtick: 1 },
      { title: "right answers on new stories (%)", range: [0, 105] },
    ),
    alt: `Right answers with ${config.mostDistractors} sentences in between: ${lines
      .map(({ name, y }) => `${name} ${y[y.length - 1].toFixed(0)} %`)
      .join(", ")}; without memory ${(100 * baseline).toFixed(0)} %.`,
  };
}
