/** How hard two losses push on a score: sigmoid cross-entropy, and squared error behind a sigmoid. */

import { type Figure, layoutOf } from "./figure.ts";
import { quantity } from "./palette.ts";

/** Lines: gradient against score for two losses. */
export function logitGradientFigure(): Figure {
  const z = Array.from({ length: 121 }, (_, k) => -6 + k / 10);
  const sigmoid = (v: number): number => 1 / (1 + Math.exp(-v));
  const line = (name: string, y: number[], color: string, dash: string): object => ({
    type: "scatter",
    mode: "lines",
    name,
    x: z,
    y,
    line: { color, dash, width: 2.5 },
    hovertemplate: `z = %{x:.1f}<br>%{y:.3f}<extra>${name}</extra>`,
  });
  return {
    data: [
      line(
        "cross-entropy: σ(z) − 1",
        z.map((v) => sigmoid(v) - 1),
        quantity.gradient.mark,
        "solid",
      ),
      line(
        "squared error: 2(σ(z) − 1) σ(z)(1 − σ(z))",
        z.map((v) => 2 * (sigmoid(v) - 1) * sigmoid(v) * (1 - sigmoid(v))),
        quantity.baseline.mark,
        "dash",
      ),
    ],
    layout: layoutOf(
      "Gradient of the score when the answer is yes",
      { title: "score z (logit)" },
      { title: "dL/dz (no unit)" },
    ),
    alt: "Two curves over the score z for target 1. Cross-entropy pushes with −1 where the answer is badly wrong; squared error behind a sigmoid pushes with almost nothing there.",
  };
}
