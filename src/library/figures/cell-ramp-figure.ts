/** A cell state that adds 1 at every time step, with an open forget gate and with leaking ones. */

import type { SteadyRun } from "../experiments/steady-gates.ts";
import { axisOf, type Figure, layoutOf } from "./figure.ts";
import { quantity } from "./palette.ts";

const dashes = ["solid", "dash", "dot", "dashdot"];

/** Runs with the candidate 1 throughout and an open input gate. */
export function cellRampFigure(runs: readonly SteadyRun[]): Figure {
  const steps = runs[0].c.map((_, t) => t + 1);
  const trace = (run: SteadyRun, k: number, isCell: boolean): object => ({
    type: "scatter",
    mode: "lines",
    name: isCell ? `c, f = ${run.gates.f}` : "h",
    showlegend: isCell || k === 0,
    x: steps,
    y: isCell ? run.c : run.h,
    yaxis: isCell ? "y" : "y2",
    line: {
      color: (isCell ? quantity.cellState : quantity.hiddenState).mark,
      dash: dashes[k % dashes.length],
      width: 2.5,
    },
    hovertemplate: `step %{x}<br>${isCell ? "c" : "h"} = %{y:.3f}<extra>f = ${run.gates.f}</extra>`,
  });
  return {
    data: [...runs.map((run, k) => trace(run, k, true)), ...runs.map((run, k) => trace(run, k, false))],
    layout: layoutOf(
      "Adding 1 at every time step",
      { title: "time step t", anchor: "y2" },
      { title: "cell state c", domain: [0.42, 1] },
      {
        height: 460,
        yaxis2: axisOf({ title: "h = tanh(c)", domain: [0, 0.32], range: [0, 1.1], anchor: "x" }),
      },
    ),
    alt: `Cell state after ${steps.length} time steps of adding 1: ${runs.map(({ gates, c }) => `f = ${gates.f}: c = ${c[c.length - 1].toFixed(2)}`).join("; ")}. The hidden state stays below or at 1.`,
  };
}
