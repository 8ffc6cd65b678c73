/** When each cell of a deep recurrent network can be computed at the earliest: a wavefront over layers and time. */

import type { DependencyTicks } from "../analysis/dependency-ticks.ts";
import { colourBar, type Figure, layoutOf } from "./figure.ts";
import { heat, textOnHeat } from "./palette.ts";

/** Heat map: layer × time step, coloured and labelled by the earliest tick. */
export function wavefrontFigure({ ticks, length, parallelism }: DependencyTicks): Figure {
  const [layers, steps] = [ticks.length, ticks[0].length];
  const cells = ticks.flatMap((row, layer) => row.map((tick, step) => ({ layer, step, tick })));
  return {
    data: [
      {
        type: "heatmap",
        z: ticks,
        x: ticks[0].map((_, step) => step),
        y: ticks.map((_, layer) => layer + 1),
        colorscale: heat.sequential,
        xgap: 2,
        ygap: 2,
        colorbar: colourBar("tick"),
        hovertemplate: "layer %{y}, time step %{x}<br>at tick %{z} at the earliest<extra></extra>",
      },
      {
        type: "scatter",
        mode: "text",
        x: cells.map(({ step }) => step),
        y: cells.map(({ layer }) => layer + 1),
        text: cells.map(({ tick }) => String(tick)),
        textfont: { color: cells.map(({ tick }) => textOnHeat(tick / (length - 1))) },
        showlegend: false,
        hoverinfo: "skip",
      },
    ],
    layout: layoutOf(
      "Cells of one colour can run side by side; there are never more than layers",
      { title: "time step t", dtick: 1, range: [-0.5, steps - 0.5], showgrid: false, zeroline: false },
      { title: "layer", dtick: 1, range: [0.5, layers + 0.5], showgrid: false, zeroline: false },
    ),
    alt:
      `A grid of ${layers} layers by ${steps} time steps; diagonals share a colour. ${layers * steps} cells take ` +
      `${length} ticks, ${parallelism.toFixed(1)} at a time on average.`,
  };
}
