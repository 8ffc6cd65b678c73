/** The picture of W2: time steps side by side, the shared weights on the left, each addend below its time step. */

import type { RnnParam } from "../../cells/rnn.ts";
import { arrow, box, boxHeight, boxWidth, pointOf } from "../drawing.ts";
import { subscript } from "../number-text.ts";
import { type Arrow, asColumn, asRows, type Box, type Moment, type Note, type Picture } from "../scene.ts";
import { bpttTimes } from "./times.ts";
import type { BpttTrace } from "./trace.ts";
import { addendBoxes, weightBox } from "./weight-boxes.ts";

const gap = { across: 44, down: 34 };
const weights: readonly RnnParam[] = ["Wx", "Wh", "b"];

/** Boxes, arrows and notes; see this file's first line. */
export function bpttPicture(trace: BpttTrace): Picture {
  const units = trace.hs[0].cols;
  const left = boxWidth(units) + gap.across;
  const pitch = Math.max(boxWidth(1), boxWidth(units, false)) + gap.across;
  const columns = columnsOf(trace, left, pitch);
  const shared = sharedOf(trace, left, pitch, columns[0].x.y + boxHeight() + 46);
  const boxes = [...columns.flatMap((column) => Object.values(column)), ...shared.boxes];
  return {
    width: left + trace.hs.length * pitch - gap.across + 4,
    height: Math.max(...boxes.map(({ y, height }) => y + height)) + 4,
    boxes,
    arrows: arrowsOf(columns),
    notes: shared.notes,
  };
}

type Column = Readonly<Record<"h" | "z" | "x", Box>> & { readonly loss?: Box };

/** Column 0 is the state before the first time step; it has an h only. */
function columnsOf(trace: BpttTrace, left: number, pitch: number): Column[] {
  const steps = trace.hs.length;
  const units = trace.hs[0].cols;
  const at = bpttTimes(steps);
  const y = { loss: 4, h: 4 + boxHeight() + gap.down, z: 0, x: 0 };
  y.z = y.h + boxHeight(units) + gap.down;
  y.x = y.z + boxHeight(units) + gap.down;
  return trace.hs.map((h, t) => {
    const [n, x] = [subscript(t + 1), left + t * pitch];
    const [forward, backward] = [at.forward(t), at.backward(t)];
    const place = { x, rows: units };
    const now = (step: number, rows: Moment["rows"]): Moment[] => (rows ? [{ step, rows }] : []);
    const loss = trace.losses[t];
    return {
      ...(loss !== undefined && {
        loss: box({
          id: `loss${t}`,
          x,
          y: y.loss,
          label: `ℓ${n}`,
          says: `loss at time step ${t + 1}`,
          quantity: "baseline",
          values: now(at.loss, [[loss]]),
          gradients: now(at.loss, [[1]]),
        }),
      }),
      h: box({
        ...place,
        id: `h${t}`,
        y: y.h,
        label: `h${n}`,
        says: `hidden state after time step ${t + 1}`,
        quantity: "hiddenState",
        values: now(forward, asColumn(h)),
        gradients: now(backward, asColumn(trace.dhs[t])),
      }),
      z: box({
        ...place,
        id: `z${t}`,
        y: y.z,
        label: `z${n}`,
        says: `sum before the tanh at time step ${t + 1}`,
        quantity: "baseline",
        values: now(forward, asColumn(trace.zs[t])),
        gradients: now(backward, asColumn(trace.dzs[t])),
      }),
      x: box({
        id: `x${t}`,
        x,
        y: y.x,
        label: `x${n}`,
        says: `input of time step ${t + 1}`,
        quantity: "input",
        values: now(0, asRows(trace.xs[t])),
        gradients: now(backward, asRows(trace.dxs[t])),
        input: { name: "x", row: t },
      }),
    };
  });
}

/** The weights with the growing sums of their gradients, the first state, and the addends below their time steps. */
function sharedOf(
  trace: BpttTrace,
  left: number,
  pitch: number,
  top: number,
): { boxes: Box[]; notes: Note[] } {
  const steps = trace.hs.length;
  const units = trace.hs[0].cols;
  const at = bpttTimes(steps);
  const boxes: Box[] = [];
  boxes.push(
    box({
      id: "h-first",
      x: 2,
      y: 4 + boxHeight() + gap.down,
      rows: units,
      label: "h₀",
      says: "hidden state before the first time step",
      quantity: "hiddenState",
      values: [{ step: 0, rows: asColumn(trace.initial) }],
      gradients: [{ step: at.backward(0), rows: asColumn(trace.dInitial) }],
      input: { name: "h0", isColumn: true },
    }),
  );
  let y = top;
  for (const name of weights) {
    boxes.push(weightBox(trace, name, y), ...addendBoxes(trace, name, { left, pitch, y }));
    y += boxHeight(trace.params[name].rows) + 10;
  }
  return {
    boxes,
    notes: [
      { id: "shared", x: 4, y: top - 14, text: "one set of weights" },
      {
        id: "addends",
        x: left + 2,
        y: top - 14,
        text: "what each time step adds to their gradient",
        quantity: "gradient",
      },
    ],
  };
}

function arrowsOf(columns: readonly Column[]): Arrow[] {
  const at = bpttTimes(columns.length);
  const firstState = { x: 2, y: columns[0].h.y, width: boxWidth(1), height: columns[0].h.height };
  return columns.flatMap(({ h, z, x, loss }, t) => {
    const [there, back] = [[at.forward(t)], [at.backward(t)]];
    const before = t === 0 ? firstState : columns[t - 1].h;
    const pair = (
      id: string,
      quantity: Arrow["quantity"],
      from_: [number, number],
      to: [number, number],
      lit = there,
      home = back,
    ) => [
      arrow({ id, quantity, from_, to, lit }),
      arrow({
        id: `${id}-back`,
        quantity: "gradient",
        isBackward: true,
        from_: beside(to, from_),
        to: beside(from_, to),
        lit: home,
        from: home[0],
      }),
    ];
    return [
      ...pair(`x${t}-z`, "input", pointOf(x, "top", 0.42), pointOf(z, "bottom", 0.42)),
      ...pair(`z${t}-h`, "hiddenState", pointOf(z, "top", 0.42), pointOf(h, "bottom", 0.42)),
      ...pair(`h${t}-z`, "hiddenState", pointOf(before, "right", 0.5), pointOf(z, "left", 0.5)),
      ...(loss
        ? pair(
            `h${t}-loss`,
            "baseline",
            pointOf(h, "top", 0.42),
            pointOf(loss, "bottom", 0.42),
            [at.loss],
            [at.loss],
          )
        : []),
    ];
  });
}

/** The same point, moved aside from the line to `other`, so that the way back lies beside the way there. */
function beside([x, y]: readonly [number, number], other: readonly [number, number]): [number, number] {
  const isUpright = Math.abs(other[0] - x) < 1;
  return isUpright ? [x + 34, y] : [x, y + 16];
}
