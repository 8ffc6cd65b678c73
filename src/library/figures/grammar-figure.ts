/** A grammar as a graph: states as circles, symbols on the arrows. */

import { type Figure, layoutOf } from "./figure.ts";
import { quantity, translucent } from "./palette.ts";

/** States, symbols on the arrows between them, and where each state stands. */
export interface Grammar {
  readonly name: string;
  /** transitions[state]: symbol -> next state. The last state has none. */
  readonly transitions: readonly Readonly<Record<string, number>>[];
  /** Where each state is drawn. */
  readonly places: readonly (readonly [number, number])[];
}

interface Edge {
  readonly symbol: string;
  readonly from: number;
  readonly to: number;
}

/** The graph of a grammar. */
export function grammarFigure({ name, transitions, places }: Grammar): Figure {
  const edges = transitions.flatMap((edgesFrom, from) =>
    Object.entries(edgesFrom).map(([symbol, to]): Edge => ({ symbol, from, to })),
  );
  const arrows = edges.filter(({ from, to }) => from !== to).map((edge) => arrowOf(edge, places));
  const labels = edges.map((edge) => labelOf(edge, places));
  const hidden = { showgrid: false, zeroline: false, showticklabels: false };
  return {
    data: [
      {
        type: "scatter",
        mode: "markers+text",
        x: places.map(([x]) => x),
        y: places.map(([, y]) => y),
        text: places.map((_, state) => (state === transitions.length ? "end" : String(state))),
        marker: {
          size: 36,
          color: translucent(quantity.hiddenState.mark, 0.25),
          line: { color: quantity.hiddenState.mark, width: 1.5 },
        },
        hovertemplate: "state %{text}<extra></extra>",
      },
    ],
    layout: layoutOf(
      name,
      { title: "", ...hidden, range: [-0.4, Math.max(...places.map(([x]) => x)) + 0.4] },
      { title: "", ...hidden, range: [-1.8, 1.8] },
      {
        height: 340,
        showlegend: false,
        margin: { l: 8, r: 8, t: 48, b: 8 },
        annotations: [...arrows, ...labels],
      },
    ),
    alt: `A graph of ${places.length} states. Arrows: ${edges.map(({ symbol, from, to }) => `${from} to ${to} by ${symbol}`).join(", ")}.`,
  };
}

function arrowOf({ from, to }: Edge, places: Grammar["places"]): object {
  return {
    x: places[to][0],
    y: places[to][1],
    ax: places[from][0],
    ay: places[from][1],
    xref: "x",
    yref: "y",
    axref: "x",
    ayref: "y",
    standoff: 20,
    startstandoff: 20,
    arrowhead: 2,
    arrowwidth: 1.5,
    arrowcolor: quantity.baseline.mark,
    text: "",
  };
}

/** The symbol beside its arrow; that of a loop beside its state. */
function labelOf({ symbol, from, to }: Edge, places: Grammar["places"]): object {
  const isLoop = from === to;
  const [x, y] = [0, 1].map((axis) => 0.6 * places[from][axis] + 0.4 * places[to][axis]);
  return {
    x,
    y: isLoop ? y + Math.sign(y || 1) * 0.42 : y,
    text: isLoop ? `<b>${symbol}</b> ↻` : `<b>${symbol}</b>`,
    ...(isLoop ? {} : besideArrow(places[from], places[to])),
    showarrow: false,
  };
}

/** To the left of an arrow that rises to the right, to the right of the others, above a level one. */
function besideArrow(from: readonly [number, number], to: readonly [number, number]): object {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  if (dy === 0) return { xshift: 0, yshift: 11 };
  if (dx === 0) return { xshift: 11, yshift: 0 };
  return { xshift: dx * dy > 0 ? -9 : 9, yshift: 10 };
}
