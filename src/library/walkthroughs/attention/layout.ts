/** Sizes that both sides of W7 share. */

import { type BoxPlan, boxWidth } from "../drawing.ts";

const labelWidth = 8;

/** Width of a box, and the way from one to the next. */
export const width: number = boxWidth(1, false, labelWidth);
export const pitch: number = width + 10;

/** A box without a name and without a gradient. */
export const plain = (
  x: number,
  y: number,
): Pick<BoxPlan, "x" | "y" | "hasGradient" | "labelWidth" | "label"> => ({
  x,
  y,
  hasGradient: false,
  labelWidth,
  label: "",
});
