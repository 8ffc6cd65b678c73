/** How variants of a cell learn a long-lag task: curves, time to solve, and bars over many variants. */

import type { LongLagResult } from "../experiments/long-lag-training.ts";
import { median } from "../numeric/statistics.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { model, quantity } from "./palette.ts";
import { withIndices } from "./typeset.ts";
import { kindOf, solvedMark, variantStyles } from "./variant-style.ts";

/** Right answers on new sequences over training, one line per seed; a dot where a training has solved the task. */
export function longLagCurvesFigure(result: LongLagResult): Figure {
  const { config, baseline, trainings } = result;
  const { variants, updates } = config;
  const styles = variantStyles(variants);
  const curves = variants.flatMap(({ name }, k) =>
    trainings[k].map(({ seed, points, solved }, s) => ({
      type: "scatter",
      mode: "lines+markers",
      name: withIndices(name),
      legendgroup: name,
      showlegend: s === 0,
      x: points.map(({ update }) => update),
      y: points.map(({ accuracy }) => 100 * accuracy),
      line: { ...styles[k], width: 1.8 },
      marker: solvedMark(styles[k].color, points, solved),
      hovertemplate: `update %{x}<br>%{y:.1f} % right<extra>${withIndices(name)}, seed ${seed}</extra>`,
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
      `${titleOf(result)} (dot: solved)`,
      { title: "updates", range: [0, 1.01 * updates], tickformat: "," },
      { title: "right answers on new sequences (%)", range: [0, 105] },
      { height: 420 },
    ),
    alt: `${titleOf(result)}: right answers over ${updates} updates. ${outcomes(result)}. Without memory ${(100 * baseline).toFixed(0)} %.`,
  };
}

/** One dot per seed: after how many updates the task was solved; an open dot at the limit where it was not. */
export function timeToSolveFigure(result: LongLagResult): Figure {
  const { config, trainings } = result;
  const dots = trainings.flatMap((ofVariant, k) =>
    ofVariant.map(({ seed, solved }, s) => ({
      // A little apart, so that equal results do not hide each other.
      x: k + 0.12 * (s - (ofVariant.length - 1) / 2),
      y: solved ?? config.updates,
      isSolved: solved !== undefined,
      colour: model[kindOf(config.variants[k].cell)].mark,
      says: `${withIndices(config.variants[k].name)}, seed ${seed}: ${solved === undefined ? "not solved" : `solved after ${solved} updates`}`,
    })),
  );
  const trace = (name: string, isSolved: boolean, symbol: string): object => {
    const shown = dots.filter((dot) => dot.isSolved === isSolved);
    const colours = shown.map(({ colour }) => colour);
    return {
      type: "scatter",
      mode: "markers",
      name,
      x: shown.map(({ x }) => x),
      y: shown.map(({ y }) => y),
      customdata: shown.map(({ says }) => says),
      marker: { color: colours, size: 11, symbol, line: { width: 2, color: colours } },
      hovertemplate: "%{customdata}<extra></extra>",
    };
  };
  return {
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "end of training",
        x: [-0.5, trainings.length - 0.5],
        y: [config.updates, config.updates],
        line: { color: quantity.baseline.mark, dash: "dash" },
        hoverinfo: "skip",
      },
      trace("solved", true, "circle"),
      trace("not solved", false, "circle-open"),
    ],
    layout: layoutOf(
      `${titleOf(result)}: updates until solved`,
      nameAxis(result),
      { title: "updates", tickformat: ",", range: [0, 1.08 * config.updates] },
      { height: 420 },
    ),
    alt: `Updates until solved, one dot per training. ${titleOf(result)}. ${outcomes(result)}.`,
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
          thickness: 2.5,
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
      `${titleOf(result)}: what can be left out (above: trainings that solved it)`,
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
    alt: `Median updates until solved, of ${config.seeds.length} seeds (${titleOf(result)}): ${config.variants
      .map(({ name }, k) => `${name} ${solvedOf[k] === 0 ? "never" : middles[k]}`)
      .join(", ")}.`,
  };
}

/** The task and its size: "Latch, 100 time steps". */
export function titleOf({ config: { task } }: LongLagResult): string {
  if (task.kind === "embedded reber") return "Embedded Reber strings";
  const name = `${task.kind[0].toUpperCase()}${task.kind.slice(1)}`;
  return `${name}, ${task.kind === "copy" ? `${task.length} symbols, lag ${task.lag}` : `${task.steps} time steps`}`;
}

function nameAxis({ config: { variants } }: LongLagResult): { title: string } & Record<string, unknown> {
  const names = variants.map(({ name }) => withIndices(name));
  const inLines = (name: string): string => name.replace(", ", ",<br>").replace("tanh ", "tanh<br>");
  // Few names stand upright, in two lines where they must; many are short and turned by Plotly where there is no room.
  const isFew = variants.length <= 6;
  return {
    title: "",
    zeroline: false,
    tickmode: "array",
    tickvals: variants.map((_, k) => k),
    ticktext: isFew ? names.map(inLines) : names,
    ...(isFew ? { tickangle: 0 } : {}),
    range: [-0.6, variants.length - 0.4],
  };
}

/** "LSTM: none of 3 solved it; GRU: all of 3 solved it, after 100, 125, 125 updates". */
function outcomes({ config, trainings }: LongLagResult): string {
  return config.variants
    .map(({ name }, k) => {
      const times = trainings[k].flatMap(({ solved }) => (solved === undefined ? [] : [solved]));
      const after = times.length === 0 ? "" : `, after ${times.join(", ")} updates`;
      const all = trainings[k].length;
      if (all === 1) return `${name}: ${times.length === 0 ? "not " : ""}solved${after}`;
      const share = times.length === 0 ? "none" : times.length === all ? "all" : String(times.length);
      return `${name}: ${share} of ${all} solved it${after}`;
    })
    .join("; ");
}
