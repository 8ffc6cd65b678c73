/** The gradient over the grid of layers and time steps; a slider chooses the stack. */

import type { DepthTimeResult } from "../experiments/depth-time-grid.ts";
import { colourBar, type Figure, layoutOf, sliderOf } from "./figure.ts";
import { heat } from "./palette.ts";
import { sizeText } from "./typeset.ts";

const labels = { rnn: "RNN", gru: "GRU", lstm: "LSTM" } as const;

function nameOf({ config: { cell, residual } }: DepthTimeResult): string {
  return `${labels[cell]}, ${residual ? "residual" : "plain"}`;
}

/** Heat map: one row per layer, one column per time step; each frame is one stack. */
export function depthTimeGridFigure(results: readonly DepthTimeResult[]): Figure {
  const { layers, steps } = results[0].config;
  const traces = ({ norms }: DepthTimeResult): object[] => [
    {
      type: "heatmap",
      x: Array.from({ length: steps }, (_, t) => t + 1),
      y: Array.from({ length: layers }, (_, l) => l + 1),
      z: norms.map((row) => row.map((norm) => Math.max(-12, Math.log10(norm)))),
      customdata: norms,
      zmin: -5,
      zmax: 1,
      colorscale: heat.sequential,
      colorbar: colourBar("log₁₀ ‖∂L/∂state‖"),
      xgap: 1,
      ygap: 1,
      hovertemplate: "layer %{y}, time step %{x}<br>%{customdata:.1e}<extra></extra>",
    },
  ];
  const { frames, sliders } = sliderOf(
    "stack:",
    results.map((result) => ({ label: nameOf(result), data: traces(result) })),
  );
  const top = layers - 1;
  const inWords = (result: DepthTimeResult): string =>
    `${nameOf(result)} ${sizeText(result.norms[top][0])} at the first time step of the top layer, ${sizeText(result.norms[0][steps - 1])} at the last time step of the bottom layer`;
  return {
    data: traces(results[0]),
    layout: layoutOf(
      "Where the gradient of the last output arrives",
      { title: "time step t", dtick: 5 },
      { title: "layer l (1 is the bottom)", dtick: 1 },
      { height: 460, sliders },
    ),
    frames,
    alt: `Gradient over ${layers} layers and ${steps} time steps, relative to the top layer at the last time step. ${results.map(inWords).join("; ")}.`,
  };
}
