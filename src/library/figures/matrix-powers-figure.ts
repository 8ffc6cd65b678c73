/** Norms of matrix powers: humps and falls that the largest singular value does not foresee. */

import type { MatrixPowersResult } from "../experiments/matrix-powers.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { sweepColour } from "./palette.ts";
import { sizeText } from "./typeset.ts";

const symbols = ["circle", "square", "diamond", "triangle-up", "x"];

/** Lines: norm of the power against the exponent, logarithmic. */
export function matrixPowersFigure({ config, rows }: MatrixPowersResult): Figure {
  const byRadius = [...rows].sort((a, b) => a.spectralRadius - b.spectralRadius);
  return {
    data: rows.map(({ name, norms, largestSingularValue: sigma, spectralRadius: radius }, k) => ({
      type: "scatter",
      mode: "lines+markers",
      name: `${name} (σ ${sigma.toFixed(2)}, ρ ${radius.toFixed(2)})`,
      x: norms.map((_, lag) => lag),
      y: norms.map((norm) => (norm === 0 ? null : norm)),
      line: { color: sweepColour(byRadius.findIndex((row) => row.name === name) / (rows.length - 1)) },
      marker: { symbol: symbols[k % symbols.length], size: 7, maxdisplayed: 12 },
      hovertemplate: `lag %{x}<br>‖W<sup>lag</sup>‖ = %{y:.3g}<extra>${name}</extra>`,
    })),
    layout: layoutOf(
      "The most that a gradient can have grown",
      { title: "lag (time steps back from the loss)", range: [-1, config.steps + 1] },
      { title: "‖W<sup>lag</sup>‖₂ (log scale)", type: "log", exponentformat: "power", dtick: 1 },
      { height: 460 },
    ),
    alt: `Norms of powers of ${rows.length} matrices: ${rows.map(({ name, largestSingularValue: sigma, norms }) => `${name} with σ ${sigma.toFixed(2)} ends at ${sizeText(norms[norms.length - 1])}`).join("; ")}.`,
  };
}
