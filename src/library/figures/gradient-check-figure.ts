/** The V of a gradient check: truncation error falls with ε, rounding error rises. */

import type { GradientCheckSweepResult } from "../experiments/gradient-check-sweep.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { quantity } from "./palette.ts";
import { sizeText } from "./typeset.ts";

/** Lines: error against ε, both axes logarithmic. */
export function gradientCheckFigure({ config, curves }: GradientCheckSweepResult): Figure {
  const epsilons = config.exponents.map((exponent) => 10 ** exponent);
  const best = curves.map(
    ({ dtype, scheme, errors }) => `${dtype} ${scheme} ${sizeText(Math.min(...errors))}`,
  );
  return {
    data: curves.map(({ dtype, scheme, errors }) => ({
      type: "scatter",
      mode: "lines+markers",
      name: `${dtype}, ${scheme}`,
      x: epsilons,
      y: errors,
      line: {
        color: dtype === "float64" ? quantity.gradient.mark : quantity.hiddenState.mark,
        dash: scheme === "central" ? "solid" : "dot",
      },
      marker: { symbol: dtype === "float64" ? "circle" : "square", size: 7 },
      hovertemplate: `ε = %{x:.0e}<br>error %{y:.1e}<extra>${dtype}, ${scheme}</extra>`,
    })),
    layout: layoutOf(
      "How small should ε be?",
      { title: "ε (step of the finite difference)", type: "log", exponentformat: "power", dtick: 2 },
      { title: "largest relative error", type: "log", exponentformat: "power", dtick: 2, range: [-11, 1.5] },
      { height: 440 },
    ),
    alt: `Four V-shaped curves of gradient check error over ε. Smallest errors: ${best.join(", ")}.`,
  };
}
