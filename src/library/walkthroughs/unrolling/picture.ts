/** The picture of W1: the loop on the left, its copies on the right, the shared weights above them. */

import { arrow, box, boxHeight, boxWidth, pointOf } from "../drawing.ts";
import { subscript } from "../number-text.ts";
import { type Arrow, asColumn, asRows, type Box, type Picture } from "../scene.ts";
import type { UnrollingTrace } from "./trace.ts";

const weights = ["Wx", "Wh", "b"] as const;
const copiesAt = 330;

/** Boxes, arrows and notes; see this file's first line. */
export function unrollingPicture(trace: UnrollingTrace): Picture {
  const units = trace.states[0].cols;
  const shared = weightBoxes(trace);
  const top = boxHeight(Math.max(units, 1)) + 118;
  const pitch = boxWidth(1, false) + 62;
  const loop = loopBoxes(trace, top);
  const states = trace.states.map((h, t) =>
    box({
      id: `h${t}`,
      x: copiesAt + t * pitch,
      y: top,
      rows: units,
      hasGradient: false,
      label: `h${subscript(t)}`,
      says: t === 0 ? "hidden state before the first time step" : `hidden state after time step ${t}`,
      quantity: "hiddenState",
      values: [{ step: t, rows: asColumn(h) }],
      ...(t === 0 && { input: { name: "h0", isColumn: true } }),
    }),
  );
  const xs = trace.xs.map((x, t) =>
    box({
      id: `x${t}`,
      x: copiesAt + (t + 1) * pitch,
      y: top + boxHeight(units) + 60,
      hasGradient: false,
      label: `x${subscript(t + 1)}`,
      says: `input of time step ${t + 1}`,
      quantity: "input",
      values: [{ step: 0, rows: asRows(x) }],
      input: { name: "x", row: t },
    }),
  );
  const boxes = [...shared, ...loop, ...states, ...xs];
  return {
    width: Math.max(...boxes.map(({ x, width }) => x + width)) + 2,
    height: Math.max(...boxes.map(({ y, height }) => y + height)) + 4,
    boxes,
    arrows: [...loopArrows(loop, trace.xs.length), ...copyArrows(shared, states, xs)],
    notes: [
      { id: "shared", x: copiesAt + 2, y: 16, text: "one set of weights, used by every copy" },
      { id: "loop", x: 42, y: 16, text: "the loop" },
    ],
  };
}

function weightBoxes({ params, xs }: UnrollingTrace): Box[] {
  let x = copiesAt;
  return weights.map((name) => {
    const { rows, cols } = params[name];
    const made = box({
      id: name,
      x,
      y: 26,
      rows,
      columns: cols,
      hasGradient: false,
      label: name,
      says: `${name}, shared by all copies`,
      quantity: "candidate",
      values: [{ step: 0, rows: asRows(params[name]) }],
      lit: [0, ...xs.map((_, t) => t + 1), xs.length + 1],
      input: { name },
    });
    x += made.width + 20;
    return made;
  });
}

/** The loop's cell: what it holds now. */
function loopBoxes({ states, xs }: UnrollingTrace, top: number): [Box, Box] {
  const units = states[0].cols;
  const place = { x: 60, hasGradient: false };
  return [
    box({
      ...place,
      id: "loop-h",
      y: top,
      rows: units,
      label: "h",
      says: "hidden state in the loop",
      quantity: "hiddenState",
      values: states.map((h, t) => ({ step: t, rows: asColumn(h) })),
    }),
    box({
      ...place,
      id: "loop-x",
      y: top + boxHeight(units) + 60,
      label: "x",
      says: "input of the loop",
      quantity: "input",
      values: xs.map((x, t) => ({ step: t + 1, rows: asRows(x) })),
    }),
  ];
}

function loopArrows([h, x]: readonly [Box, Box], steps: number): Arrow[] {
  const [right, left] = [pointOf(h, "right"), pointOf(h, "left")];
  const over = h.y - 30;
  const around: Arrow["points"] = [
    right,
    [right[0] + 30, right[1]],
    [right[0] + 30, over],
    [left[0] - 40, over],
    [left[0] - 40, left[1]],
    left,
  ];
  const lit = Array.from({ length: steps + 1 }, (_, t) => t);
  return [
    { id: "loop-around", points: around, quantity: "hiddenState", isBackward: false, lit },
    arrow({
      id: "loop-in",
      quantity: "input",
      from_: pointOf(x, "top"),
      to: pointOf(h, "bottom"),
      lit: lit.slice(1),
    }),
  ];
}

function copyArrows(shared: readonly Box[], states: readonly Box[], xs: readonly Box[]): Arrow[] {
  const from = pointOf(shared[1], "bottom");
  const all = states.length;
  return xs.flatMap((x, t) => [
    arrow({
      id: `h${t}-h`,
      quantity: "hiddenState",
      from_: pointOf(states[t], "right"),
      to: pointOf(states[t + 1], "left"),
      lit: [t + 1],
    }),
    arrow({
      id: `x${t}-h`,
      quantity: "input",
      from_: pointOf(x, "top"),
      to: pointOf(states[t + 1], "bottom"),
      lit: [t + 1],
    }),
    arrow({
      id: `w${t}`,
      quantity: "candidate",
      from_: from,
      to: pointOf(states[t + 1], "top"),
      lit: [t + 1, all],
    }),
  ]);
}
