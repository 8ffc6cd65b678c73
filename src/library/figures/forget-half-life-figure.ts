/** How long a memory lasts by its forget bias, and which lifetimes two ways of starting give to the units. */

import { halfLifeOfForgetBias } from "../analysis/half-life.ts";
import { axisOf, type Figure, layoutOf, shortLogAxis } from "./figure.ts";
import { quantity } from "./palette.ts";
import { minusText, withIndices } from "./typeset.ts";

/** The formula as a line, measured half-lives as points. */
export function forgetHalfLifeFigure(
  measured: readonly { readonly bias: number; readonly halfLife: number }[],
): Figure {
  const biases = Array.from({ length: 71 }, (_, k) => -1 + k / 10);
  return {
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "ln 2 / −ln σ(b)",
        x: biases,
        y: biases.map(halfLifeOfForgetBias),
        line: { color: quantity.forgetGate.mark, width: 2.5 },
        hovertemplate: "b = %{x:.1f}<br>%{y:.1f} steps<extra></extra>",
      },
      {
        type: "scatter",
        mode: "markers",
        name: "measured",
        x: measured.map(({ bias }) => bias),
        y: measured.map(({ halfLife }) => halfLife),
        marker: { color: quantity.cellState.mark, size: 10 },
        hovertemplate: "b = %{x}<br>%{y:.2f} steps<extra>measured</extra>",
      },
    ],
    layout: layoutOf(
      "Half-life of a memory by forget bias",
      { title: "forget bias b (with nothing else in the gate)" },
      { title: "half-life (time steps)", ...shortLogAxis, dtick: 1 },
    ),
    alt: `Half-life in time steps over the forget bias, on a logarithmic axis: ${measured.map(({ bias, halfLife }) => `${halfLife.toFixed(1)} at ${minusText(bias)}`).join(", ")}. It grows about e-fold with each unit of bias.`,
  };
}

/** Histograms of the half-lives of all units at the start; one row per way of starting. */
export function startingHalfLivesFigure(
  starts: readonly { readonly name: string; readonly halfLives: readonly number[] }[],
): Figure {
  const bins = { start: -0.25, end: 2.25, size: 0.125 };
  const height = 1 / starts.length;
  const axes = starts.map(({ name }, row) => {
    const top = 1 - row * height;
    const domain = [top - 0.78 * height, top];
    return [
      `yaxis${row === 0 ? "" : row + 1}`,
      axisOf({ title: `${withIndices(name)}<br>units (%)`, domain, nticks: 4, range: [0, 105] }),
    ];
  });
  const ticks = [1, 3, 10, 30, 100];
  return {
    data: starts.map(({ name, halfLives }, row) => ({
      type: "histogram",
      x: halfLives.map(Math.log10),
      xbins: bins,
      autobinx: false,
      histnorm: "percent",
      yaxis: `y${row === 0 ? "" : row + 1}`,
      marker: { color: quantity.forgetGate.mark },
      hovertemplate: `%{y:.1f} % of the units<extra>${name}</extra>`,
    })),
    layout: layoutOf(
      "How long the units of a new network remember",
      {
        title: "half-life (time steps)",
        tickmode: "array",
        tickvals: ticks.map(Math.log10),
        ticktext: ticks.map(String),
        range: [bins.start, bins.end],
        anchor: `y${starts.length === 1 ? "" : starts.length}`,
      },
      { title: "" },
      {
        height: 120 + 130 * starts.length,
        margin: { l: 64, r: 16, t: 56, b: 48 },
        showlegend: false,
        bargap: 0.05,
        ...Object.fromEntries(axes),
      },
    ),
    alt: `Histograms of the half-lives of units at the start: ${starts.map(({ name, halfLives }) => `${name}: ${rangeText(halfLives)} time steps`).join("; ")}.`,
  };
}

/** "all 2.2", or "from 1.0 to 69.0". */
function rangeText(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)].map((value) => value.toFixed(1));
  return least === most ? `all ${least}` : `from ${least} to ${most}`;
}
