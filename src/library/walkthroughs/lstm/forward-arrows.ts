/** The arrows of W3. Where a gate acts, the arrow is as wide as the gate is open. */

import { arrow, pointOf } from "../drawing.ts";
import type { Arrow, Box } from "../scene.ts";
import { gateQuantity } from "./setup.ts";
import { type ForwardPart, forwardTime } from "./times.ts";
import { type Gate, gates, type LstmForwardTrace } from "./trace.ts";

export type ForwardBoxes = Readonly<
  Record<"x" | "hPrev" | "cPrev" | "kept" | "written" | "c" | "tanhC" | "h" | Gate, Box>
>;

export function forwardArrows({ steps }: LstmForwardTrace, cell: ForwardBoxes): Arrow[] {
  const at = (part: ForwardPart): number[] => steps.map((_, t) => forwardTime(t, part));
  const open = (gate: Gate, part: ForwardPart): NonNullable<Arrow["widths"]> =>
    steps.map((step, t) => ({
      step: forwardTime(t, part),
      width: 1.5 + 6 * (step[gate].sum() / step[gate].cols),
    }));
  const { cPrev, kept, written, c, tanhC, h } = cell;
  type Plan = [string, Arrow["quantity"], Arrow["points"][0], Arrow["points"][0], ForwardPart, Gate?];
  const plans: Plan[] = [
    ["keep", "cellState", pointOf(cPrev, "right"), pointOf(kept, "left"), "c", "f"],
    ["f-keep", "forgetGate", pointOf(cell.f, "top"), pointOf(kept, "bottom"), "c"],
    ["keep-c", "cellState", pointOf(kept, "right"), pointOf(c, "left"), "c"],
    ["i-write", "inputGate", pointOf(cell.i, "top"), pointOf(written, "bottom", 0.25), "c"],
    ["g-write", "candidate", pointOf(cell.g, "top"), pointOf(written, "bottom", 0.75), "c", "i"],
    ["write-c", "cellState", pointOf(written, "top", 0.2), pointOf(c, "bottom", 0.75), "c"],
    ["c-tanh", "cellState", pointOf(c, "right"), pointOf(tanhC, "left"), "tanhC"],
    ["tanh-h", "hiddenState", pointOf(tanhC, "right"), pointOf(h, "left"), "h", "o"],
    ["o-h", "outputGate", pointOf(cell.o, "top"), pointOf(h, "bottom"), "h"],
  ];
  return [
    ...intoGates(cell, at),
    ...plans.map(([id, quantity, from_, to, part, gate]) =>
      arrow({ id, quantity, from_, to, lit: at(part), ...(gate && { widths: open(gate, part) }) }),
    ),
  ];
}

/** x and h₋ go down one line to all gates. */
function intoGates(cell: ForwardBoxes, at: (part: ForwardPart) => number[]): Arrow[] {
  const { x, hPrev } = cell;
  const across = x.x + x.width + 20;
  const floor = hPrev.y + hPrev.height + 13;
  const [start, side] = [pointOf(x, "right"), pointOf(hPrev, "right")];
  const toGate = (gate: Gate): Arrow => {
    const end = pointOf(cell[gate], "bottom");
    const points: Arrow["points"] = [start, [across, start[1]], [across, floor], [end[0], floor], end];
    return { id: `into-${gate}`, quantity: gateQuantity[gate], isBackward: false, points, lit: at(gate) };
  };
  return [
    ...gates.map(toGate),
    arrow({
      id: "h-into",
      quantity: "hiddenState",
      from_: side,
      to: [across, side[1]],
      lit: gates.flatMap(at),
    }),
  ];
}
