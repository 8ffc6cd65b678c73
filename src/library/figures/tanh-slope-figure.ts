/** tanh, its slope, and how its slope is distributed in a running network. */

import type { SlopeDistributionResult } from "../experiments/slope-distribution.ts";
import { axisOf, type Figure, layoutOf } from "./figure.ts";
import { quantity, sweepColour } from "./palette.ts";

/** The curve and its derivative, from the formulas themselves. */
export function tanhFigure(): Figure {
  const z = Array.from({ length: 121 }, (_, k) => -3 + k / 20);
  const line = (name: string, y: number[], color: string, dash: string): object => ({
    type: "scatter",
    mode: "lines",
    name,
    x: z,
    y,
    line: { color, dash, width: 2.5 },
    hovertemplate: `z = %{x:.2f}<br>%{y:.3f}<extra>${name}</extra>`,
  });
  return {
    data: [
      line("h = tanh(z)", z.map(Math.tanh), quantity.hiddenState.mark, "solid"),
      line(
        "slope 1 − h²",
        z.map((v) => 1 - Math.tanh(v) ** 2),
        quantity.gradient.mark,
        "dash",
      ),
    ],
    layout: layoutOf(
      "tanh and its slope",
      { title: "z (before the nonlinearity)" },
      { title: "value (no unit)", range: [-1.1, 1.1] },
    ),
    alt: "tanh rises from −1 to 1; its slope is 1 at z = 0 only, and falls below 0.1 for |z| > 1.82.",
  };
}

/** Share of slopes per bin, one row per gain. */
export function slopeDistributionFigure({ config, distributions }: SlopeDistributionResult): Figure {
  const centres = Array.from({ length: config.bins }, (_, bin) => (bin + 0.5) / config.bins);
  const rows = distributions.length;
  const axisName = (row: number): string => (row === 0 ? "" : String(row + 1));
  const axes = distributions.map(({ gain, mean }, row) => {
    const top = 1 - row / rows;
    const title = `gain ${gain}<br>mean ${mean.toFixed(2)}`;
    return [
      `yaxis${axisName(row)}`,
      axisOf({ title, domain: [top - 0.8 / rows, top], nticks: 3, ticksuffix: " %" }),
    ];
  });
  return {
    data: distributions.map(({ gain, percent }, row) => ({
      type: "bar",
      name: `gain ${gain}`,
      x: centres,
      y: percent,
      yaxis: `y${axisName(row)}`,
      marker: { color: sweepColour(rows === 1 ? 0 : row / (rows - 1)) },
      hovertemplate: `slope near %{x:.2f}<br>%{y:.1f} % of units and steps<extra>gain ${gain}</extra>`,
    })),
    layout: layoutOf(
      "How large tanh's slope is in a running network",
      {
        title: "slope 1 − h² (height: share of units)",
        range: [0, 1],
        anchor: `y${axisName(rows - 1)}`,
      },
      { title: "" },
      {
        height: 120 + 95 * rows,
        margin: { l: 64, r: 16, t: 56, b: 48 },
        bargap: 0.05,
        showlegend: false,
        ...Object.fromEntries(axes),
      },
    ),
    alt: `Histograms of 1 − h² over all units and time steps, each on its own scale. Means: ${distributions.map(({ gain, mean }) => `gain ${gain}: ${mean.toFixed(2)}`).join("; ")}. Small gains keep the slope near 1, large ones spread it over the whole range.`,
  };
}
