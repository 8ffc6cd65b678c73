/** A hand-made timer with peepholes, step by step: the hidden count, the gates that see it, and what is shown. */

import type { SpikeTimerResult } from "../experiments/spike-timer.ts";
import { axisOf, type Figure, layoutOf } from "./figure.ts";
import { quantity } from "./palette.ts";

/** Lines against time steps: the count, both gates and the output. */
export function spikeTimerFigure({ config, c, f, o, h }: SpikeTimerResult): Figure {
  const steps = c.map((_, t) => t + 1);
  const line = (name: string, y: number[], color: string, yaxis: string, dash = "solid"): object => ({
    type: "scatter",
    mode: "lines+markers",
    name,
    x: steps,
    y,
    yaxis,
    line: { color, dash, width: 2 },
    marker: { size: 5 },
    hovertemplate: `step %{x}<br>${name} = %{y:.3f}<extra></extra>`,
  });
  const bars = {
    type: "bar",
    name: "h",
    x: steps,
    y: h,
    yaxis: "y3",
    marker: { color: quantity.hiddenState.mark },
    hovertemplate: "step %{x}<br>h = %{y:.3f}<extra></extra>",
  };
  const spikes = steps.filter((_, t) => h[t] > 0.5);
  return {
    data: [
      line("c", c, quantity.cellState.mark, "y"),
      line("f", f, quantity.forgetGate.mark, "y2"),
      line("o", o, quantity.outputGate.mark, "y2", "dot"),
      bars,
    ],
    layout: layoutOf(
      `A timer that fires every ${config.period} steps`,
      { title: "time step", anchor: "y3" },
      { title: "cell state c", domain: [0.64, 1] },
      {
        height: 480,
        yaxis2: axisOf({ title: "gates", domain: [0.34, 0.56], range: [-0.1, 1.1], anchor: "x" }),
        yaxis3: axisOf({ title: "h", domain: [0, 0.24], range: [0, 1.1], anchor: "x" }),
      },
    ),
    alt: `The cell state counts up to ${config.period}; then the output gate opens and a spike is shown, at time steps ${spikes.join(", ") || "none"}; one step later the forget gate shuts and the count starts again.`,
  };
}
