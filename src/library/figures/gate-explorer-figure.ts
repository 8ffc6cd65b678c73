/**
 * Cell state and hidden state of one unit under steady gates: one slider for each gate. The
 * frames of the forget gate change numbers only, so what the other two chose stays chosen: the input gate
 * decides which traces are visible, the output gate which of those are drawn.
 */

import type { GateExplorerResult } from "../experiments/steady-gates.ts";
import { axisOf, type Figure, layoutOf, sliderMarks, sliderOf } from "./figure.ts";
import { quantity, translucent } from "./palette.ts";

/** One drawn line: of the cell state (o is left out) or of the hidden state. */
interface Line {
  readonly i: number;
  readonly o?: number;
}

const seen = { mode: "lines+markers", fill: "tozeroy", hoverinfo: "all" } as const;
const unseen = { mode: "none", fill: "none", hoverinfo: "skip" } as const;

/** States over time; a slider sets the forget gate. */
export function gateExplorerFigure(explorer: GateExplorerResult): Figure {
  const { config, runs } = explorer;
  const [firstI, firstO, firstF] = [config.i.length - 1, config.o.length - 1, config.f.length - 2];
  const lines = config.i.flatMap((_, i): Line[] => [{ i }, ...config.o.map((_o, o) => ({ i, o }))]);
  const steps = config.candidates.map((_, t) => t + 1);
  const slider = forgetSlider(explorer, lines, steps, firstF);
  const traces = statesOf(explorer, lines, firstF).map((y, k) => ({
    ...stateTrace(lines[k], steps, y),
    visible: lines[k].i === firstI,
    ...(isShown(lines[k], firstO) ? seen : unseen),
  }));
  const all = runs.flatMap((ofF) => ofF.flatMap((ofI) => ofI[0].c));
  const range = [Math.min(0, ...all) - 0.15, Math.max(...all) + 0.15];
  return {
    data: [candidateTrace(steps, config.candidates), ...traces],
    layout: layoutOf(
      "Set the valves: what is kept, what is let in, what is let out",
      { title: "time step", anchor: "y3" },
      { title: "candidate g", domain: [0.8, 1], range: [-1.2, 1.2] },
      {
        height: 680,
        showlegend: false,
        yaxis2: axisOf({ title: "cell state c", domain: [0.37, 0.74], range, anchor: "x" }),
        yaxis3: axisOf({ title: "hidden state h", domain: [0, 0.29], range: [-1.1, 1.1], anchor: "x" }),
        sliders: [
          ...slider.sliders,
          gateSlider("input gate i =", inputSteps(config.i, lines), firstI, 0.04),
          gateSlider("output gate o =", outputSteps(config.o, lines), firstO, 0.56),
        ],
      },
    ),
    frames: slider.frames,
    alt:
      `Candidate, cell state and hidden state of one unit over ${steps.length} time steps, for forget gates ${config.f.join(", ")}, input gates ${config.i.join(", ")} and output gates ${config.o.join(", ")}. ` +
      "With f = 1 each pulse stays in the cell state for ever; the smaller f, the sooner it fades. The input gate scales what comes in, the output gate only what is seen of it.",
  };
}

/** The numbers of every line at one position of the forget gate. */
function statesOf({ runs }: GateExplorerResult, lines: readonly Line[], f: number): number[][] {
  return lines.map(({ i, o }) => (o === undefined ? runs[f][i][0].c : runs[f][i][o].h));
}

const isShown = (line: Line, o: number): boolean => line.o === undefined || line.o === o;

/** The slider whose frames change numbers only. */
function forgetSlider(
  explorer: GateExplorerResult,
  lines: readonly Line[],
  x: number[],
  first: number,
): ReturnType<typeof sliderOf> {
  const { candidates, f } = explorer.config;
  const frames = f.map((value, k) => ({
    label: String(value),
    data: [{ x, y: candidates }, ...statesOf(explorer, lines, k).map((y) => ({ y }))],
  }));
  return sliderOf("forget gate f =", frames, first);
}

/** The traces of the states; the first trace is the candidate's. */
const stateTraces = (lines: readonly Line[]): number[] => lines.map((_, k) => k + 1);

/** The input gate decides which lines are visible. */
function inputSteps(gates: readonly number[], lines: readonly Line[]): object[] {
  return gates.map((value, i) => ({
    label: String(value),
    method: "restyle",
    args: [{ visible: lines.map((line) => line.i === i) }, stateTraces(lines)],
  }));
}

/** The output gate decides which of the visible lines are drawn. */
function outputSteps(gates: readonly number[], lines: readonly Line[]): object[] {
  return gates.map((value, o) => {
    const styles = lines.map((line) => (isShown(line, o) ? seen : unseen));
    return {
      label: String(value),
      method: "restyle",
      args: [
        {
          mode: styles.map(({ mode }) => mode),
          fill: styles.map(({ fill }) => fill),
          hoverinfo: styles.map(({ hoverinfo }) => hoverinfo),
        },
        stateTraces(lines),
      ],
    };
  });
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

/** A slider in the row below, which changes how traces are drawn and no numbers. */
function gateSlider(prefix: string, steps: object[], active: number, x: number): object {
  return {
    active,
    x,
    len: 0.4,
    pad: { t: 130 },
    currentvalue: { prefix: `${prefix} `, xanchor: "left" },
    ...sliderMarks,
    steps,
  };
}
