/** States of a layer with and without a loop, under one input that goes on and off. */

import type { RepeatedInputResult } from "../experiments/repeated-input.ts";
import { axisOf, type Figure, layoutOf } from "./figure.ts";
import { quantity, translucent } from "./palette.ts";

/** Lines: states against time steps, with and without the loop. */
export function repeatedInputFigure({ config, withLoop, withoutLoop }: RepeatedInputResult): Figure {
  const steps = withLoop.map((_, t) => t + 1);
  const traces = (states: number[][], yaxis: string, name: string): object[] =>
    states[0].map((_, unit) => ({
      type: "scatter",
      mode: "lines+markers",
      name,
      legendgroup: name,
      showlegend: false,
      x: steps,
      y: states.map((state) => state[unit]),
      yaxis,
      line: { color: quantity.hiddenState.mark, width: 1.5 },
      marker: { size: 4 },
      opacity: 1 - (0.4 * unit) / states[0].length,
      hovertemplate: `unit ${unit + 1}, step %{x}<br>h = %{y:.3f}<extra>${name}</extra>`,
    }));
  const inputSpan = {
    type: "rect",
    xref: "x",
    yref: "paper",
    x0: 0.5,
    x1: config.inputSteps + 0.5,
    y0: 0,
    y1: 1,
    line: { width: 0 },
    fillcolor: translucent(quantity.input.mark, 0.15),
    layer: "below",
  };
  const label = (text: string, y: number): object => ({
    text,
    xref: "paper",
    yref: "paper",
    x: 1,
    y,
    xanchor: "right",
    yanchor: "top",
    showarrow: false,
  });
  return {
    data: [...traces(withoutLoop, "y", "without loop"), ...traces(withLoop, "y2", "with loop")],
    layout: layoutOf(
      "The same input again and again",
      { title: "time step t", range: [0.5, steps.length + 0.5] },
      { title: "h, without loop", domain: [0, 0.45], range: [-1.05, 1.05] },
      {
        height: 460,
        yaxis2: axisOf({ title: "h, with loop", domain: [0.55, 1], range: [-1.05, 1.05], anchor: "x" }),
        shapes: [inputSpan],
        annotations: [label("one line per unit; shaded: input 1, else 0", 1.07)],
      },
    ),
    alt:
      `Hidden units over ${steps.length} time steps; the input is 1 for the first ${config.inputSteps}. ` +
      "Without the loop each unit jumps to one value while the input lasts and back to zero at once. " +
      "With the loop the units keep moving under the unchanged input and after it has gone.",
  };
}
