/** Where the parameters of an RNN and of an LSTM stand: one block against four side by side. */

import { axisOf, type Figure, layoutOf } from "./figure.ts";
import { type Colour, model, quantity, translucent } from "./palette.ts";

interface Block {
  readonly label: string;
  readonly colour: Colour;
}

/** Blocks of weights to scale, the LSTM's four beside the RNN's one. */
export function fourLayersFigure({ input, hidden }: { input: number; hidden: number }): Figure {
  const count = hidden * (input + hidden + 1);
  const rnn = blockShapes([{ label: "h", colour: model.rnn }], { input, hidden, axes: 1 });
  const gates: Block[] = [
    { label: "i", colour: quantity.inputGate },
    { label: "f", colour: quantity.forgetGate },
    { label: "g", colour: quantity.candidate },
    { label: "o", colour: quantity.outputGate },
  ];
  const lstm = blockShapes(gates, { input, hidden, axes: 2 });
  const rows = input + hidden + 1.5;
  const vertical = { range: [rows, -1.2], showgrid: false, zeroline: false };
  const horizontal = { showgrid: false, zeroline: false, dtick: hidden };
  return {
    data: [
      { ...corner(hidden, rows), xaxis: "x", yaxis: "y" },
      { ...corner(4 * hidden, rows), xaxis: "x2", yaxis: "y2" },
    ],
    layout: layoutOf(
      `One layer against four (input ${input}, hidden ${hidden})`,
      { title: `RNN: ${count} parameters`, domain: [0, 0.17], range: [0, hidden], ...horizontal },
      { title: "row of the weight matrix", ...vertical },
      {
        height: 360,
        showlegend: false,
        xaxis2: axisOf({
          title: `LSTM: ${4 * count} parameters`,
          domain: [0.27, 1],
          range: [0, 4 * hidden],
          anchor: "y2",
          ...horizontal,
        }),
        yaxis2: axisOf({ title: "", anchor: "x2", ...vertical }),
        shapes: [...rnn.shapes, ...lstm.shapes],
        annotations: [...rnn.annotations, ...lstm.annotations],
      },
    ),
    alt: `Layout of the parameters with ${input} inputs and ${hidden} hidden units. The RNN has one block of Wx, Wh and b, ${count} numbers. The LSTM has four such blocks side by side, for i, f, g and o, ${4 * count} numbers.`,
  };
}

/** An invisible point, so that Plotly draws the axes. */
const corner = (x: number, y: number): object => ({
  type: "scatter",
  mode: "markers",
  x: [0, x],
  y: [0, y],
  marker: { opacity: 0 },
  hoverinfo: "skip",
});

function blockShapes(
  blocks: readonly Block[],
  { input, hidden, axes }: { input: number; hidden: number; axes: 1 | 2 },
): { shapes: object[]; annotations: object[] } {
  const refs = axes === 1 ? { xref: "x", yref: "y" } : { xref: "x2", yref: "y2" };
  const parts = [
    { name: "Wx", from: 0, to: input, opacity: 0.5 },
    { name: "Wh", from: input, to: input + hidden, opacity: 0.8 },
    { name: "b", from: input + hidden, to: input + hidden + 1, opacity: 0.3 },
  ];
  const shapes = blocks.flatMap(({ colour }, k) =>
    parts.map(({ from, to, opacity }) => ({
      type: "rect",
      ...refs,
      x0: k * hidden + 0.06,
      x1: (k + 1) * hidden - 0.06,
      y0: from + 0.06,
      y1: to - 0.06,
      line: { color: colour.mark, width: 1 },
      fillcolor: translucent(colour.mark, opacity),
    })),
  );
  const annotations = blocks.flatMap(({ label }, k) => [
    { ...refs, x: (k + 0.5) * hidden, y: -0.6, text: `<b>${label}</b>`, showarrow: false },
    ...parts.map(({ name, from, to }) => ({
      ...refs,
      x: (k + 0.5) * hidden,
      y: (from + to) / 2,
      text: name,
      showarrow: false,
    })),
  ]);
  return { shapes, annotations };
}
