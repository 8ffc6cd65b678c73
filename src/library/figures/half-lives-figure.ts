/** How long the cell state and the hidden state of each unit remember, before and after training. */

import type { LstmReaderResult, LstmReading } from "../experiments/lstm-reader.ts";
import { type Figure, layoutOf, shortLogAxis } from "./figure.ts";
import { model, quantity } from "./palette.ts";

/** One dot per unit: half-life of c against that of h, before and after training. */
export function halfLivesFigure({ before, after }: LstmReaderResult): Figure {
  const points = (reading: LstmReading): { c: number; h: number; unit: number }[] =>
    reading.halfLives.c.flatMap((c, unit) => {
      const h = reading.halfLives.h[unit];
      return c === null || h === null ? [] : [{ c, h, unit: unit + 1 }];
    });
  const trace = (name: string, reading: LstmReading, color: string, symbol: string): object => {
    const of = points(reading);
    return {
      type: "scatter",
      mode: "markers",
      name,
      x: of.map(({ h }) => h),
      y: of.map(({ c }) => c),
      customdata: of.map(({ unit }) => unit),
      marker: { color, symbol, size: 9, opacity: 0.8 },
      hovertemplate: `unit %{customdata}<br>c: %{y:.1f} steps, h: %{x:.1f} steps<extra>${name}</extra>`,
    };
  };
  const rangeOf = (values: readonly number[]): number[] => [
    Math.log10(Math.min(...values) / 1.3),
    Math.log10(Math.max(...values) * 1.3),
  ];
  const both = [...points(before), ...points(after)];
  const all = both.flatMap(({ c, h }) => [c, h]);
  const [low, high] = [Math.min(...all) / 2, Math.max(...all) * 2];
  const middle = (values: readonly number[]): string =>
    [...values].sort((a, b) => a - b)[values.length >> 1].toFixed(1);
  const inWords = (reading: LstmReading): string =>
    `c ${middle(points(reading).map(({ c }) => c))}, h ${middle(points(reading).map(({ h }) => h))} time steps`;
  return {
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "equal",
        x: [low, high],
        y: [low, high],
        line: { color: quantity.baseline.mark, dash: "dash" },
        hoverinfo: "skip",
      },
      trace("before training", before, quantity.baseline.mark, "circle-open"),
      trace("after training", after, model.lstm.mark, "circle"),
    ],
    layout: layoutOf(
      "Half-life of the two states, one point per unit",
      { title: "half-life of h (time steps)", ...shortLogAxis, range: rangeOf(both.map(({ h }) => h)) },
      { title: "half-life of c (time steps)", ...shortLogAxis, range: rangeOf(both.map(({ c }) => c)) },
      { height: 460 },
    ),
    alt: `Half-life of the cell state against that of the hidden state, per unit. Median before training: ${inWords(before)}; after: ${inWords(after)}.`,
  };
}
