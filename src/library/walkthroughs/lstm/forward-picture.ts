/** The picture of W3: one large cell that the time steps pass through, and the tape that they leave on its right. */

import { box, boxHeight, boxWidth } from "../drawing.ts";
import { subscript } from "../number-text.ts";
import { asColumn, asRows, type Box, type Moment, type Note, type Picture } from "../scene.ts";
import { type ForwardBoxes, forwardArrows } from "./forward-arrows.ts";
import { type CellLayout, cellLayout } from "./layout.ts";
import { gateQuantity } from "./setup.ts";
import { type ForwardPart, forwardParts, forwardTime } from "./times.ts";
import { gates, type LstmForwardTrace, type LstmStep } from "./trace.ts";

/** Boxes, arrows and notes; see this file's first line. */
export function lstmForwardPicture(trace: LstmForwardTrace): Picture {
  const units = trace.steps[0].h.cols;
  const layout = cellLayout(units, false, boxWidth(units, false));
  const tapeAt = layout.width + 50;
  const cell = cellBoxes(trace, layout);
  const boxes = [...Object.values(cell), ...weightBoxes(trace, layout), ...tapeBoxes(trace, tapeAt)];
  return {
    width: Math.max(...boxes.map(({ x, width }) => x + width)) + 2,
    height: Math.max(...boxes.map(({ y, height }) => y + height)) + 2,
    boxes,
    arrows: forwardArrows(trace, cell),
    notes: tapeNotes(tapeAt),
  };
}

const says = {
  x: "input",
  hPrev: "hidden state of the time step before",
  cPrev: "cell state of the time step before",
  kept: "what the forget gate keeps, f ⊙ c₋",
  written: "what the input gate writes, i ⊙ g",
  c: "cell state",
  tanhC: "tanh of the cell state",
  h: "hidden state",
  i: "input gate",
  f: "forget gate",
  g: "candidate",
  o: "output gate",
} as const;

function cellBoxes({ steps }: LstmForwardTrace, { places }: CellLayout): ForwardBoxes {
  const units = steps[0].h.cols;
  const make = (
    name: keyof ForwardBoxes,
    quantity: Box["quantity"],
    part: ForwardPart | "start",
    label: (t: number) => string,
    rows = (step: LstmStep) => asColumn(step[name]),
  ): Box =>
    box({
      id: name,
      ...places[name],
      rows: name === "x" ? 1 : units,
      hasGradient: false,
      label: label(0),
      says: says[name],
      quantity,
      isValve: name === "i" || name === "f" || name === "o",
      values: steps.flatMap((step, t): Moment[] => {
        const [start, now] = [
          forwardTime(t, "f"),
          part === "start" ? forwardTime(t, "f") : forwardTime(t, part),
        ];
        const cleared = now > start ? [{ step: start, label: label(t) }] : [];
        return [...cleared, { step: now, rows: rows(step), label: label(t) }];
      }),
    });
  const indexed =
    (letter: string, shift = 1) =>
    (t: number) =>
      `${letter}${subscript(t + shift)}`;
  return {
    x: make("x", "input", "start", indexed("x")),
    hPrev: make("hPrev", "hiddenState", "start", indexed("h", 0)),
    cPrev: make("cPrev", "cellState", "start", indexed("c", 0)),
    f: make("f", "forgetGate", "f", indexed("f")),
    i: make("i", "inputGate", "i", indexed("i")),
    g: make("g", "candidate", "g", indexed("g")),
    o: make("o", "outputGate", "o", indexed("o")),
    kept: make("kept", "cellState", "c", () => "f⊙c₋"),
    written: make("written", "cellState", "c", () => "i⊙g"),
    c: make("c", "cellState", "c", indexed("c")),
    tanhC: make("tanhC", "hiddenState", "tanhC", () => "tanh"),
    h: make("h", "hiddenState", "h", indexed("h")),
  };
}

/** The weights of each gate, below it; lit when the gate is computed. */
function weightBoxes({ params, steps }: LstmForwardTrace, { gateX, below }: CellLayout): Box[] {
  const units = steps[0].h.cols;
  let y = below;
  return (["Wx", "Wh", "b"] as const).flatMap((name) => {
    const { rows } = params[name];
    const row = y;
    y += boxHeight(rows) + 8;
    return gates.map((gate, n) =>
      box({
        id: `${name}-${gate}`,
        x: gateX[gate],
        y: row,
        rows,
        columns: units,
        hasGradient: false,
        label: `${name}${gate}`,
        says: `${name} of the ${says[gate]}`,
        quantity: gateQuantity[gate],
        values: [{ step: 0, rows: asRows(params[name].columns(n * units, (n + 1) * units)) }],
        lit: steps.map((_, t) => forwardTime(t, gate)),
        input: { name, column: n * units },
      }),
    );
  });
}

/** Per time step: x, c and h, as they were. The x can be changed. */
function tapeBoxes({ steps }: LstmForwardTrace, left: number): Box[] {
  const units = steps[0].h.cols;
  const width = boxWidth(1, false) + 12;
  return steps.flatMap((step, t) => {
    const y = 34 + t * (boxHeight(units) + 10);
    const place = (n: number) => ({ x: left + n * width, y, hasGradient: false });
    const n = subscript(t + 1);
    return [
      box({
        ...place(0),
        id: `tape-x${t}`,
        label: `x${n}`,
        says: `input of time step ${t + 1}`,
        quantity: "input",
        values: [{ step: 0, rows: asRows(step.x) }],
        lit: forwardParts.map((part) => forwardTime(t, part)),
        input: { name: "x", row: t },
      }),
      box({
        ...place(1),
        id: `tape-c${t}`,
        rows: units,
        label: `c${n}`,
        says: `cell state after time step ${t + 1}`,
        quantity: "cellState",
        values: [{ step: forwardTime(t, "c"), rows: asColumn(step.c) }],
      }),
      box({
        ...place(2),
        id: `tape-h${t}`,
        rows: units,
        label: `h${n}`,
        says: `hidden state after time step ${t + 1}`,
        quantity: "hiddenState",
        values: [{ step: forwardTime(t, "h"), rows: asColumn(step.h) }],
      }),
    ];
  });
}

const tapeNotes = (left: number): Note[] => [
  { id: "tape", x: left + 2, y: 20, text: "time step by time step" },
];
