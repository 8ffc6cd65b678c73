/** One forecast with its fan, beside what happened and what a week ago said. */

import type { BirthsForecastResult } from "../experiments/births-forecast.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { model, quantity, translucent } from "./palette.ts";

/** Lines over days: the past, what came, the forecast with its 10–90 % band, and the seasonal-naive forecast. */
export function birthsForecastFigure({ config, example, errors, naiveError }: BirthsForecastResult): Figure {
  const { dates, past, actual, forecast, naive, band } = example;
  const ahead = dates.slice(past.length);
  const line = (name: string, x: readonly string[], y: readonly number[], style: object): object => ({
    type: "scatter",
    mode: "lines+markers",
    name,
    x,
    y,
    hovertemplate: `%{x}<br>%{y:,.0f} births<extra>${name}</extra>`,
    ...style,
  });
  const edge = { mode: "lines", line: { width: 0 }, hoverinfo: "skip", showlegend: false };
  const fan = {
    ...edge,
    fill: "tonexty",
    fillcolor: translucent(model.gru.mark, 0.2),
    showlegend: true,
  };
  const truth = { color: quantity.input.mark };
  return {
    data: [
      line(
        "lower edge",
        ahead,
        forecast.map((value, k) => value + band[k].low),
        edge,
      ),
      line(
        "8 of 10 errors in training",
        ahead,
        forecast.map((value, k) => value + band[k].high),
        fan,
      ),
      line("read", dates.slice(0, past.length), past, { line: truth, marker: { size: 5, ...truth } }),
      line("what came", ahead, actual, { line: { ...truth, width: 3 }, marker: { size: 9, ...truth } }),
      line("forecast", ahead, forecast, {
        line: { color: model.gru.mark },
        marker: { symbol: "square", size: 8, color: model.gru.mark },
      }),
      line("a week ago", ahead, naive, {
        line: { color: quantity.baseline.mark, dash: "dash" },
        marker: { symbol: "x", size: 8, color: quantity.baseline.mark },
      }),
    ],
    layout: layoutOf(
      `${config.past} days read, ${config.ahead} days forecast`,
      { title: "date" },
      { title: "births per day (United States)", tickformat: "," },
    ),
    alt:
      `Births per day over five weeks with a forecast of ${config.ahead} days. Mean absolute error on the test ` +
      `years: ${errors.map((error) => error.toFixed(0)).join(", ")} births by seed, a week ago ${naiveError.toFixed(0)}.`,
  };
}
