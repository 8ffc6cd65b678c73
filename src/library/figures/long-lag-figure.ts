/** How variants of a cell learn a long-lag task: curves, time to solve, and bars over many variants. */

import type { LongLagResult } from "../experiments/long-lag-training.ts";
import { median } from "../numeric/statistics.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { model, quantity, sweepColour } from "./palette.ts";

/** Right answers on new sequences over training, one line per seed, one colour per variant. */
export function longLagCurvesFigure(result: LongLagResult): Figure {
  const { config, baseline, trainings } = result;
  const { variants, updates } = config;
  const curves = variants.flatMap(({ name }, k) =>
    trainings[k].map(({ seed, points }, s) => ({
      type: "scatter",
      mode: "lines",
      name,
      legendgroup: name,
      showlegend: s === 0,
      x: points.map(({ update }) => update),
      y: points.map(({ accuracy }) => 100 * accuracy),
      line: { color: sweepColour(variants.length === 1 ? 1 : k / (variants.length - 1)), width: 2 },
      hovertemplate: `update %{x}<br>%{y:.1f} % right<extra>${name}, seed ${seed}</extra>`,
    })),
  );
  return {
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "without memory",
        x: [0, updates],
        y: [100 * baseline, 100 * baseline],
        line: { color: quantity.baseline.mark, dash: "dash" },
        hoverinfo: "skip",
      },
      ...curves,
    ],
    layout: layoutOf(
      titleOf(result),
      { title: "updates", range: [0, updates], tickformat: "," },
      { title: "right answers on new sequences (%)", range: [0, 105] },
      { height: 420 },
    ),
    alt: `${titleOf(result)}: right answers over ${updates} updates; ${outcomes(result)}. Without memory ${(100 * baseline).toFixed(0)} %.`,
  };
}

/** One dot per seed: after how many updates the task was solved; an open dot at the limit where it was not. */
export function timeToSolveFigure(result: LongLagResult): Figure {
  const { config, trainings } = result;
  const dots = trainings.flatMap((ofVariant, k) =>
    ofVariant.map(({ seed, solved }, s) => ({
      // A little apart, so that equal results do not hide each other.
      x: k + 0.06 * (s - (ofVariant.length - 1) / 2),
      y: solved ?? config.updates,
      symbol: solved === undefined ? "circle-open" : "circle",
      says: `${config.variants[k].name}, seed ${seed}: ${solved === undefined ? "not solved" : `solved after ${solved} updates`}`,
    })),
  );
  return {
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "end of training (open: not solved)",
        x: [-0.5, trainings.length - 0.5],
        y: [config.updates, config.updates],
        line: { color: quantity.baseline.mark, dash: "dash" },
        hoverinfo: "skip",
      },
      {
        type: "scatter",
        mode: "markers",
        name: "one training",
        x: dots.map(({ x }) => x),
        y: dots.map(({ y }) => y),
        customdata: dots.map(({ says }) => says),
        marker: {
          color: model.lstm.mark,
          size: 11,
          symbol: dots.map(({ symbol }) => symbol),
          line: { width: 2, color: model.lstm.mark },
        },
        hovertemplate: "%{customdata}<extra></extra>",
      },
    ],
    layout: layoutOf(
      `${titleOf(result)}: updates until solved`,
      nameAxis(result),
      { title: "updates until solved", range: [0, 1.08 * config.updates] },
      { height: 420 },
    ),
    alt: `Updates until ${titleOf(result)} was solved, one dot per seed; ${outcomes(result)}.`,
  };
}

/** Median over the seeds as bars, smallest to largest as interval, and how many trainings solved the task. */
export function ablationFigure(result: LongLagResult): Figure {
  const { config, trainings } = result;
  const times = trainings.map((ofVariant) => ofVariant.map(({ solved }) => solved ?? config.updates));
  const solvedOf = trainings.map(
    (ofVariant) => ofVariant.filter(({ solved }) => solved !== undefined).length,
  );
  const middles = times.map(median);
  const isCell = config.variants.map(({ cell }) => cell.kind !== "rnn");
  return {
    data: [
      {
        type: "bar",
        x: config.variants.map((_, k) => k),
        y: middles,
        marker: { color: isCell.map((is) => (is ? model.lstm : model.rnn).mark) },
        error_y: {
          type: "data",
          symmetric: false,
          color: quantity.baseline.mark,
          thickness: 2,
          array: times.map((each, k) => Math.max(...each) - middles[k]),
          arrayminus: times.map((each, k) => middles[k] - Math.min(...each)),
        },
        customdata: config.variants.map(
          ({ name }, k) =>
            `${name}: ${solvedOf[k]} of ${config.seeds.length} solved, median ${middles[k]} updates`,
        ),
        hovertemplate: "%{customdata}<extra></extra>",
      },
    ],
    layout: layoutOf(
      `${titleOf(result)}: what can be left out`,
      nameAxis(result),
      { title: `updates until solved (${config.updates}: not solved)`, range: [0, 1.15 * config.updates] },
      {
        height: 440,
        annotations: solvedOf.map((count, k) => ({
          x: k,
          y: 1.09 * config.updates,
          text: `${count}/${config.seeds.length}`,
          showarrow: false,
        })),
      },
    ),
    alt: `Updates until ${titleOf(result)} was solved, median and range of ${config.seeds.length} seeds; ${outcomes(result)}.`,
  };
}

function titleOf({ config: { task } }: LongLagResult): string {
  const name = `${task.kind[0].toUpperCase()}${task.kind.slice(1)}`;
  return "steps" in task ? `${name}, ${task.steps} time steps` : name;
}

function nameAxis({ config: { variants } }: LongLagResult): { title: string } & Record<string, unknown> {
  return {
    title: "variant",
    zeroline: false,
    tickmode: "array",
    tickvals: variants.map((_, k) => k),
    ticktext: variants.map(({ name }) => name),
    range: [-0.6, variants.length - 0.4],
  };
}

function outcomes({ config, trainings }: LongLagResult): string {
  return config.variants
    .map(({ name }, k) => {
      const times = trainings[k].map(({ solved }) => (solved === undefined ? "not solved" : String(solved)));
      return `${name}: ${times.join(", ")}`;
    })
    .join("; ");
}
