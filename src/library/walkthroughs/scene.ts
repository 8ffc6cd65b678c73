/**
 * The picture of a walkthrough, and what of it is seen at a step.
 *
 * Every box and arrow is listed once with its place and with the moments at which its numbers change. So the whole
 * walk is one small list, and the scene of any step follows from it, forwards and backwards alike.
 * Lengths are in the picture's own units; a line of numbers is about 24 of them high.
 */

import type { Quantity } from "../figures/palette.ts";
import type { Matrix } from "../numeric/matrix.ts";

/** Numbers as they stand in a box: rows of columns. */
export type Rows = readonly (readonly number[])[];

/** From this step on (steps count from 0) a box shows these numbers; without `rows` it is empty again. */
export interface Moment {
  readonly step: number;
  readonly rows?: Rows;
  /** From this step on the box is called so. */
  readonly label?: string;
  /** Words in place of numbers, such as a token. */
  readonly word?: string;
  /** The value is a mistake. */
  readonly wrong?: boolean;
}

/** A quantity with its forward value and, beside it, its gradient. */
export interface Box {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly label: string;
  /** What it is, in words: "hidden state after time step 2". */
  readonly says: string;
  readonly quantity: Quantity;
  /** Columns that its numbers take, and whether gradients stand beside them. */
  readonly columns: number;
  readonly hasGradient: boolean;
  readonly values: readonly Moment[];
  readonly gradients: readonly Moment[];
  /** Steps at which it is lit although no number of it is new. */
  readonly lit: readonly number[];
  /** The numbers are gates: each is painted as far as it is open. */
  readonly isValve?: boolean;
  /** A place on a map: painted as strong as this says, from 0 to 1, once its number is there. */
  readonly heat?: number;
  /** Which numbers of the setup it shows; they can be changed in it. */
  readonly input?: BoxInput;
}

/** Numbers of the setup in a box: from that row and column on; a row may stand as a column. */
export interface BoxInput {
  readonly name: string;
  readonly row?: number;
  readonly column?: number;
  readonly isColumn?: boolean;
}

/** From one point to another, by way of others. */
export interface Arrow {
  readonly id: string;
  readonly points: readonly (readonly [number, number])[];
  readonly quantity: Quantity;
  /** Gradients flow along it. */
  readonly isBackward: boolean;
  /** Steps at which something flows. */
  readonly lit: readonly number[];
  /** First step at which it is there; 0 unless given. */
  readonly from?: number;
  /** How wide from a step on; 2.5 unless given. */
  readonly widths?: readonly { readonly step: number; readonly width: number }[];
}

/** A word or a line in the picture. */
export interface Note {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly quantity?: Quantity;
  readonly align?: "start" | "middle" | "end";
  /** First and last step at which it is there. */
  readonly from?: number;
  readonly until?: number;
}

/** All that is ever in the picture. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  readonly notes: readonly Note[];
}

/** A box at one step. */
export interface ShownBox extends Box {
  readonly state: "waiting" | "known" | "now";
  readonly value?: Moment;
  readonly gradient?: Moment;
  /** Which of the two is new at this step. */
  readonly hasNewValue: boolean;
  readonly hasNewGradient: boolean;
}

/** An arrow at one step. */
export interface ShownArrow extends Arrow {
  readonly state: "waiting" | "known" | "now";
  readonly strokeWidth: number;
}

/** What is seen at one step. */
export interface Scene {
  readonly boxes: readonly ShownBox[];
  readonly arrows: readonly ShownArrow[];
  readonly notes: readonly Note[];
}

const usualWidth = 2.5;

/** The scene of a step; steps count from 0. */
export function sceneAt({ boxes, arrows, notes }: Picture, step: number): Scene {
  return {
    boxes: boxes.map((box) => shownBox(box, step)),
    arrows: arrows.filter(({ from = 0 }) => from <= step).map((arrow) => shownArrow(arrow, step)),
    notes: notes.filter(({ from = 0, until = Infinity }) => from <= step && step <= until),
  };
}

function shownBox(box: Box, step: number): ShownBox {
  const value = latest(box.values, step);
  const gradient = latest(box.gradients, step);
  const label =
    latest(
      box.values.filter((moment) => moment.label),
      step,
    )?.label ?? box.label;
  const hasNewValue = isFilled(value) && value?.step === step && !isFixed(box, value);
  const hasNewGradient = isFilled(gradient) && gradient?.step === step;
  const isNow = hasNewValue || hasNewGradient || box.lit.includes(step);
  const isKnown = isFilled(value) || isFilled(gradient);
  return {
    ...box,
    label,
    state: isNow ? "now" : isKnown ? "known" : "waiting",
    ...(isFilled(value) && value && { value }),
    ...(isFilled(gradient) && gradient && { gradient }),
    hasNewValue,
    hasNewGradient,
  };
}

/** What stands in the picture from the beginning is given, not computed at the first step. */
const isFixed = ({ input }: Box, { step }: Moment): boolean => input !== undefined && step === 0;

const isFilled = (moment: Moment | undefined): boolean =>
  moment !== undefined && (moment.rows !== undefined || moment.word !== undefined);

function latest(moments: readonly Moment[], step: number): Moment | undefined {
  let found: Moment | undefined;
  for (const moment of moments) if (moment.step <= step) found = moment;
  return found;
}

function shownArrow(arrow: Arrow, step: number): ShownArrow {
  const width = arrow.widths?.filter((each) => each.step <= step).at(-1)?.width ?? usualWidth;
  const isNow = arrow.lit.includes(step);
  const isKnown = arrow.lit.some((lit) => lit < step);
  return { ...arrow, state: isNow ? "now" : isKnown ? "known" : "waiting", strokeWidth: width };
}

/** Row and column, in the numbers of the setup, of the number that a box shows at (row, column). */
export function placeOfInput(
  { row = 0, column = 0, isColumn = false }: BoxInput,
  [r, c]: readonly [number, number],
): [number, number] {
  return isColumn ? [row, column + r] : [row + r, column + c];
}

/** A row vector [1, n] as it stands in a box: one number under the other. */
export const asColumn = (row: Matrix): Rows => Array.from(row.data, (value) => [value]);

/** A matrix as it stands in a box. */
export const asRows = (matrix: Matrix): Rows => matrix.toRows();
