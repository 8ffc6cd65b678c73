/** Two views of who feels which input: the causality map, and what is left of each input at the end. */

import type { InputInfluenceResult } from "../experiments/input-influence.ts";
import { colourBar, type Figure, layoutOf, shortLogAxis } from "./figure.ts";
import { heat, quantity } from "./palette.ts";
import { sizeText } from "./typeset.ts";

/** Heat map: how far state s moves when input t is moved. Exact zeros stay empty. */
export function causalityFigure({ change }: InputInfluenceResult): Figure {
  const steps = change.map((_, t) => t + 1);
  return {
    data: [
      {
        type: "heatmap",
        x: steps,
        y: steps,
        z: change.map((row) => row.map((value) => (value === 0 ? null : Math.log10(value)))),
        customdata: change,
        colorscale: heat.sequential,
        colorbar: colourBar("log₁₀ change"),
        xgap: 1,
        ygap: 1,
        hoverongaps: false,
        hovertemplate: "input %{x} moved → state %{y} moves by %{customdata:.2e}<extra></extra>",
      },
    ],
    layout: layoutOf(
      "Which states feel which input",
      { title: "time step t of the input that is moved", dtick: 2 },
      { title: "time step s of the state", dtick: 2, autorange: "reversed" },
      { height: 440 },
    ),
    alt:
      `A ${steps.length} by ${steps.length} map. All states before the moved input are empty: they do not change in any bit. ` +
      "The change is largest at the time step of the input and mostly fades below it.",
  };
}

/** Bars: ‖∂h_T/∂x_t‖ for each time step. */
export function sensitivityFigure({ sensitivity }: InputInfluenceResult): Figure {
  const steps = sensitivity.map((_, t) => t + 1);
  return {
    data: [
      {
        type: "bar",
        x: steps,
        y: sensitivity,
        marker: { color: quantity.gradient.mark },
        hovertemplate: "x at t = %{x}<br>‖∂h<sub>T</sub>/∂x<sub>t</sub>‖ = %{y:.3g}<extra></extra>",
      },
    ],
    layout: layoutOf(
      "How strongly the last state depends on each input",
      { title: "time step t of the input" },
      { title: "‖∂h<sub>T</sub>/∂x<sub>t</sub>‖ (no unit, log scale)", ...shortLogAxis },
    ),
    alt:
      `Bars over ${steps.length} time steps on a logarithmic axis, from ${sizeText(sensitivity[0])} for the first input ` +
      `to ${sizeText(sensitivity[sensitivity.length - 1])} for the last.`,
  };
}
