/** Plain against residual stacks: right answers after equally many updates by depth, and learning curves of one depth. */

import type { DepthTraining, DepthTrainingResult } from "../experiments/depth-training.ts";
import { mean } from "../numeric/statistics.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { model, quantity, translucent } from "./palette.ts";
import { countText } from "./typeset.ts";

const kinds = [
  { residual: false, name: "plain", colour: model.lstm.mark, symbol: "circle", dash: "solid" },
  { residual: true, name: "residual", colour: quantity.gradient.mark, symbol: "diamond", dash: "dash" },
] as const;

const last = (row: readonly number[]): number => row[row.length - 1];

/** One dot per training and a line through the means, against the number of layers. */
export function accuracyByDepthFigure({ config, trainings }: DepthTrainingResult): Figure {
  const middle = (config.seeds.length - 1) / 2;
  const data = kinds.flatMap(({ residual, name, colour, symbol, dash }, k) => {
    const own = trainings.filter((training) => training.residual === residual);
    const shift = (k - 0.5) * 0.3;
    return [
      {
        type: "scatter",
        mode: "markers",
        name: `${name}, one training`,
        showlegend: false,
        x: own.flatMap(({ depth, accuracies }) =>
          accuracies.map((_, s) => depth + shift + 0.05 * (s - middle)),
        ),
        y: own.flatMap(({ accuracies }) => accuracies.map((row) => 100 * last(row))),
        marker: { color: translucent(colour, 0.65), size: 8, symbol },
        hovertemplate: `%{y:.0f} % right<extra>${name}, one training</extra>`,
      },
      {
        type: "scatter",
        mode: "lines",
        name: `${name}, mean of ${config.seeds.length} seeds`,
        x: own.map(({ depth }) => depth + shift),
        y: own.map(({ accuracies }) => 100 * mean(accuracies.map(last))),
        line: { color: colour, width: 2.5, dash },
        hovertemplate: `mean %{y:.0f} % right<extra>${name}</extra>`,
      },
    ];
  });
  const ends = [config.depths[0] - 0.5, config.depths[config.depths.length - 1] + 0.5];
  return {
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "guessing",
        x: ends,
        y: ends.map(() => 100 / config.symbols),
        line: { color: quantity.baseline.mark, dash: "dot" },
        hoverinfo: "skip",
      },
      ...data,
    ],
    layout: layoutOf(
      `Recall over ${config.delay} time steps after ${config.updates} updates`,
      { title: "number of layers", tickmode: "array", tickvals: config.depths },
      { title: "right answers (%)", range: [0, 104] },
      { height: 460 },
    ),
    alt: `Right answers after ${config.updates} updates, mean of ${config.seeds.length} seeds. ${kinds
      .map(
        ({ residual, name }) =>
          `${name}: ${trainings
            .filter((training) => training.residual === residual)
            .map(
              ({ depth, accuracies }) =>
                `${countText(depth, "layer")} ${(100 * mean(accuracies.map(last))).toFixed(0)} %`,
            )
            .join(", ")}`,
      )
      .join("; ")}.`,
  };
}

/** Learning curves at one depth: every seed as a thin line, the mean as a thick one. */
export function depthCurvesFigure({ config, trainings }: DepthTrainingResult, depth: number): Figure {
  const updatesAt = (row: readonly number[]): number[] => row.map((_, k) => k * config.every);
  const data = kinds.flatMap(({ residual, name, colour, dash }) => {
    const { accuracies } = trainings.find(
      (training) => training.depth === depth && training.residual === residual,
    ) as DepthTraining;
    return [
      ...accuracies.map((row) => ({
        type: "scatter",
        mode: "lines",
        showlegend: false,
        x: updatesAt(row),
        y: row.map((share) => 100 * share),
        line: { color: translucent(colour, 0.35), width: 1.2, dash },
        hoverinfo: "skip",
      })),
      {
        type: "scatter",
        mode: "lines",
        name: `${name}, mean`,
        x: updatesAt(accuracies[0]),
        y: accuracies[0].map((_, k) => 100 * mean(accuracies.map((row) => row[k]))),
        line: { color: colour, width: 3, dash },
        hovertemplate: `after %{x} updates<br>%{y:.0f} % right<extra>${name}</extra>`,
      },
    ];
  });
  return {
    data,
    layout: layoutOf(
      `Stacks of ${depth} layers in training (${config.seeds.length} seeds)`,
      { title: "updates" },
      { title: "right answers (%)", range: [0, 104] },
      { height: 420 },
    ),
    alt: `Learning curves of plain and residual stacks of ${depth} layers over ${config.updates} updates. ${kinds
      .map(({ residual, name }) => {
        const { accuracies } = trainings.find(
          (training) => training.depth === depth && training.residual === residual,
        ) as DepthTraining;
        return `${name} ends at ${(100 * mean(accuracies.map(last))).toFixed(0)} %`;
      })
      .join(", ")}.`,
  };
}
