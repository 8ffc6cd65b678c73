/** The arrows of W4: the direct path in the colour of the cell state, the paths through the gates in that of gradients. */

import { arrow, pointOf } from "../drawing.ts";
import type { Arrow, Box } from "../scene.ts";
import { type BackPart, backwardTime } from "./times.ts";
import { type Gate, gates, type LstmBackStep, type LstmTrace } from "./trace.ts";

export type BackwardBoxes = Readonly<Record<"x" | "hPrev" | "cPrev" | "c" | "tanhC" | "h" | Gate, Box>>;

/** sums: the box of each gate's sum z. */
export function backwardArrows(
  trace: LstmTrace,
  cell: BackwardBoxes,
  sums: Readonly<Record<Gate, Box>>,
): Arrow[] {
  const { h, o, c, tanhC, cPrev } = cell;
  type Plan = [string, Arrow["points"][0], Arrow["points"][0], BackPart, (back: LstmBackStep) => number];
  const plans: Plan[] = [
    ["h-o", pointOf(h, "bottom"), pointOf(o, "top"), "dO", ({ dO }) => dO.norm()],
    ["h-tanh", pointOf(h, "left"), pointOf(tanhC, "right"), "dc", ({ dh }) => dh.norm()],
    ["tanh-c", pointOf(tanhC, "left"), pointOf(c, "right"), "dc", ({ dc }) => dc.norm()],
    ["c-f", pointOf(c, "left", 0.8), pointOf(cell.f, "top", 0.75), "df", ({ df }) => df.norm()],
    ["c-i", pointOf(c, "bottom"), pointOf(cell.i, "top"), "di", ({ di }) => di.norm()],
    ["c-g", pointOf(c, "right", 0.9), pointOf(cell.g, "top", 0.3), "dg", ({ dg }) => dg.norm()],
    [
      "direct",
      pointOf(c, "left", 0.3),
      pointOf(cPrev, "right", 0.3),
      "dcPrev",
      ({ dcPrev }) => dcPrev.norm(),
    ],
    ...gates.map((gate): Plan => {
      const ends = [pointOf(cell[gate], "bottom"), pointOf(sums[gate], "top")] as const;
      return [`slope-${gate}`, ...ends, "dz", ({ dz }) => dz[gate].norm()];
    }),
  ];
  return [
    ...plans.map(([id, from_, to, part, length]) => {
      const quantity = id === "direct" ? "cellState" : "gradient";
      return arrow({ id, quantity, from_, to, isBackward: true, from: 1, ...flow(trace, part, length) });
    }),
    ...gates.map((gate) => toPast(trace, cell, sums, gate)),
  ];
}

/** From a gate's sum through its weights to h₋. */
function toPast(
  trace: LstmTrace,
  { hPrev }: BackwardBoxes,
  sums: Readonly<Record<Gate, Box>>,
  gate: Gate,
): Arrow {
  const start = pointOf(sums[gate], "bottom");
  const end = pointOf(hPrev, "right");
  const [floor, across] = [start[1] + 7, end[0] + 20];
  return {
    id: `past-${gate}`,
    quantity: "gradient",
    isBackward: true,
    from: 1,
    points: [start, [start[0], floor], [across, floor], [across, end[1]], end],
    ...flow(trace, "dhPrev", ({ dz }) => dz[gate].norm()),
  };
}

/** When something flows, and how wide. */
function flow(
  { steps, back }: LstmTrace,
  part: BackPart,
  length: (back: LstmBackStep) => number,
): { lit: number[]; widths: NonNullable<Arrow["widths"]> } {
  const at = (t: number): number => backwardTime(steps.length, t, part);
  const widths = back.map((each, t) => ({ step: at(t), width: widthOf(length(each)) })).reverse();
  return { lit: steps.map((_, t) => at(t)), widths };
}

/** Two units wider for each power of ten: 1.5 for a gradient of 0.003, 6.5 for 1, 12 at most. */
function widthOf(gradient: number): number {
  const power = Math.log10(Math.max(gradient, 1e-12));
  return Math.min(12, Math.max(1.5, 6.5 + 2 * power));
}
