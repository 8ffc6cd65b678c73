/**
 * Where the parts of an LSTM cell stand: the cell path on top, the gates below, their weights below them.
 *
 *   c₋   f ⊙ c₋   c   tanh c   h
 *   x       (i ⊙ g)
 *   h₋   f        i   g        o
 *        weights of each gate
 */

import { boxHeight, boxWidth } from "../drawing.ts";
import type { Gate } from "./trace.ts";

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface CellLayout {
  readonly width: number;
  readonly box: { readonly width: number; readonly height: number };
  readonly places: Readonly<
    Record<"cPrev" | "kept" | "c" | "tanhC" | "h" | "x" | "hPrev" | "written" | Gate, Place>
  >;
  /** Column of each gate, from the left edge. */
  readonly gateX: Readonly<Record<Gate, number>>;
  /** Where the rows below the gates begin. */
  readonly below: number;
}

/** units: rows of a box; columnWidth: how wide the widest box of a column is. */
export function cellLayout(units: number, hasGradient: boolean, columnWidth: number): CellLayout {
  const width = boxWidth(1, hasGradient);
  const pitch = Math.max(width, columnWidth) + 40;
  const height = boxHeight(units);
  const column = (n: number): number => 2 + n * pitch;
  const middleRow = hasGradient ? 40 : 36 + height + 30;
  const [top, middle, bottom] = [4, 4 + height + 30, 4 + height + middleRow];
  return {
    width: column(4) + Math.max(width, columnWidth) + 2,
    box: { width, height },
    places: {
      cPrev: { x: column(0), y: top },
      kept: { x: column(1), y: top },
      c: { x: column(2), y: top },
      tanhC: { x: column(3), y: top },
      h: { x: column(4), y: top },
      written: { x: column(2) + pitch / 2, y: middle },
      x: { x: column(0), y: hasGradient ? bottom + height + 26 : middle },
      hPrev: { x: column(0), y: bottom },
      f: { x: column(1), y: bottom },
      i: { x: column(2), y: bottom },
      g: { x: column(3), y: bottom },
      o: { x: column(4), y: bottom },
    },
    gateX: { f: column(1), i: column(2), g: column(3), o: column(4) },
    below: bottom + height + 26,
  };
}
