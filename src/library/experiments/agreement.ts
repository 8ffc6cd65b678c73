/** Compares one quantity computed in two ways, or a quantity with its bound, and stops the notebook where they differ. */

import type { Matrix } from "../numeric/matrix.ts";

/** What can be compared element by element. */
export type Comparable = number | ArrayLike<number> | Matrix | readonly Matrix[];

/** What a comparison found, in one sentence; a notebook shows the sentence alone. */
export interface Finding {
  readonly sentence: string;
}

/** Numbers that are not as expected; what cannot be compared at all is another error. */
class Miss extends RangeError {}

/**
 * Finds the largest absolute difference of all elements.
 * Throws, with operation, expected and got, if the difference exceeds `tolerance` or is not a number,
 * or if the two do not have the same number of elements.
 */
export function agree(operation: string, expected: Comparable, got: Comparable, tolerance: number): Finding {
  const left = numbersOf(expected);
  const right = numbersOf(got);
  if (left.length !== right.length) {
    throw new RangeError(`${operation}: expected ${left.length} numbers, got ${right.length}.`);
  }
  if (left.length === 0) throw new RangeError(`${operation}: nothing to compare; both sides are empty.`);
  let worst = 0;
  left.forEach((value, at) => {
    const difference = Math.abs(value - right[at]);
    if (!(difference <= tolerance)) {
      throw new Miss(
        `${operation}: expected ${value}, got ${right[at]} (element ${at} of ${left.length}); ` +
          `the difference ${difference.toExponential(1)} exceeds the allowed ${tolerance.toExponential(0)}.`,
      );
    }
    worst = Math.max(worst, difference);
  });
  const allowed = tolerance === 0 ? "none allowed" : `${tolerance.toExponential(0)} allowed`;
  return finding(
    `✓ ${operation}: largest difference ${worst === 0 ? "0" : worst.toExponential(1)} (${allowed})`,
  );
}

/**
 * Finds that every element of `got` lies below `limit` (one limit for all, or one each).
 * Throws, with operation, expected and got, if one does not, or is not a number.
 */
export function below(operation: string, got: Comparable, limit: Comparable): Finding {
  return compare(operation, numbersOf(got), numbersOf(limit), "less", (value, edge) => edge - value);
}

/** The opposite of `below`. */
export function above(operation: string, got: Comparable, limit: Comparable): Finding {
  return compare(operation, numbersOf(got), numbersOf(limit), "more", (value, edge) => value - edge);
}

/**
 * A comparison of times. The clock depends on what else the machine does, so a miss is shown and does not stop the
 * notebook.
 */
export function timed(comparison: () => Finding): Finding {
  try {
    return comparison();
  } catch (error) {
    if (!(error instanceof Miss)) throw error;
    return finding(
      `△ not this time. ${error.message} Times vary with what else the machine does: run it again.`,
    );
  }
}

/** `room` is how far a value is from its limit, on the right side of it. */
function compare(
  operation: string,
  values: readonly number[],
  limits: readonly number[],
  side: "less" | "more",
  room: (value: number, limit: number) => number,
): Finding {
  if (values.length === 0) throw new RangeError(`${operation}: nothing to compare; there is no number.`);
  if (limits.length !== 1 && limits.length !== values.length) {
    throw new RangeError(`${operation}: expected 1 or ${values.length} limits, got ${limits.length}.`);
  }
  const limitOf = (at: number): number => limits[limits.length === 1 ? 0 : at];
  let closest = 0;
  values.forEach((value, at) => {
    if (!(room(value, limitOf(at)) > 0)) {
      throw new Miss(
        `${operation}: expected ${side} than ${limitOf(at)}, got ${value} (element ${at} of ${values.length}).`,
      );
    }
    if (room(value, limitOf(at)) < room(values[closest], limitOf(closest))) closest = at;
  });
  const sign = side === "less" ? "<" : ">";
  const which = values.length > 1 ? `, the closest of ${values.length}` : "";
  return finding(
    `✓ ${operation}: ${shortText(values[closest])} ${sign} ${shortText(limitOf(closest))}${which}`,
  );
}

/** Node prints it by this method. */
function finding(sentence: string): Finding {
  return Object.defineProperty({ sentence }, Symbol.for("nodejs.util.inspect.custom"), {
    value: () => sentence,
  });
}

function shortText(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function numbersOf(quantity: Comparable): number[] {
  if (typeof quantity === "number") return [quantity];
  if ("data" in quantity) return Array.from(quantity.data);
  const elements = Array.from(quantity as ArrayLike<number | Matrix>);
  return elements.flatMap((element) => (typeof element === "number" ? element : Array.from(element.data)));
}
