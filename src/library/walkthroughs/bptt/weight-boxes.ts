/** The lower part of W2's picture: each weight with the growing sum of its gradient, and each time step's addend. */

import type { RnnParam } from "../../cells/rnn.ts";
import { box } from "../drawing.ts";
import { asRows, type Box } from "../scene.ts";
import { bpttTimes } from "./times.ts";
import type { BpttTrace } from "./trace.ts";

/** A weight that all time steps share. */
export function weightBox({ params, sums }: BpttTrace, name: RnnParam, y: number): Box {
  const at = bpttTimes(sums.length);
  return box({
    id: name,
    x: 2,
    y,
    rows: params[name].rows,
    columns: params[name].cols,
    label: name,
    says: `${name}, shared by all time steps`,
    quantity: "candidate",
    values: [{ step: 0, rows: asRows(params[name]) }],
    gradients: sums.map((sum, t) => ({ step: at.backward(t), rows: asRows(sum[name]) })).reverse(),
    lit: [at.sum],
    input: { name },
  });
}

/** What each time step adds, below it. */
export function addendBoxes(
  { addends }: BpttTrace,
  name: RnnParam,
  { left, pitch, y }: { left: number; pitch: number; y: number },
): Box[] {
  const at = bpttTimes(addends.length);
  return addends.map((addend, t) =>
    box({
      id: `${name}-${t}`,
      x: left + t * pitch,
      y,
      rows: addend[name].rows,
      columns: addend[name].cols,
      hasGradient: false,
      label: "+",
      says: `what time step ${t + 1} adds to the gradient of ${name}`,
      quantity: "gradient",
      values: [{ step: at.backward(t), rows: asRows(addend[name]) }],
      lit: [at.sum],
    }),
  );
}
