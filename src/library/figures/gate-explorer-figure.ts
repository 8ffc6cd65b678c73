/**
 * Cell state and hidden state of one unit under steady gates: a slider sets the forget gate, buttons set the
 * other two. The slider's frames change numbers only, so what the buttons chose stays chosen: the input gate
 * decides which traces are visible, the output gate which of those are drawn.
 */

import type { GateExplorerResult } from "../experiments/steady-gates.ts";
import { axisOf, type Figure, layoutOf, sliderOf } from "./figure.ts";
import { quantity, translucent } from "./palette.ts";

/** One drawn line: of the cell state (o is left out) or of the hidden state. */
interface Line {
  readonly i: number;
  readonly o?: number;
}

const seen = { mode: "lines+markers", fill: "tozeroy", hoverinfo: "all" } as const;
const unseen = { mode: "none", fill: "none", hoverinfo: "skip" } as const;

export function gateExplorerFigure({ config, runs }: GateExplorerResult): Figure {
  const [firstI, firstO, firstF] = [config.i.length - 1, config.o.length - 1, config.f.length - 2];
  const lines = config.i.flatMap((_, i): Line[] => [{ i }, ...config.o.map((_o, o) => ({ i, o }))]);
  const steps = config.candidates.map((_, t) => t + 1);
  const numbers = (f: number): number[][] =>
    lines.map(({ i, o }) => (o === undefined ? runs[f][i][0].c : runs[f][i][o].h));
  const slider = sliderOf(
    "forget gate f =",
    config.f.map((value, f) => ({
      label: String(value),
      data: [{ x: steps, y: config.candidates }, ...numbers(f).map((y) => ({ y }))],
    })),
    firstF,
  );
  const isShown = (line: Line, o: number): boolean => line.o === undefined || line.o === o;
  const traces = numbers(firstF).map((y, k) => {
    const shown = isShown(lines[k], firstO);
    return { ...stateTrace(lines[k], steps, y), visible: lines[k].i === firstI, ...(shown ? seen : unseen) };
  });
  const which = lines.map((_, k) => k + 1);
  const inputButtons = config.i.map((value, i) => ({
    label: `i = ${value}`,
    method: "restyle",
    args: [{ visible: lines.map((line) => line.i === i) }, which],
  }));
  const outputButtons = config.o.map((value, o) => ({
    label: `o = ${value}`,
    method: "restyle",
    args: [
      {
        mode: lines.map((line) => (isShown(line, o) ? seen : unseen).mode),
        fill: lines.map((line) => (isShown(line, o) ? seen : unseen).fill),
        hoverinfo: lines.map((line) => (isShown(line, o) ? seen : unseen).hoverinfo),
      },
      which,
    ],
  }));
  return {
    data: [candidateTrace(steps, config.candidates), ...traces],
    layout: layoutOf(
      "Set the valves: what is kept, what is let in, what is let out",
      { title: "time step", anchor: "y3" },
      { title: "candidate g", domain: [0.8, 1], range: [-1.2, 1.2] },
      {
        height: 600,
        showlegend: false,
        margin: { l: 64, r: 16, t: 110, b: 52 },
        yaxis2: axisOf({ title: "cell state c", domain: [0.36, 0.74], anchor: "x" }),
        yaxis3: axisOf({ title: "hidden state h", domain: [0, 0.3], range: [-1.1, 1.1], anchor: "x" }),
        sliders: slider.sliders,
        updatemenus: [buttons(inputButtons, firstI, 0), buttons(outputButtons, firstO, 0.5)],
      },
    ),
    frames: slider.frames,
    alt:
      `Candidate, cell state and hidden state of one unit over ${steps.length} time steps, for forget gates ${config.f.join(", ")}, input gates ${config.i.join(", ")} and output gates ${config.o.join(", ")}. ` +
      "With f = 1 each pulse stays in the cell state for ever; the smaller f, the sooner it fades. The input gate scales what comes in, the output gate only what is seen of it.",
  };
}

function candidateTrace(x: number[], y: readonly number[]): object {
  return {
    type: "bar",
    x,
    y,
    marker: { color: quantity.candidate.mark },
    hovertemplate: "step %{x}<br>g = %{y}<extra></extra>",
  };
}

function stateTrace({ o }: Line, x: number[], y: number[]): object {
  const isCell = o === undefined;
  const colour = (isCell ? quantity.cellState : quantity.hiddenState).mark;
  return {
    type: "scatter",
    x,
    y,
    yaxis: isCell ? "y2" : "y3",
    line: { color: colour, width: 2 },
    marker: { size: 5 },
    fillcolor: translucent(colour, 0.12),
    hovertemplate: `step %{x}<br>${isCell ? "c" : "h"} = %{y:.3f}<extra></extra>`,
  };
}

function buttons(steps: object[], active: number, x: number): object {
  return {
    type: "buttons",
    direction: "right",
    buttons: steps,
    active,
    x,
    xanchor: "left",
    y: 1.04,
    yanchor: "bottom",
    showactive: true,
  };
}
