/** The lower part of W4's picture: how much of a gradient arrives, by the cell path, by all paths, and in a plain RNN. */

import { box, boxHeight, boxWidth } from "../drawing.ts";
import { subscript } from "../number-text.ts";
import type { Box, Note } from "../scene.ts";
import { backwardTime } from "./times.ts";
import type { LstmTrace } from "./trace.ts";

const left = 400;
const rowHeight = boxHeight() + 6;

const ways = [
  {
    key: "direct",
    label: "∏ f",
    text: "by the cell path alone: the product of f",
    says: "length of the cell path's product from the last c to c",
    quantity: "cellState",
    part: "dcPrev",
  },
  {
    key: "all",
    label: "∂c/∂c",
    text: "by all paths, through the gates too",
    says: "length of the derivative of the last c by c",
    quantity: "gradient",
    part: "dhPrev",
  },
  {
    key: "rnn",
    label: "∂h/∂h",
    text: "in a plain RNN with the weights of g",
    says: "length of the derivative of a plain RNN's last h by h",
    quantity: "baseline",
    part: "dhPrev",
  },
] as const;

/** Three rows, and a column for each time step before the last. */
export function reachBoxes({ steps, reach }: LstmTrace, top: number): Box[] {
  const pitch = boxWidth(1, false, 96) + 14;
  return ways.flatMap(({ key, label, says, quantity, part }, row) =>
    reach.slice(0, -1).map((each, t) =>
      box({
        id: `${key}-${t}`,
        x: left + t * pitch,
        y: top + row * rowHeight,
        hasGradient: false,
        labelWidth: 96,
        label: `${label}${subscript(t + 1)}`,
        says: `${says}${subscript(t + 1)}`,
        quantity,
        values: [{ step: backwardTime(steps.length, t + 1, part), rows: [[each[key]]] }],
      }),
    ),
  );
}

/** What each row is. */
export function reachNotes(top: number): Note[] {
  return ways.map(({ key, text }, row) => ({
    id: `way-${key}`,
    x: left - 12,
    y: top + row * rowHeight + boxHeight() / 2 + 6,
    text,
    align: "end",
  }));
}
