/** When each cell of a deep recurrent network can be computed at the earliest: a wavefront over layers and time. */

import type { DependencyTicks } from "../analysis/dependency-ticks.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { heat } from "./palette.ts";

/** Heat map: layer × time step, coloured and labelled by the earliest tick. */
export function wavefrontFigure({ ticks, length, parallelism }: DependencyTicks): Figure {
  const [layers, steps] = [ticks.length, ticks[0].length];
  return {
    data: [
      {
        type: "heatmap",
        z: ticks,
        x: ticks[0].map((_, step) => step),
        y: ticks.map((_, layer) => layer + 1),
        colorscale: heat.sequential,
        text: ticks.map((row) => row.map(String)),
        texttemplate: "%{text}",
        xgap: 2,
        ygap: 2,
        colorbar: { title: { text: "tick", side: "right" }, thickness: 12 },
        hovertemplate: "layer %{y}, time step %{x}<br>at tick %{z} at the earliest<extra></extra>",
      },
    ],
    layout: layoutOf(
      "Cells of one colour can run side by side; there are never more than layers",
      { title: "time step t", dtick: 1 },
      { title: "layer", dtick: 1 },
    ),
    alt:
      `A grid of ${layers} layers by ${steps} time steps; diagonals share a colour. ${layers * steps} cells take ` +
      `${length} ticks, ${parallelism.toFixed(1)} at a time on average.`,
  };
}
