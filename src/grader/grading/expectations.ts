/**
 * Compares what an answer returned with what is right: first the types, then the shapes, then whether every
 * number is finite, then the numbers. Each stage looks at the whole value, so that the first message
 * is the one to act on.
 */

import {
  isMatrixLike,
  isNumberArray,
  type MatrixLike,
  type NumberArray,
  Unreadable,
} from "../sandbox/value.ts";

/** The answer is wrong. The message is for the learner. */
export class CheckFailure extends Error {
  override readonly name = "CheckFailure";
}

export interface Comparison {
  /**
   * Largest |got - expected| / max(1, |expected|). The default lets every order of summation pass in float64
   * (about 1e-15 at these sizes) and no wrong formula.
   */
  readonly tolerance?: number;
  /** Lists are compared in the order in which they are computed: backward for gradients through time. */
  readonly order?: "forward" | "backward";
  /** What to look at next, when the numbers differ. */
  readonly lookAt?: string;
}

interface Leaf {
  readonly path: string;
  readonly got: unknown;
  readonly expected: unknown;
}

/** Type, shape and finiteness only. `name` is what the learner calls the value: "h", "grads". */
export function expectLike(name: string, got: unknown, expected: unknown): void {
  const leaves = pairUp(name, got, expected, "forward");
  for (const leaf of leaves) assertType(leaf);
  for (const leaf of leaves) assertShape(leaf);
  for (const leaf of leaves) assertFinite(leaf);
}

/** As `expectLike`, then the numbers. */
export function expectClose(
  name: string,
  got: unknown,
  expected: unknown,
  comparison: Comparison = {},
): void {
  expectLike(name, got, expected);
  const { tolerance = 1e-8, order = "forward", lookAt } = comparison;
  let right = 0;
  for (const leaf of pairUp(name, got, expected, order)) {
    const difference = worstDifference(numbersOf(leaf.got), numbersOf(leaf.expected));
    if (difference.error <= tolerance) {
      right++;
      continue;
    }
    const before = right > 0 ? " Everything computed before it is right." : "";
    const next = lookAt ? ` ${lookAt}` : "";
    throw new CheckFailure(`${describeDifference(leaf, difference, tolerance)}${before}${next}`);
  }
}

/** Records and lists taken apart, down to matrices, arrays and numbers. */
function pairUp(path: string, got: unknown, expected: unknown, order: "forward" | "backward"): Leaf[] {
  if (isMatrixLike(expected) || isNumberArray(expected) || typeof expected !== "object" || expected === null)
    return [{ path, got, expected }];
  if (Array.isArray(expected)) {
    if (!Array.isArray(got)) throw new CheckFailure(`${path}: expected a list, got ${describe(got)}.`);
    if (got.length !== expected.length)
      throw new CheckFailure(`${path}: expected a list of ${expected.length}, got ${got.length}.`);
    const leaves = expected.map((item, i) => pairUp(`${path}[${i}]`, got[i], item, order));
    return (order === "backward" ? leaves.reverse() : leaves).flat();
  }
  if (
    typeof got !== "object" ||
    got === null ||
    Array.isArray(got) ||
    isMatrixLike(got) ||
    got instanceof Unreadable
  )
    throw new CheckFailure(
      `${path}: expected an object with ${Object.keys(expected).join(", ")}, got ${describe(got)}.`,
    );
  return Object.entries(expected).flatMap(([key, item]) => {
    if (!Object.hasOwn(got, key))
      throw new CheckFailure(
        `${path}: ${key} is missing; got an object with ${Object.keys(got).join(", ") || "nothing"}.`,
      );
    return pairUp(`${path}.${key}`, (got as Record<string, unknown>)[key], item, order);
  });
}

function assertType({ path, got, expected }: Leaf): void {
  const fits = isMatrixLike(expected)
    ? isMatrixLike(got) && got.data instanceof Float64Array
    : isNumberArray(expected)
      ? isNumberArray(got) && got.constructor === expected.constructor
      : typeof got === typeof expected;
  if (!fits) throw new CheckFailure(`${path}: expected ${describe(expected)}, got ${describe(got)}.`);
}

function assertShape({ path, got, expected }: Leaf): void {
  if (isMatrixLike(expected)) {
    const matrix = got as MatrixLike;
    if (matrix.rows !== expected.rows || matrix.cols !== expected.cols)
      throw new CheckFailure(
        `${path}: expected the shape [${expected.rows}, ${expected.cols}], got [${matrix.rows}, ${matrix.cols}].`,
      );
  } else if (isNumberArray(expected)) {
    const { length } = got as NumberArray;
    if (length !== expected.length)
      throw new CheckFailure(`${path}: expected ${expected.length} numbers, got ${length}.`);
  }
}

function assertFinite({ path, got, expected }: Leaf): void {
  const bad = numbersOf(got).findIndex(
    (value, i) => !Number.isFinite(value) && Number.isFinite(numbersOf(expected)[i]),
  );
  if (bad < 0) return;
  const value = numbersOf(got)[bad];
  const why = Number.isNaN(value)
    ? "An undefined element or 0/0 gives NaN."
    : "Something was divided by 0 or overflowed.";
  throw new CheckFailure(`${path} has ${value} at ${position(got, bad)}. ${why}`);
}

interface Difference {
  readonly index: number;
  readonly error: number;
  readonly got: number;
  readonly expected: number;
}

function worstDifference(got: ArrayLike<number>, expected: ArrayLike<number>): Difference {
  let worst: Difference = { index: 0, error: 0, got: 0, expected: 0 };
  for (let i = 0; i < expected.length; i++) {
    const same = Object.is(got[i], expected[i]);
    const error = same ? 0 : Math.abs(got[i] - expected[i]) / Math.max(1, Math.abs(expected[i]));
    if (!(error <= worst.error)) worst = { index: i, error, got: got[i], expected: expected[i] };
  }
  return worst;
}

function describeDifference(leaf: Leaf, worst: Difference, tolerance: number): string {
  const off = short(Math.abs(worst.got - worst.expected));
  const where = typeof leaf.expected === "number" ? "" : ` at ${position(leaf.expected, worst.index)}`;
  const step = /\[(\d+)\](?!.*\])/.exec(leaf.path);
  const path = step ? `${leaf.path} (time step ${step[1]})` : leaf.path;
  return `${path} is off by ${off}${where}: got ${short(worst.got)}, expected ${short(worst.expected)} (allowed: ${tolerance}).`;
}

function position(value: unknown, index: number): string {
  if (isMatrixLike(value)) return `row ${Math.floor(index / value.cols)}, column ${index % value.cols}`;
  return `position ${index}`;
}

const noNumbers: readonly number[] = [];

/** The numbers of a leaf. */
export function numbersOf(value: unknown): ArrayLike<number> & { findIndex: Float64Array["findIndex"] } {
  if (isMatrixLike(value)) return value.data as Float64Array;
  if (isNumberArray(value)) return value as Float64Array;
  const list = typeof value === "number" ? [value] : typeof value === "boolean" ? [Number(value)] : noNumbers;
  return list as never;
}

/** What a value is, with its article, for "expected …, got …". */
function describe(value: unknown): string {
  if (value === undefined) return "nothing (undefined)";
  if (value === null) return "null";
  if (value instanceof Unreadable) return value.kind;
  if (isMatrixLike(value))
    return value.data instanceof Float64Array ? "a Matrix" : `a Matrix of ${value.data.constructor.name}`;
  if (isNumberArray(value)) return `a ${value.constructor.name}`;
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

const short = (value: number): string => String(Number(value.toPrecision(4)));
