/** The five wirings as diagrams, side by side: inputs below, states in the middle, outputs above. */

import type { FiveWiringsResult } from "../experiments/five-wirings.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { quantity, translucent } from "./palette.ts";

interface Node {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** Five diagrams with inputs, states and outputs as boxes and arrows between them. */
export function fiveWiringsFigure({ rows }: FiveWiringsResult): Figure {
  const inputs: Node[] = [];
  const states: Node[] = [];
  const outputs: Node[] = [];
  const arrows: object[] = [];
  const titles: object[] = [];
  let left = 0;
  for (const { wiring, timeSteps } of rows) {
    // A single step stands in the middle of the room for two, so that its title has space.
    const at = (t: number): number => left + t + (timeSteps.steps === 1 ? 0.5 : 0);
    for (let t = 0; t < timeSteps.steps; t++) {
      states.push({ x: at(t), y: 1, text: `${wiring}: state ${t + 1}` });
      if (t > 0) arrows.push(arrow(at(t - 1), 1, at(t), 1));
    }
    timeSteps.readsAt.forEach((t, k) => {
      inputs.push({ x: at(t), y: 0, text: `${wiring}: input ${k + 1}` });
      arrows.push(arrow(at(t), 0, at(t), 1));
    });
    timeSteps.writesAt.forEach((t, k) => {
      outputs.push({ x: at(t), y: 2, text: `${wiring}: output ${k + 1}` });
      arrows.push(arrow(at(t), 1, at(t), 2));
    });
    const middle = (at(0) + at(timeSteps.steps - 1)) / 2;
    titles.push({
      x: middle,
      y: 2.75,
      text: wiring
        .replace(" unaligned", "<br>unaligned")
        .replace("many-to-many", "many to many")
        .replaceAll("-to-", " to<br>")
        .replace("many to many", "many to<br>many"),
      showarrow: false,
      font: { size: 11 },
    });
    left += Math.max(2, timeSteps.steps) + 0.9;
  }
  const nodes = (name: string, list: readonly Node[], color: string, symbol: string): object => ({
    type: "scatter",
    mode: "markers",
    name,
    x: list.map(({ x }) => x),
    y: list.map(({ y }) => y),
    text: list.map(({ text }) => text),
    marker: { size: 13, symbol, color: translucent(color, 0.3), line: { color, width: 1.5 } },
    hovertemplate: "%{text}<extra></extra>",
  });
  const hidden = { showgrid: false, zeroline: false, showticklabels: false };
  return {
    data: [
      nodes("input", inputs, quantity.input.mark, "square"),
      nodes("hidden state", states, quantity.hiddenState.mark, "circle"),
      nodes("output", outputs, quantity.outputGate.mark, "diamond"),
    ],
    layout: layoutOf(
      "Five wirings of one recurrent layer",
      { title: "time runs to the right", ...hidden },
      { title: "", ...hidden, range: [-0.4, 3.2] },
      {
        height: 320,
        margin: { l: 8, r: 8, t: 48, b: 40 },
        annotations: [...arrows, ...titles],
        legend: { orientation: "h", x: 0, y: -0.15, yanchor: "top" },
      },
    ),
    alt: `Five diagrams. ${rows.map(({ wiring, timeSteps }) => `${wiring}: ${timeSteps.readsAt.length} read, ${timeSteps.writesAt.length} written, ${timeSteps.steps} time steps`).join("; ")}.`,
  };
}

function arrow(fromX: number, fromY: number, toX: number, toY: number): object {
  return {
    x: toX,
    y: toY,
    ax: fromX,
    ay: fromY,
    xref: "x",
    yref: "y",
    axref: "x",
    ayref: "y",
    standoff: 8,
    startstandoff: 8,
    arrowhead: 2,
    arrowwidth: 1,
    arrowcolor: quantity.baseline.mark,
    text: "",
  };
}
