/** The picture of W4: one cell with every gradient, and below it how much of a gradient each way lets through. */

import type { Matrix } from "../../numeric/matrix.ts";
import { box, boxHeight, boxWidth } from "../drawing.ts";
import { asRows, type Box, type Moment, type Picture } from "../scene.ts";
import { type BackwardBoxes, backwardArrows } from "./backward-arrows.ts";
import { moments, shown } from "./backward-moments.ts";
import { type CellLayout, cellLayout } from "./layout.ts";
import { reachBoxes, reachNotes } from "./reach-boxes.ts";
import { gateQuantity } from "./setup.ts";
import { backwardTime } from "./times.ts";
import { type Gate, gates, type LstmTrace } from "./trace.ts";

/** Boxes, arrows and notes; see this file's first line. */
export function lstmBackwardPicture(trace: LstmTrace): Picture {
  const units = trace.steps[0].h.cols;
  const weightWidth = boxWidth(units, true);
  const layout = cellLayout(units, true, weightWidth);
  const cell = cellBoxes(trace, layout);
  const gateRows = gateBoxes(trace, layout);
  const sums = Object.fromEntries(
    gates.map((gate) => [gate, gateRows.find(({ id }) => id === `z-${gate}`)]),
  ) as Record<Gate, Box>;
  const lowest = Math.max(...gateRows.map(({ y, height }) => y + height));
  const reach = reachBoxes(trace, lowest + 24);
  const boxes = [...Object.values(cell), ...gateRows, ...reach];
  return {
    width: Math.max(...boxes.map(({ x, width }) => x + width)) + 2,
    height: Math.max(...boxes.map(({ y, height }) => y + height)) + 2,
    boxes,
    arrows: backwardArrows(trace, cell, sums),
    notes: reachNotes(lowest + 24),
  };
}

function cellBoxes(trace: LstmTrace, { places }: CellLayout): BackwardBoxes {
  const units = trace.steps[0].h.cols;
  const last = trace.steps.length - 1;
  const make = (name: keyof BackwardBoxes): Box =>
    box({
      id: name,
      ...places[name],
      rows: name === "x" ? 1 : units,
      label: shown[name].label(last),
      says: shown[name].says,
      quantity: shown[name].quantity,
      isValve: name === "i" || name === "f" || name === "o",
      hasGradient: name !== "tanhC",
      ...moments(trace, shown[name]),
    });
  const names = Object.keys(shown) as (keyof BackwardBoxes)[];
  return Object.fromEntries(names.map((name) => [name, make(name)])) as unknown as BackwardBoxes;
}

/** Below each gate: its sum z, and its bias and recurrent weights with the growing sums of their gradients. */
function gateBoxes(trace: LstmTrace, { gateX, below }: CellLayout): Box[] {
  const { steps, back, params } = trace;
  const units = steps[0].h.cols;
  const times = steps.map((_, t) => steps.length - 1 - t);
  return gates.flatMap((gate, n) => {
    const quantity = gateQuantity[gate];
    const slice = (weights: Matrix): Matrix => weights.columns(n * units, (n + 1) * units);
    const sums = (name: "Wh" | "b"): Moment[] =>
      times.map((t) => ({
        step: backwardTime(steps.length, t, "dz"),
        rows: asRows(slice(back[t].sums[name])),
      }));
    const x = gateX[gate];
    const weightsAt = below + boxHeight(units) + 14;
    return [
      box({
        id: `z-${gate}`,
        x,
        y: below,
        rows: units,
        label: `z${gate}`,
        says: `sum before the ${shown[gate].says}'s function`,
        quantity,
        ...moments(trace, {
          ...shown[gate],
          label: () => `z${gate}`,
          value: ({ z }) => z[gate],
          gradient: ({ dz }) => dz[gate],
          part: "dz",
        }),
      }),
      box({
        id: `Wh-${gate}`,
        x,
        y: weightsAt,
        rows: units,
        columns: units,
        label: `Wh${gate}`,
        says: `Wh of the ${shown[gate].says}`,
        quantity,
        values: [{ step: 0, rows: asRows(slice(params.Wh)) }],
        gradients: sums("Wh"),
        input: { name: "Wh", column: n * units },
      }),
      box({
        id: `b-${gate}`,
        x,
        y: weightsAt + boxHeight(units) + 8,
        columns: units,
        label: `b${gate}`,
        says: `bias of the ${shown[gate].says}`,
        quantity,
        values: [{ step: 0, rows: asRows(slice(params.b)) }],
        gradients: sums("b"),
        input: { name: "b", column: n * units },
      }),
    ];
  });
}
