/** Right answers after training, one dot per seed, for each variant. */

import type { RecallTrainingResult } from "../experiments/recall-training.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { model, quantity } from "./palette.ts";

/** Dots: accuracy of each seed, one column per variant. */
export function recallTrainingFigure({ config, accuracies }: RecallTrainingResult): Figure {
  const names = config.variants.map(({ name }) => name);
  const dots = names.flatMap((name, k) =>
    accuracies[k].map((accuracy, at) => ({ name, percent: 100 * accuracy, seed: config.seeds[at], at })),
  );
  const places = names.map((_, k) => k);
  // So that equal results do not hide each other, nor reach into the next column.
  const apart = Math.min(0.12, 0.7 / config.seeds.length);
  return {
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "guessing",
        x: [-0.5, names.length - 0.5],
        y: [50, 50],
        line: { color: quantity.baseline.mark, dash: "dash" },
        hoverinfo: "skip",
      },
      {
        type: "scatter",
        mode: "markers",
        name: "one training",
        x: dots.map(({ name, at }) => names.indexOf(name) + apart * (at - (config.seeds.length - 1) / 2)),
        y: dots.map(({ percent }) => percent),
        customdata: dots.map(({ name, seed }) => `${name}, seed ${seed}`),
        marker: { color: model.rnn.mark, size: 11, opacity: 0.85 },
        hovertemplate: "%{customdata}<br>%{y:.0f} % right<extra></extra>",
      },
    ],
    layout: layoutOf(
      `Recalling the first input after ${config.lag} time steps`,
      {
        title: "",
        tickmode: "array",
        tickvals: places,
        ticktext: names.map((name) => name.replace(", ", ",<br>")),
        tickangle: 0,
        zeroline: false,
        range: [-0.5, names.length - 0.5],
      },
      { title: "right answers after training (%)", range: [-3, 105] },
      { height: 420 },
    ),
    alt: `Right answers after training, ${config.seeds.length} seeds each: ${names.map((name, k) => `${name} (${accuracies[k].map((a) => (100 * a).toFixed(0)).join(", ")} %)`).join("; ")}. Guessing gives 50 %.`,
  };
}
