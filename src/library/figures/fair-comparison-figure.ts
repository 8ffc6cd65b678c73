/** LSTM against GRU in three fair ways: differences with intervals, and every training as a dot. */

import type { FairReading } from "../experiments/fair-comparison.ts";
import { type ComparisonResult, contestants } from "../experiments/model-comparison.ts";
import { axisOf, type Figure, layoutOf } from "./figure.ts";
import { model, quantity } from "./palette.ts";
import { fixedText } from "./typeset.ts";

/** Three panels side by side, one row per task: mean and 95 % interval of log₂(LSTM / GRU), coloured by who needed less. */
export function fairComparisonFigure(readings: readonly FairReading[]): Figure {
  const names = [...readings[0].tasks.map(({ task }) => task), "all tasks"];
  const rows = names.map((_, k) => names.length - k);
  const suffix = (k: number): string => (k === 0 ? "" : String(k + 1));
  const domain = (k: number): [number, number] => [k * 0.345, k * 0.345 + 0.31];
  const panels = readings.map(({ fairness, tasks, overall }, k) => {
    const all = [...tasks, overall];
    return {
      type: "scatter",
      mode: "markers",
      showlegend: false,
      xaxis: `x${suffix(k)}`,
      x: all.map(({ mean }) => mean),
      y: rows,
      error_x: {
        type: "data",
        symmetric: false,
        array: all.map(({ mean, high }) => high - mean),
        arrayminus: all.map(({ mean, low }) => mean - low),
        color: quantity.baseline.mark,
        thickness: 2,
      },
      marker: {
        size: 11,
        color: all.map(sideColour),
        symbol: all.map((_, row) => (row === tasks.length ? "diamond" : "circle")),
      },
      customdata: all.map(({ low, high }, row) => {
        const solved = tasks[row]?.solved;
        const count = solved ? `<br>solved: LSTM ${solved.lstm}, GRU ${solved.gru}` : "";
        return `${fairness}, ${names[row]}<br>interval ${fixedText(low, 2)} to ${fixedText(high, 2)}${count}`;
      }),
      hovertemplate: "%{customdata}<br>mean %{x:.2f}<extra></extra>",
    };
  });
  const reach = Math.max(
    0.1,
    ...readings.flatMap(({ tasks, overall }) =>
      [...tasks, overall].flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]),
    ),
  );
  const axes = readings.map(({ fairness }, k) => [
    `xaxis${suffix(k)}`,
    axisOf({
      title: fairness.replace(" ", "<br>"),
      domain: domain(k),
      range: [-1.1 * reach, 1.1 * reach],
      zeroline: true,
      anchor: "y",
    }),
  ]);
  return {
    data: [...legendDots, ...panels],
    layout: layoutOf(
      "log₂(effort of the LSTM / effort of the GRU), mean and 95 % interval",
      { title: "" },
      {
        title: "",
        tickmode: "array",
        tickvals: rows,
        ticktext: names,
        range: [0.4, names.length + 0.6],
        zeroline: false,
      },
      { height: 460, ...Object.fromEntries(axes) },
    ),
    alt: `Effort of the LSTM against the GRU as log₂ ratio with 95 % intervals. ${readings.map(({ fairness, tasks, overall }) => `${fairness}: ${[...tasks.map((each) => `${each.task} ${fixedText(each.mean, 1)}`), `all tasks ${fixedText(overall.mean, 1)} (${fixedText(overall.low, 1)} to ${fixedText(overall.high, 1)})`].join(", ")}`).join("; ")}. Positive: the GRU needed less.`,
  };
}

const timeTicks: readonly number[] = [20, 50, 100, 200, 500, 1000, 2000, 5000];

/** What the colours stand for. */
const legendDots: object[] = [
  { name: "GRU needed less", color: model.gru.mark },
  { name: "LSTM needed less", color: model.lstm.mark },
  { name: "interval contains 0", color: quantity.baseline.mark },
].map(({ name, color }) => ({
  type: "scatter",
  mode: "markers",
  name,
  x: [null],
  y: [null],
  marker: { color, size: 11 },
}));

function sideColour({ low, high }: { low: number; high: number }): string {
  if (low > 0) return model.gru.mark;
  return high < 0 ? model.lstm.mark : quantity.baseline.mark;
}

const looks = {
  lstm: { name: "LSTM", color: model.lstm.mark },
  gru: { name: "GRU, same hidden size", color: model.gru.mark },
  "wide gru": { name: "GRU, same parameters", color: model.gru.mark },
} as const;

/** Updates until solved, one dot per training; crosses on the dashed marks were not solved within the budget. */
export function comparisonStripFigure({ config, tasks }: ComparisonResult): Figure {
  const place = (task: number, k: number, seed: number): number =>
    task + 0.26 * (k - 1) + 0.024 * (seed - (config.seeds.length - 1) / 2);
  const strips = contestants.map((name, k) => {
    const dots = tasks.flatMap(({ name: task, results }, at) =>
      results[k].trainings.map(({ solved }, seed) => ({
        x: place(at, k, seed),
        y: solved ?? config.tasks[at].updates,
        symbol: solved === undefined ? "x-thin" : name === "wide gru" ? "circle-open" : "circle",
        says: `${task}, seed ${config.seeds[seed]}: ${solved === undefined ? "not solved" : `${solved} updates`}`,
      })),
    );
    const { color, name: label } = looks[name];
    return {
      type: "scatter",
      mode: "markers",
      name: label,
      x: dots.map(({ x }) => x),
      y: dots.map(({ y }) => y),
      customdata: dots.map(({ says }) => says),
      marker: { color, size: 8, symbol: dots.map(({ symbol }) => symbol), line: { width: 1.5, color } },
      hovertemplate: `%{customdata}<extra>${label}</extra>`,
    };
  });
  const limits = tasks.map((_, at) => ({
    type: "scatter",
    mode: "lines",
    name: "budget (×: not solved)",
    showlegend: at === 0,
    x: [at - 0.42, at + 0.42],
    y: [config.tasks[at].updates, config.tasks[at].updates],
    line: { color: quantity.baseline.mark, dash: "dash" },
    hoverinfo: "skip",
  }));
  const unsolved = tasks.flatMap(({ results }) =>
    results.map(({ trainings }) => trainings.filter(({ solved }) => solved === undefined).length),
  );
  return {
    data: [...limits, ...strips],
    layout: layoutOf(
      `Updates until solved, ${config.seeds.length} seeds each`,
      {
        title: "task",
        tickmode: "array",
        tickvals: tasks.map((_, at) => at),
        ticktext: tasks.map(({ name }) => name.replace(" ", "<br>")),
        range: [-0.5, tasks.length - 0.5],
        zeroline: false,
      },
      {
        title: "updates until solved",
        type: "log",
        tickmode: "array",
        tickvals: timeTicks,
        ticktext: timeTicks.map(String),
      },
      { height: 480 },
    ),
    alt: `Updates until solved for ${tasks.map(({ name }) => name).join(", ")}, one dot per training of LSTM, GRU with the same hidden size and GRU with the same parameters. Not solved: ${unsolved.reduce((a, b) => a + b)} of ${unsolved.length * config.seeds.length} trainings.`,
  };
}
