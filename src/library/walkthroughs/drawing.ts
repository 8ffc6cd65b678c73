/** Places boxes and arrows in a picture. */

import type { Arrow, Box, Moment } from "./scene.ts";

/** Height of a line of numbers, width of a number, room of a label, and the rim of a box. */
export const line = { height: 32, number: 84, label: 52, rim: 6 } as const;

/** A box without its size, which follows from its numbers. */
export interface BoxPlan
  extends Pick<Box, "id" | "x" | "y" | "label" | "says" | "quantity" | "input" | "isValve" | "heat"> {
  readonly rows?: number;
  readonly columns?: number;
  readonly hasGradient?: boolean;
  /** Room for the label; 52 unless given. */
  readonly labelWidth?: number;
  readonly values?: readonly Moment[];
  readonly gradients?: readonly Moment[];
  readonly lit?: readonly number[];
}

/** A box as large as its numbers. */
export function box(plan: BoxPlan): Box {
  const { rows = 1, columns = 1, hasGradient = true, labelWidth = line.label, ...rest } = plan;
  return {
    values: [],
    gradients: [],
    lit: [],
    ...rest,
    columns,
    hasGradient,
    width: boxWidth(columns, hasGradient, labelWidth),
    height: boxHeight(rows),
  };
}

/** Width of a box whose numbers stand in so many columns. */
export const boxWidth = (columns = 1, hasGradient = true, labelWidth: number = line.label): number =>
  labelWidth + columns * line.number * (hasGradient ? 2 : 1) + line.rim;

/** Height of a box with so many rows of numbers. */
export const boxHeight = (rows = 1): number => rows * line.height + 2 * line.rim;

type Side = "left" | "right" | "top" | "bottom";

/** A point on the rim of a box; `along` says how far along the side, 0.5 in its middle. */
export function pointOf(
  { x, y, width, height }: Pick<Box, "x" | "y" | "width" | "height">,
  side: Side,
  along = 0.5,
): [number, number] {
  if (side === "left") return [x, y + along * height];
  if (side === "right") return [x + width, y + along * height];
  return [x + along * width, side === "top" ? y : y + height];
}

/** What leads from one box to another. */
export interface ArrowPlan extends Omit<Arrow, "points" | "isBackward"> {
  readonly from_: readonly [number, number];
  readonly to: readonly [number, number];
  readonly isBackward?: boolean;
}

/** A straight arrow between two points. */
export function arrow({ from_, to, isBackward = false, ...rest }: ArrowPlan): Arrow {
  return { ...rest, isBackward, points: [from_, to] };
}
