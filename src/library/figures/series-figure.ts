/** A daily series with its weekday pattern, and its mean by weekday. */

import { axisOf, type Figure, layoutOf } from "./figure.ts";
import { quantity, translucent } from "./palette.ts";

/** A name and its days. */
export interface DailySeries {
  /** What is counted, such as "births per day". */
  readonly name: string;
  readonly days: readonly { readonly date: string; readonly weekday: number; readonly value: number }[];
}

const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** Line of the days above, bars of the means by weekday below. */
export function dailySeriesFigure({ name, days }: DailySeries): Figure {
  const isWeekend = (weekday: number): boolean => weekday === 0 || weekday === 6;
  const means = weekdays.map((_, weekday) => {
    const values = days.filter((day) => day.weekday === weekday).map(({ value }) => value);
    return values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);
  });
  return {
    data: [
      {
        type: "scatter",
        mode: "lines+markers",
        x: days.map(({ date }) => date),
        y: days.map(({ value }) => value),
        line: { color: translucent(quantity.input.mark, 0.6), width: 1.5 },
        marker: {
          size: 7,
          color: days.map(({ weekday }) =>
            isWeekend(weekday) ? quantity.gradient.mark : quantity.input.mark,
          ),
          symbol: days.map(({ weekday }) => (isWeekend(weekday) ? "diamond" : "circle")),
        },
        hovertemplate: "%{x|%a %e %b %Y}<br>%{y:,}<extra></extra>",
      },
      {
        type: "bar",
        x: weekdays,
        y: means,
        xaxis: "x2",
        yaxis: "y2",
        marker: {
          color: weekdays.map((_, day) => (isWeekend(day) ? quantity.gradient.mark : quantity.input.mark)),
        },
        hovertemplate: "%{x}: %{y:,.0f} on average<extra></extra>",
      },
    ],
    layout: layoutOf(
      `One number a day: ${name}`,
      { title: "", anchor: "y" },
      { title: name, domain: [0.48, 1], tickformat: "," },
      {
        height: 500,
        showlegend: false,
        xaxis2: axisOf({ title: "weekday", anchor: "y2" }),
        yaxis2: axisOf({
          title: "mean",
          domain: [0, 0.32],
          anchor: "x2",
          rangemode: "tozero",
          nticks: 4,
          tickformat: ",",
        }),
      },
    ),
    alt: `${name[0].toUpperCase()}${name.slice(1)} on ${days.length} days, and their mean by weekday: ${weekdays.map((day, k) => `${day} ${Math.round(means[k]).toLocaleString("en")}`).join(", ")}. Saturdays and Sundays are marked by colour and diamonds.`,
  };
}
