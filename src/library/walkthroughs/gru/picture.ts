/** The picture of W5: the two conventions beside each other, the same numbers in both but for z. */

import type { GruUpdate } from "../../cells/gru.ts";
import { box, boxHeight, boxWidth } from "../drawing.ts";
import { subscript } from "../number-text.ts";
import { type Arrow, asColumn, asRows, type Box, type Moment, type Note, type Picture } from "../scene.ts";
import { gruArrows, type GruKey as Key } from "./arrows.ts";
import { type GruPart, gruParts, gruTime } from "./times.ts";
import type { GruRun, GruStep } from "./trace.ts";

const names = {
  cho: "Cho 2014, PyTorch: z keeps the past",
  chung: "Chung 2014: z takes the candidate",
} as const;

/** Boxes, arrows and notes; see this file's first line. */
export function gruPicture(runs: Readonly<Record<GruUpdate, GruRun>>): Picture {
  const units = runs.cho.steps[0].h.cols;
  const pitch = Math.max(boxWidth(1, false), boxWidth(units, false)) + 34;
  const panelWidth = 4 * pitch + 30;
  const panels = [runs.cho, runs.chung].map((run, n) => panelOf(run, 2 + n * panelWidth, pitch));
  const lowest = Math.max(...panels.flatMap(({ boxes }) => boxes).map(({ y, height }) => y + height));
  const boxes = [...panels.flatMap((panel) => panel.boxes), ...inputBoxes(runs.cho, lowest + 34)];
  const notes: Note[] = [{ id: "inputs", x: 4, y: lowest + 26, text: "the inputs, the same for both" }];
  return {
    width: Math.max(...boxes.map(({ x, width }) => x + width)) + 2,
    height: Math.max(...boxes.map(({ y, height }) => y + height)) + 2,
    boxes,
    arrows: panels.flatMap((panel) => panel.arrows),
    notes: [...notes, ...panels.map(({ note }) => note)],
  };
}

interface Shown {
  readonly at: readonly [number, number];
  readonly quantity: Box["quantity"];
  readonly says: string;
  readonly part: GruPart | "start";
  readonly label: (t: number) => string;
}

const fixed = (text: string) => (): string => text;
const indexed =
  (letter: string, shift = 1) =>
  (t: number): string =>
    `${letter}${subscript(t + shift)}`;

/** Column and row of each box in its panel. */
function shownIn(update: GruUpdate): Readonly<Record<Key, Shown>> {
  const [keep, renew] = update === "cho" ? ["z", "1−z"] : ["1−z", "z"];
  return {
    hPrev: {
      at: [0, 0],
      quantity: "hiddenState",
      says: "hidden state of the time step before",
      part: "start",
      label: indexed("h", 0),
    },
    keep: {
      at: [1, 0],
      quantity: "updateGate",
      says: `share of the past, ${keep}`,
      part: "keep",
      label: fixed(`${keep} `),
    },
    h: { at: [3, 0], quantity: "hiddenState", says: "hidden state", part: "h", label: indexed("h") },
    x: { at: [0, 1], quantity: "input", says: "input", part: "start", label: indexed("x") },
    z: { at: [2, 1], quantity: "updateGate", says: "update gate", part: "z", label: indexed("z") },
    renew: {
      at: [3, 1],
      quantity: "updateGate",
      says: `share of the candidate, ${renew}`,
      part: "keep",
      label: fixed(`${renew} `),
    },
    r: { at: [1, 2], quantity: "resetGate", says: "reset gate", part: "r", label: indexed("r") },
    q: {
      at: [2, 2],
      quantity: "baseline",
      says: "the past as the candidate would see it",
      part: "q",
      label: indexed("q"),
    },
    n: { at: [3, 2], quantity: "gruCandidate", says: "candidate", part: "n", label: indexed("n") },
  };
}

interface Panel {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  readonly note: Note;
}

function panelOf(run: GruRun, left: number, pitch: number): Panel {
  const units = run.steps[0].h.cols;
  const rowHeight = boxHeight(units) + 40;
  const shown = shownIn(run.update);
  const make = (key: Key): Box => {
    const { at, quantity, says, part, label } = shown[key];
    return box({
      id: `${run.update}-${key}`,
      x: left + at[0] * pitch,
      y: 34 + at[1] * rowHeight,
      rows: key === "x" ? 1 : units,
      hasGradient: false,
      label: label(0),
      says: `${says}, ${run.update === "cho" ? "Cho" : "Chung"}`,
      quantity,
      isValve: key === "r" || key === "z" || key === "keep" || key === "renew",
      values: moments(run.steps, key, part, label),
    });
  };
  const cell = Object.fromEntries((Object.keys(shown) as Key[]).map((key) => [key, make(key)])) as Record<
    Key,
    Box
  >;
  const weightsAt = 34 + 3 * rowHeight - 18;
  return {
    boxes: [...Object.values(cell), ...weightBoxes(run, { left, pitch, top: weightsAt })],
    arrows: gruArrows(run, cell),
    note: { id: `${run.update}-name`, x: left + 2, y: 20, text: names[run.update] },
  };
}

function moments(
  steps: readonly GruStep[],
  key: Key,
  part: GruPart | "start",
  label: Shown["label"],
): Moment[] {
  return steps.flatMap((step, t) => {
    const start = gruTime(t, "r");
    const now = part === "start" ? start : gruTime(t, part);
    const cleared = now > start ? [{ step: start, label: label(t) }] : [];
    return [...cleared, { step: now, rows: asColumn(step[key]), label: label(t) }];
  });
}

const gateNames = [
  { gate: "r", quantity: "resetGate", part: "r" },
  { gate: "z", quantity: "updateGate", part: "z" },
  { gate: "n", quantity: "gruCandidate", part: "n" },
] as const;

/** Only Cho's weights can be changed: Chung's follow from them. */
function weightBoxes(
  { params, steps, update }: GruRun,
  { left, pitch, top }: { left: number; pitch: number; top: number },
): Box[] {
  const units = steps[0].h.cols;
  let y = top;
  return (["Wx", "Wh", "b"] as const).flatMap((name) => {
    const row = y;
    y += boxHeight(params[name].rows) + 6;
    return gateNames.map(({ gate, quantity, part }, n) =>
      box({
        id: `${update}-${name}${gate}`,
        x: left + (n + 1) * pitch,
        y: row,
        rows: params[name].rows,
        columns: units,
        hasGradient: false,
        label: `${name}${gate}`,
        says: `${name} of ${gate}, ${update === "cho" ? "Cho" : "Chung"}`,
        quantity,
        values: [{ step: 0, rows: asRows(params[name].columns(n * units, (n + 1) * units)) }],
        lit: steps.map((_, t) => gruTime(t, part)),
        ...(update === "cho" && { input: { name, column: n * units } }),
      }),
    );
  });
}

function inputBoxes({ steps }: GruRun, y: number): Box[] {
  return steps.map(({ x }, t) =>
    box({
      id: `x${t}`,
      x: 2 + t * (boxWidth(1, false) + 12),
      y,
      hasGradient: false,
      label: `x${subscript(t + 1)}`,
      says: `input of time step ${t + 1}`,
      quantity: "input",
      values: [{ step: 0, rows: asRows(x) }],
      lit: gruParts.map((part) => gruTime(t, part)),
      input: { name: "x", row: t },
    }),
  );
}
