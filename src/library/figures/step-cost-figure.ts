/** What a pass costs: processor time against the number of time steps, and per time step against the hidden size. */

import type { CostedPass, PassCost, StepCostResult } from "../experiments/step-cost.ts";
import { type Figure, layoutOf, logAxisAt, shortLogAxis } from "./figure.ts";
import { model, quantity } from "./palette.ts";

const looks: Readonly<Record<CostedPass, { name: string; color: string; symbol: string; dash: string }>> = {
  rnn: { name: "plain RNN", color: model.rnn.mark, symbol: "circle", dash: "solid" },
  gru: { name: "GRU", color: model.gru.mark, symbol: "square", dash: "solid" },
  lstm: { name: "LSTM", color: model.lstm.mark, symbol: "diamond", dash: "solid" },
  product: { name: "one large product", color: quantity.baseline.mark, symbol: "x", dash: "dash" },
};

type Measure = (cost: PassCost) => number;

/** Lines: milliseconds of one pass against time steps; the same arithmetic as one product, dashed. */
export function timeByLengthFigure(result: StepCostResult): Figure {
  const { data, ends } = lines(
    result,
    ({ steps }) => steps,
    ({ milliseconds }) => milliseconds,
    "ms",
    "T",
  );
  return {
    data,
    layout: layoutOf(
      "Twice the steps, twice the time (forward and backward)",
      { title: "sequence length T (time steps)", rangemode: "tozero" },
      { title: "processor time (ms)", rangemode: "tozero" },
    ),
    alt: `Lines of processor time over sequence length, all of them straight. At the longest: ${ends}.`,
  };
}

/** Lines: microseconds per time step against hidden units, both axes in powers of ten. */
export function timeBySizeFigure(result: StepCostResult): Figure {
  const perStep: Measure = ({ milliseconds, steps }) => (1000 * milliseconds) / steps;
  const { data, ends } = lines(result, ({ hidden }) => hidden, perStep, "µs", "H");
  return {
    data,
    layout: layoutOf(
      "The wider, the dearer: four blocks of weights, three, one",
      { title: "hidden units H = inputs D", ...logAxisAt(measured(result, ({ hidden }) => hidden)) },
      { title: "processor time per time step (µs)", ...shortLogAxis },
    ),
    alt: `Lines of processor time per time step over hidden size, rising. At the widest: ${ends}.`,
  };
}

/** Lines: billions of operations per second against batch size; what one large product reaches, dashed. */
export function rateByBatchFigure(result: StepCostResult): Figure {
  const { data, ends } = lines(
    result,
    ({ batch }) => batch,
    ({ rate }) => rate,
    "GFLOP/s",
    "B",
  );
  return {
    data,
    layout: layoutOf(
      "Rows of a batch share the weights that a step must fetch",
      { title: "batch size B (sequences)", ...logAxisAt(measured(result, ({ batch }) => batch)) },
      { title: "rate (billions of operations per second)", rangemode: "tozero" },
    ),
    alt: `Lines of operations per second over batch size. At the largest batch: ${ends}.`,
  };
}

const measured = ({ costs }: StepCostResult, x: Measure): number[] => [...new Set(costs.map(x))];

function lines(
  { costs }: StepCostResult,
  x: Measure,
  y: Measure,
  unit: string,
  variable: string,
): { data: object[]; ends: string } {
  const passes = [...new Set(costs.map(({ pass }) => pass))];
  const byPass = passes.map((pass) => ({ pass, costs: costs.filter((cost) => cost.pass === pass) }));
  const data = byPass.map(({ pass, costs: own }) => ({
    type: "scatter",
    mode: "lines+markers",
    name: looks[pass].name,
    x: own.map(x),
    y: own.map(y),
    line: { color: looks[pass].color, dash: looks[pass].dash },
    marker: { symbol: looks[pass].symbol, size: 9, color: looks[pass].color },
    customdata: own.map(({ operations }) => operations),
    hovertemplate: `${variable} = %{x}<br>%{y:.3~g} ${unit}<br>%{customdata:.3~s} operations<extra>${looks[pass].name}</extra>`,
  }));
  const ends = byPass.map(
    ({ pass, costs: own }) => `${looks[pass].name} ${Number(y(own[own.length - 1]).toPrecision(2))} ${unit}`,
  );
  return { data, ends: ends.join(", ") };
}
