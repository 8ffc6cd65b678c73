/** Growth of the gradient per time step against the gain, beside the two numbers that should predict it. */

import { type GradientByLagResult, growthPerStep } from "../experiments/gradient-by-lag.ts";
import { median } from "../numeric/statistics.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { quantity } from "./palette.ts";

/** Lines against the gain: measured growth, and what ρ and σ would predict. */
export function growthRateFigure(withSlope: GradientByLagResult, withoutSlope: GradientByLagResult): Figure {
  const gains = withSlope.config.gains;
  const line = (name: string, y: number[], color: string, dash: string, symbol: string): object => ({
    type: "scatter",
    mode: "lines+markers",
    name,
    x: gains,
    y,
    line: { color, dash, width: 2 },
    marker: { symbol, size: 7 },
    hovertemplate: `gain %{x}<br>%{y:.3f} per step<extra>${name}</extra>`,
  });
  const logOf = (pick: "largestSingularValue" | "spectralRadius"): number[] =>
    withSlope.curves.map(({ runs }) => Math.log(median(runs.map((run) => run[pick]))));
  const measured = withSlope.curves.map(growthPerStep);
  return {
    data: [
      line(
        "ln σ<sub>max</sub>(Wh)",
        logOf("largestSingularValue"),
        quantity.baseline.mark,
        "dash",
        "triangle-up",
      ),
      line("ln ρ(Wh)", logOf("spectralRadius"), quantity.baseline.mark, "dot", "triangle-down"),
      line(
        "measured, without tanh's slope",
        withoutSlope.curves.map(growthPerStep),
        quantity.hiddenState.mark,
        "solid",
        "square",
      ),
      line("measured", measured, quantity.gradient.mark, "solid", "circle"),
    ],
    layout: layoutOf(
      "Growth of the gradient per time step",
      { title: "gain (std of Wh · √hidden)" },
      { title: "growth of ln(norm) per time step", zeroline: true, zerolinewidth: 2 },
      { height: 440 },
    ),
    alt: `Four lines over gain. Without tanh's slope the measured growth follows ln ρ; with it, growth stays near ${measured[measured.length - 1].toFixed(2)} per step even at gain ${gains[gains.length - 1]}. The logarithm of the largest singular value lies above all.`,
  };
}
