/** The LSTM as a flow of data: which node multiplies, which adds, and what leaves the cell. */

import { type Figure, layoutOf } from "./figure.ts";
import { type Colour, quantity, translucent } from "./palette.ts";

interface Node {
  readonly at: readonly [number, number];
  readonly text: string;
  readonly colour: Colour;
  readonly says: string;
}

const nodes: Readonly<Record<string, Node>> = {
  cPrev: { at: [0, 4], text: "c₋", colour: quantity.cellState, says: "cell state of the previous time step" },
  hPrev: {
    at: [0, 0],
    text: "h₋",
    colour: quantity.hiddenState,
    says: "hidden state of the previous time step",
  },
  x: { at: [0, 1.1], text: "x", colour: quantity.input, says: "input of this time step" },
  f: { at: [2, 1.8], text: "f", colour: quantity.forgetGate, says: "forget gate, σ" },
  i: { at: [3.6, 1.8], text: "i", colour: quantity.inputGate, says: "input gate, σ" },
  g: { at: [5.4, 1.8], text: "g", colour: quantity.candidate, says: "candidate, tanh" },
  o: { at: [8.2, 1.8], text: "o", colour: quantity.outputGate, says: "output gate, σ" },
  keep: { at: [2, 4], text: "×", colour: quantity.cellState, says: "f ⊙ c₋: here the forget gate acts" },
  write: { at: [4.5, 2.9], text: "×", colour: quantity.cellState, says: "i ⊙ g: here the input gate acts" },
  sum: {
    at: [4.5, 4],
    text: "+",
    colour: quantity.cellState,
    says: "f ⊙ c₋ + i ⊙ g: the sum, which is no gate",
  },
  c: { at: [10, 4], text: "c", colour: quantity.cellState, says: "new cell state, handed on without tanh" },
  squash: {
    at: [6.5, 2.9],
    text: "tanh",
    colour: quantity.hiddenState,
    says: "tanh(c), a copy; c itself stays as it is",
  },
  show: {
    at: [8.2, 2.9],
    text: "×",
    colour: quantity.hiddenState,
    says: "o ⊙ tanh(c): here the output gate acts",
  },
  h: {
    at: [10, 2.9],
    text: "h",
    colour: quantity.hiddenState,
    says: "new hidden state; an output y is computed from it",
  },
};

const gates = ["f", "i", "g", "o"] as const;

/** x and h₋ side by side, on their way to every gate: where they meet, and the height at which they go. */
const meeting: readonly [number, number] = [1, 0.55];

interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly colour: Colour;
  readonly width: number;
}

const arrows: readonly Arrow[] = [
  { from: "cPrev", to: "keep", colour: quantity.cellState, width: 4 },
  { from: "keep", to: "sum", colour: quantity.cellState, width: 4 },
  { from: "sum", to: "c", colour: quantity.cellState, width: 4 },
  { from: "f", to: "keep", colour: quantity.forgetGate, width: 2.5 },
  { from: "i", to: "write", colour: quantity.inputGate, width: 2.5 },
  { from: "g", to: "write", colour: quantity.candidate, width: 2.5 },
  { from: "write", to: "sum", colour: quantity.cellState, width: 2.5 },
  { from: "sum", to: "squash", colour: quantity.hiddenState, width: 2.5 },
  { from: "squash", to: "show", colour: quantity.hiddenState, width: 2.5 },
  { from: "o", to: "show", colour: quantity.outputGate, width: 2.5 },
  { from: "show", to: "h", colour: quantity.hiddenState, width: 2.5 },
];

/** The LSTM as boxes and arrows. */
export function lstmDiagramFigure(): Figure {
  const all = Object.values(nodes);
  const empty = { showticklabels: false, showgrid: false, zeroline: false, fixedrange: true };
  return {
    data: [
      {
        type: "scatter",
        mode: "markers",
        x: all.map(({ at }) => at[0]),
        y: all.map(({ at }) => at[1]),
        customdata: all.map(({ says }) => says),
        marker: {
          size: all.map(({ text }) => (text === "tanh" ? 42 : 32)),
          color: all.map(({ colour }) => translucent(colour.mark, 0.2)),
          line: { width: 1.5, color: all.map(({ colour }) => colour.mark) },
        },
        hovertemplate: "%{customdata}<extra></extra>",
      },
      wireTrace(),
    ],
    layout: layoutOf(
      "One time step of an LSTM",
      { title: "from the previous time step to the next", range: [-0.6, 10.6], ...empty },
      { title: "", range: [-0.5, 4.5], ...empty },
      {
        height: 400,
        margin: { l: 8, r: 8, t: 48, b: 40 },
        showlegend: false,
        annotations: [
          ...arrows.map(arrowOf),
          ...gates.map((gate) => arrowUp(nodes[gate].at)),
          ...[nodes.x, nodes.hPrev].map(({ at }) => wireFrom(at)),
          ...all.map(({ at, text }) => ({
            x: at[0],
            y: at[1],
            text: `<b>${text}</b>`,
            showarrow: false,
            captureevents: false,
          })),
        ],
      },
    ),
    alt: "Flow of data in an LSTM. c₋ is multiplied by the forget gate f, then the product of input gate i and candidate g is added: that is the new cell state c. A copy of c passes tanh and is multiplied by the output gate o: that is the new hidden state h. All four of f, i, g, o are computed from x and h₋.",
  };
}

/** On from where x and h₋ meet, below all gates. */
function wireTrace(): object {
  const [x, y] = meeting;
  return {
    type: "scatter",
    mode: "lines",
    x: [x, nodes[gates[gates.length - 1]].at[0]],
    y: [y, y],
    line: { color: quantity.baseline.mark, width: 1.5 },
    hoverinfo: "skip",
  };
}

const inData = { xref: "x", yref: "y", axref: "x", ayref: "y", text: "" } as const;
const thin = { arrowwidth: 1.5, arrowcolor: quantity.baseline.mark } as const;

/** From a node to where x and h₋ meet, without a head. */
function wireFrom([ax, ay]: Node["at"]): object {
  const [x, y] = meeting;
  return { ...inData, ...thin, x, y, ax, ay, startstandoff: 18, arrowhead: 0 };
}

/** From the wire up to a gate. */
function arrowUp([x, y]: Node["at"]): object {
  return { ...inData, ...thin, x, y, ax: x, ay: meeting[1], standoff: 18, arrowhead: 2 };
}

function arrowOf({ from, to, colour, width }: Arrow): object {
  const [start, end] = [nodes[from].at, nodes[to].at];
  return {
    ...inData,
    x: end[0],
    y: end[1],
    ax: start[0],
    ay: start[1],
    standoff: nodes[to].text === "tanh" ? 23 : 18,
    startstandoff: nodes[from].text === "tanh" ? 23 : 18,
    arrowhead: 2,
    arrowsize: width > 3 ? 0.6 : 0.9,
    arrowwidth: width,
    arrowcolor: colour.mark,
  };
}
