/** The picture of W8: layers from bottom to top, time from left to right, each place as strong as its gradient. */

import { arrow, box, boxHeight, boxWidth, pointOf } from "../drawing.ts";
import { subscript } from "../number-text.ts";
import type { Arrow, Box, Note, Picture } from "../scene.ts";
import type { GridTrace } from "./trace.ts";

/** The step of the walk at which a layer (of `layers`) is reached: the top one after one look at the whole. */
export const gridTime = (layers: number, layer: number): number => layers - layer;

const labelWidth = 14;
const pitch = { x: boxWidth(1, false, labelWidth) + 26, y: boxHeight() + 30 };
const left = 110;

/** Boxes, arrows and notes; see this file's first line. */
export function gridPicture(
  trace: GridTrace,
  isResidual: boolean,
  given: { readonly xs: readonly number[]; readonly gain: number },
): Picture {
  const { lengths } = isResidual ? trace.residual : trace.plain;
  const [layers, steps] = [lengths.length, lengths[0].length];
  const y = (layer: number): number => 34 + (layers - 1 - layer) * pitch.y;
  const cells = lengths.map((row, layer) =>
    row.map((length, t) =>
      box({
        id: `layer${layer}-t${t}`,
        x: left + t * pitch.x,
        y: y(layer),
        hasGradient: false,
        labelWidth,
        label: "",
        says: `length of the gradient at layer ${layer + 1}, time step ${t + 1}`,
        quantity: "gradient",
        values: [{ step: gridTime(layers, layer), rows: [[length]] }],
        heat: strength(length),
      }),
    ),
  );
  const sums = sumBoxes(trace, left + steps * pitch.x + 30, y);
  const inputs = inputBoxes(given.xs, layers);
  const boxes = [
    ...cells.flat(),
    ...sums,
    ...inputs,
    gainBox(given.gain, layers, left + steps * pitch.x + 30),
  ];
  return {
    width: Math.max(...boxes.map((each) => each.x + each.width)) + 2,
    height: Math.max(...boxes.map((each) => each.y + each.height)) + 2,
    boxes,
    arrows: arrowsOf(cells, isResidual),
    notes: notesOf(layers, steps, y),
  };
}

/** From a millionth (0) to 1 and above (1), by powers of ten. */
function strength(length: number): number {
  return Math.min(1, Math.max(0, 1 + Math.log10(Math.max(length, 1e-12)) / 6));
}

/** Beside each layer its gradient over all time steps, without and with residual connections. */
function sumBoxes({ plain, residual }: GridTrace, x: number, y: (layer: number) => number): Box[] {
  const layers = plain.layerLengths.length;
  const ways = [
    { name: "plain", run: plain },
    { name: "residual", run: residual },
  ];
  return ways.flatMap(({ name, run }, column) =>
    run.layerLengths.map((length, layer) =>
      box({
        id: `${name}-${layer}`,
        x: x + column * (pitch.x + 10),
        y: y(layer),
        hasGradient: false,
        labelWidth,
        label: "",
        says: `length of the gradient at layer ${layer + 1} over all time steps, ${name}`,
        quantity: column === 0 ? "baseline" : "cellState",
        values: [{ step: gridTime(layers, layer), rows: [[length]] }],
      }),
    ),
  );
}

function inputBoxes(xs: readonly number[], layers: number): Box[] {
  return xs.map((value, t) =>
    box({
      id: `x${t}`,
      x: left + t * pitch.x - 10,
      y: 34 + layers * pitch.y + 12,
      hasGradient: false,
      labelWidth: 34,
      label: `x${subscript(t + 1)}`,
      says: `input of time step ${t + 1}`,
      quantity: "input",
      values: [{ step: 0, rows: [[value]] }],
      input: { name: "x", row: t },
      lit: [0, layers + 1],
    }),
  );
}

function gainBox(gain: number, layers: number, x: number): Box {
  return box({
    id: "gain",
    x,
    y: 34 + layers * pitch.y + 12,
    hasGradient: false,
    labelWidth: 70,
    label: "gain",
    says: "factor of all first weights",
    quantity: "candidate",
    values: [{ step: 0, rows: [[gain]] }],
    input: { name: "gain" },
  });
}

/** Back in time along a layer, down from layer to layer, and beside the layers where they are jumped over. */
function arrowsOf(cells: readonly (readonly Box[])[], isResidual: boolean): Arrow[] {
  const layers = cells.length;
  const common = { quantity: "gradient", isBackward: true } as const;
  return cells.flatMap((row, layer) => {
    const lit = [gridTime(layers, layer)];
    return row.flatMap((cell, t) => [
      ...(t > 0
        ? [
            arrow({
              ...common,
              id: `back${layer}-${t}`,
              from_: pointOf(cell, "left"),
              to: pointOf(row[t - 1], "right"),
              lit,
            }),
          ]
        : []),
      ...(layer > 0
        ? [
            arrow({
              ...common,
              id: `down${layer}-${t}`,
              from_: pointOf(cell, "bottom"),
              to: pointOf(cells[layer - 1][t], "top"),
              lit: [lit[0] + 1],
            }),
          ]
        : []),
      ...(layer > 0 && isResidual
        ? [
            arrow({
              id: `jump${layer}-${t}`,
              quantity: "cellState",
              isBackward: true,
              from_: pointOf(cell, "bottom", 0.88),
              to: pointOf(cells[layer - 1][t], "top", 0.88),
              lit: [lit[0] + 1],
            }),
          ]
        : []),
    ]);
  });
}

function notesOf(layers: number, steps: number, y: (layer: number) => number): Note[] {
  const names = Array.from({ length: layers }, (_, layer) => ({
    id: `layer${layer}`,
    x: left - 14,
    y: y(layer) + boxHeight() / 2 + 6,
    text: `layer ${layer + 1}`,
    align: "end" as const,
  }));
  const x = left + steps * pitch.x + 30;
  return [
    ...names,
    {
      id: "time",
      x: left,
      y: 20,
      text: "length of ∂L/∂h, at each layer and time step",
      quantity: "gradient",
    },
    { id: "plain", x, y: 20, text: "plain" },
    { id: "residual", x: x + pitch.x + 10, y: 20, text: "residual", quantity: "cellState" },
  ];
}
