/** Gradient norm against lag: all gains at once, one gain at a time by slider, and as a heat map. */

import type { GradientByLagCurve, GradientByLagResult } from "../experiments/gradient-by-lag.ts";
import { median } from "../numeric/statistics.ts";
import { colourBar, type Figure, layoutOf, legendLowerLeft, sliderOf } from "./figure.ts";
import { heat, quantity, sweepColour, translucent } from "./palette.ts";
import { sizeText } from "./typeset.ts";

const normAxis = {
  title: "‖∂L/∂h‖ (relative to lag 0)",
  type: "log",
  exponentformat: "power",
};

/** Median over the seeds for each gain, with the middle half of the seeds as a band. */
export function gradientByLagFigure({ config, curves }: GradientByLagResult): Figure {
  const lags = curves[0].runs[0].norms.map((_, lag) => lag);
  const last = lags.length - 1;
  return {
    data: curves.flatMap((curve, k) => {
      const colour = sweepColour(curves.length === 1 ? 0 : k / (curves.length - 1));
      const { low, middle, high } = rangeOf(curve);
      const name = `gain ${curve.gain}`;
      return [
        {
          type: "scatter",
          mode: "lines",
          x: lags,
          y: low,
          line: { width: 0 },
          showlegend: false,
          hoverinfo: "skip",
        },
        {
          type: "scatter",
          mode: "lines",
          x: lags,
          y: high,
          line: { width: 0 },
          fill: "tonexty",
          fillcolor: colour.replace("rgb", "rgba").replace(")", ", 0.15)"),
          showlegend: false,
          hoverinfo: "skip",
        },
        {
          type: "scatter",
          mode: "lines",
          name,
          x: lags,
          y: middle,
          line: { color: colour, width: 2.5 },
          hovertemplate: `lag %{x}<br>median %{y:.1e}<extra>${name}</extra>`,
        },
      ];
    }),
    layout: layoutOf(
      `Gradient norm by lag (median and middle half of ${config.seeds.length} seeds)`,
      { title: "lag (time steps back from the loss)" },
      normAxis,
      { height: 460 },
    ),
    alt: `Gradient norm over lag on a logarithmic axis. Median after ${last} steps: ${curves.map((curve) => `gain ${curve.gain}: ${sizeText(rangeOf(curve).middle[last])}`).join("; ")}.`,
  };
}

/** The same runs, one gain at a time: every seed as a line, with the bound by the largest singular value. */
export function gradientByGainFigure({ config, curves }: GradientByLagResult): Figure {
  const lags = curves[0].runs[0].norms.map((_, lag) => lag);
  const everything = curves.flatMap(({ runs }) => runs.flatMap(({ norms }) => norms));
  const exponents = everything.filter((norm) => norm > 0).map(Math.log10);
  // A quarter more below, for the legend.
  const [least, most] = [Math.floor(Math.min(...exponents)), Math.ceil(Math.max(...exponents))];
  const frames = curves.map((curve) => ({ label: String(curve.gain), data: linesOf(curve, lags) }));
  const slider = sliderOf("gain", frames, 0);
  return {
    data: frames[0].data,
    layout: layoutOf(
      "Bound, spectral radius and what really happens",
      { title: "lag (time steps back from the loss)" },
      { ...normAxis, range: [least - 0.25 * (most - least), most + 3] },
      { height: 500, sliders: slider.sliders, legend: legendLowerLeft },
    ),
    frames: slider.frames,
    alt: `For each gain in ${config.gains.join(", ")}: the gradient norms of ${config.seeds.length} seeds over lag, below the bound by the largest singular value, σ to the power of the lag, and beside the spectral radius to that power.`,
  };
}

function linesOf({ runs }: GradientByLagCurve, lags: number[]): object[] {
  const sigma = median(runs.map((run) => run.largestSingularValue));
  const radius = median(runs.map((run) => run.spectralRadius));
  const power = (base: number, name: string, dash: string): object => ({
    type: "scatter",
    mode: "lines",
    name,
    x: lags,
    y: lags.map((lag) => base ** lag),
    line: { color: quantity.baseline.mark, dash, width: 2 },
    hovertemplate: `lag %{x}<br>${name} = %{y:.1e}<extra></extra>`,
  });
  return [
    ...runs.map(({ seed, norms }, k) => ({
      type: "scatter",
      mode: "lines",
      name: "measured",
      legendgroup: "measured",
      showlegend: k === 0,
      x: lags,
      y: norms,
      line: { color: translucent(quantity.gradient.mark, 0.8), width: 1.3 },
      hovertemplate: `lag %{x}<br>%{y:.1e}<extra>seed ${seed}</extra>`,
    })),
    power(sigma, `σ<sub>max</sub><sup>lag</sup> (σ<sub>max</sub> = ${sigma.toFixed(2)})`, "dash"),
    power(radius, `ρ<sup>lag</sup> (ρ = ${radius.toFixed(2)})`, "dot"),
  ];
}

/** Heat map of the median norm over (gain, lag). */
export function gradientHeatFigure({ config, curves }: GradientByLagResult): Figure {
  const lags = curves[0].runs[0].norms.map((_, lag) => lag);
  return {
    data: [
      {
        type: "heatmap",
        x: lags,
        y: config.gains,
        z: curves.map((curve) => rangeOf(curve).middle.map(Math.log10)),
        zmin: -12,
        zmax: 12,
        zmid: 0,
        colorscale: heat.diverging,
        colorbar: colourBar("log₁₀ norm"),
        hovertemplate: "gain %{y}, lag %{x}<br>norm 10^%{z:.1f}<extra></extra>",
      },
    ],
    layout: layoutOf(
      "Gradient norm over gain and lag",
      { title: "lag (time steps back from the loss)" },
      { title: "gain (std of Wh · √hidden)" },
      { height: 440 },
    ),
    alt: `Map of the median gradient norm: grey means unchanged. For gains below 1 it turns blue (vanishing) with lag; for large gains it turns red (growing), much more slowly.`,
  };
}

function rangeOf({ runs }: GradientByLagCurve): { low: number[]; middle: number[]; high: number[] } {
  const columns = runs[0].norms.map((_, lag) => runs.map(({ norms }) => norms[lag]));
  return {
    low: columns.map((column) => quantile(column, 0.25)),
    middle: columns.map(median),
    high: columns.map((column) => quantile(column, 0.75)),
  };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.round(share * (sorted.length - 1))];
}
