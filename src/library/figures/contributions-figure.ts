/** The gradient of the recurrent weights taken apart, by the step of the loss and the step of the weight. */

import type { ContributionNorms } from "../experiments/bptt-contributions.ts";
import { colourBar, type Figure, layoutOf } from "./figure.ts";
import { heat, quantity } from "./palette.ts";

/** Triangle: ‖contribution(t, k)‖, logarithmic colour. */
export function contributionTriangleFigure({ labels, norms }: ContributionNorms): Figure {
  const steps = labels.map((_, t) => t + 1);
  const full = norms.map((row) => steps.map((_, k) => (k < row.length ? row[k] : null)));
  const ticks = { tickmode: "array", tickvals: steps, ticktext: labels };
  return {
    data: [
      {
        type: "heatmap",
        x: steps,
        y: steps,
        z: full.map((row) => row.map((norm) => (norm ? Math.log10(norm) : null))),
        customdata: full,
        colorscale: heat.sequential,
        colorbar: colourBar("log₁₀ norm"),
        xgap: 1,
        ygap: 1,
        hoverongaps: false,
        hovertemplate:
          "loss at step %{y}, weight used at step %{x}<br>‖contribution‖ = %{customdata:.2e}<extra></extra>",
      },
    ],
    layout: layoutOf(
      "Where the gradient of Wh comes from",
      { title: "k: the weight is used while reading", ...ticks },
      { title: "t: the loss is paid after reading", autorange: "reversed", ...ticks },
      { height: 460 },
    ),
    alt: `A triangular map over ${labels.length} by ${labels.length} time steps; row t holds the addends of the gradient of the loss at step t. Addends are largest near the diagonal and fade to the left. The weight has no part in step 1, because the state before it is zero.`,
  };
}

/** Stacked bars: each loss step's gradient norm share by how far back the weight was used. */
export function contributionSumFigure({ labels, norms }: ContributionNorms): Figure {
  const steps = labels.map((_, t) => t + 1);
  const bySource = steps.map((_, k) => norms.map((row) => row[k] ?? 0).reduce((a, b) => a + b));
  const ticks = { tickmode: "array", tickvals: steps, ticktext: labels };
  return {
    data: [
      {
        type: "bar",
        x: steps,
        y: bySource,
        marker: { color: quantity.gradient.mark },
        hovertemplate: "weight used at step %{x}<br>Σ of norms = %{y:.3g}<extra></extra>",
      },
    ],
    layout: layoutOf(
      "How much each use of Wh adds",
      { title: "k: the weight is used while reading", ...ticks },
      { title: "Σ over t of ‖contribution(t, k)‖ (no unit)", rangemode: "tozero" },
    ),
    alt: `Bars over ${labels.length} time steps: the summed norms of all addends in which the weight was used at that step.`,
  };
}
