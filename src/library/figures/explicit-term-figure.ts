/** Stacked bars: the chain through the state, and the explicit term that completes the gradient. */

import type { ExplicitTermResult } from "../experiments/explicit-term.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { quantity } from "./palette.ts";

/** Stacked bars per time step, with the numeric derivative as points. */
export function explicitTermFigure({ config, rows }: ExplicitTermResult): Figure {
  const t = rows.map((row) => row.t);
  return {
    data: [
      {
        type: "bar",
        name: "(∂L/∂s<sub>t</sub>)(ds<sub>t</sub>/dW), through the state",
        x: t,
        y: rows.map(({ throughState }) => throughState),
        marker: { color: quantity.gradient.mark },
        hovertemplate: "t = %{x}<br>%{y:.4f}<extra>through the state</extra>",
      },
      {
        type: "bar",
        name: "∂⁺L/∂W = s<sub>t</sub>, the missing term",
        x: t,
        y: rows.map(({ explicit }) => explicit),
        marker: { color: quantity.hiddenState.mark, pattern: { shape: "/", solidity: 0.4 } },
        hovertemplate: "t = %{x}<br>%{y:.4f}<extra>explicit term</extra>",
      },
      {
        type: "scatter",
        mode: "markers",
        name: "finite difference",
        x: t,
        y: rows.map(({ numeric }) => numeric),
        marker: { symbol: "line-ew-open", size: 26, color: quantity.baseline.mark, line: { width: 2.5 } },
        hovertemplate: "t = %{x}<br>%{y:.4f}<extra>finite difference</extra>",
      },
    ],
    layout: layoutOf(
      `dL/dW of L = W·s<sub>t</sub>, with W = ${config.W} and s₀ = ${config.s0}`,
      { title: "time step t of the loss", dtick: 1 },
      { title: "dL/dW (no unit)" },
      { barmode: "stack" },
    ),
    alt: `Stacked bars for t = 1 to ${rows.length}: the chain through the state alone falls short of the finite difference by exactly the state of that step; with the explicit term on top the bars reach it.`,
  };
}
