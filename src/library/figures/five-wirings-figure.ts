/** The five wirings as diagrams, side by side: inputs below, states in the middle, outputs above. */

import type { FiveWiringsResult } from "../experiments/five-wirings.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { quantity, translucent } from "./palette.ts";
import { countText } from "./typeset.ts";

interface Node {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** What one diagram, or several, are drawn from. */
interface Diagram {
  readonly inputs: readonly Node[];
  readonly states: readonly Node[];
  readonly outputs: readonly Node[];
  /** Arrows and titles. */
  readonly arrows: readonly object[];
  readonly titles: readonly object[];
}

/** Five diagrams with inputs, states and outputs as boxes and arrows between them. */
export function fiveWiringsFigure({ rows }: FiveWiringsResult): Figure {
  let left = 0;
  const diagrams = rows.map((row) => {
    const diagram = diagramOf(row, left);
    left += Math.max(2, row.timeSteps.steps) + 0.9;
    return diagram;
  });
  const all = <Part extends keyof Diagram>(part: Part): Diagram[Part][number][] =>
    diagrams.flatMap((diagram) => [...diagram[part]] as Diagram[Part][number][]);
  const hidden = { showgrid: false, zeroline: false, showticklabels: false };
  return {
    data: [
      nodeTrace("input", all("inputs"), quantity.input.mark, "square"),
      nodeTrace("hidden state", all("states"), quantity.hiddenState.mark, "circle"),
      nodeTrace("output", all("outputs"), quantity.outputGate.mark, "diamond"),
    ],
    layout: layoutOf(
      "Five wirings of one recurrent layer",
      { title: "time runs to the right", ...hidden },
      { title: "", ...hidden, range: [-0.4, 3.2] },
      {
        height: 320,
        margin: { l: 8, r: 8, t: 48, b: 40 },
        annotations: [...all("arrows"), ...all("titles")],
        legend: { orientation: "h", x: 0, y: -0.15, yanchor: "top" },
      },
    ),
    alt: `Five diagrams: ${rows.map(({ wiring, timeSteps }) => `${wiring}: ${countText(timeSteps.readsAt.length, "input")}, ${countText(timeSteps.writesAt.length, "output")}, ${countText(timeSteps.steps, "time step")}`).join("; ")}.`,
  };
}

/** One wiring, with its first state at x = `left`. */
function diagramOf({ wiring, timeSteps }: FiveWiringsResult["rows"][number], left: number): Diagram {
  const { steps, readsAt, writesAt } = timeSteps;
  // A single step stands in the middle of the room for two, so that its title has space.
  const at = (t: number): number => left + t + (steps === 1 ? 0.5 : 0);
  const named = (t: number, y: number, what: string, k: number): Node => ({
    x: at(t),
    y,
    text: `${wiring}: ${what} ${k + 1}`,
  });
  const times = Array.from({ length: steps }, (_, t) => t);
  return {
    inputs: readsAt.map((t, k) => named(t, 0, "input", k)),
    states: times.map((t) => named(t, 1, "state", t)),
    outputs: writesAt.map((t, k) => named(t, 2, "output", k)),
    arrows: [
      ...times.slice(1).map((t) => arrow(at(t - 1), 1, at(t), 1)),
      ...readsAt.map((t) => arrow(at(t), 0, at(t), 1)),
      ...writesAt.map((t) => arrow(at(t), 1, at(t), 2)),
    ],
    titles: [
      {
        x: (at(0) + at(steps - 1)) / 2,
        y: 2.75,
        text: titleOf(wiring),
        showarrow: false,
        font: { size: 11 },
      },
    ],
  };
}

/** The wiring's name in two or three short lines. */
const titleOf = (wiring: string): string =>
  wiring
    .replace(" unaligned", "<br>unaligned")
    .replace("many-to-many", "many to many")
    .replaceAll("-to-", " to<br>")
    .replace("many to many", "many to<br>many");

function nodeTrace(name: string, list: readonly Node[], color: string, symbol: string): object {
  return {
    type: "scatter",
    mode: "markers",
    name,
    x: list.map(({ x }) => x),
    y: list.map(({ y }) => y),
    text: list.map(({ text }) => text),
    marker: { size: 13, symbol, color: translucent(color, 0.3), line: { color, width: 1.5 } },
    hovertemplate: "%{text}<extra></extra>",
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
