/** Setups: what they start from, how they are changed, and how they are read. */

import { Matrix } from "../numeric/matrix.ts";
import { createRandom, uniform } from "../numeric/random.ts";
import type { Rows } from "./scene.ts";
import type { Input, Setup, WalkthroughMaker } from "./walkthrough.ts";

/** Changes to a setup: some numbers, some choices. */
export interface SetupChanges {
  readonly numbers?: Readonly<Record<string, Rows>>;
  readonly choices?: Readonly<Record<string, string>>;
}

/**
 * The maker's first setup with the changes in it. Throws a RangeError on a name, an option or a shape that the
 * walkthrough does not have, and on a number that is not finite.
 */
export function setupOf(maker: WalkthroughMaker, changes: SetupChanges = {}): Setup {
  const first = Object.fromEntries(maker.choices.map(({ name, options }) => [name, options[0]]));
  const choices = { ...first, ...changes.choices };
  for (const [name, option] of Object.entries(choices)) {
    const known = maker.choices.find((choice) => choice.name === name);
    if (!known?.options.includes(option)) {
      const expected = known
        ? known.options.join(", ")
        : maker.choices.map((choice) => choice.name).join(", ");
      throw new RangeError(
        `walkthrough ${maker.id}: ${name} "${option}" is no choice; expected ${expected}.`,
      );
    }
  }
  const numbers = { ...maker.startingNumbers(choices) };
  for (const [name, rows] of Object.entries(changes.numbers ?? {})) {
    expectShape(maker.id, name, rows, numbers[name]);
    numbers[name] = rows;
  }
  return { numbers, choices };
}

function expectShape(id: string, name: string, rows: Rows, expected: Rows | undefined): void {
  if (!expected) throw new RangeError(`walkthrough ${id}: there are no numbers called ${name}.`);
  const fits = rows.length === expected.length && rows.every((row, r) => row.length === expected[r].length);
  if (!fits) {
    throw new RangeError(
      `walkthrough ${id}: ${name} must be [${expected.length}, ${expected[0].length}], got ${rows.length} rows.`,
    );
  }
  if (!rows.flat().every(Number.isFinite)) {
    throw new RangeError(
      `walkthrough ${id}: ${name} must hold finite numbers, got ${rows.flat().join(", ")}.`,
    );
  }
}

/** The setup with one number changed; the given one stays as it is. */
export function withNumber(setup: Setup, name: string, at: readonly [number, number], value: number): Setup {
  const rows = setup.numbers[name].map((row, r) =>
    r === at[0] ? row.map((old, c) => (c === at[1] ? value : old)) : row,
  );
  return { ...setup, numbers: { ...setup.numbers, [name]: rows } };
}

/** Some numbers as a matrix. */
export const matrixOf = ({ numbers }: Setup, name: string): Matrix => Matrix.fromRows(numbers[name]);

/** Every row as a time step: [1, columns] each. */
export const sequenceOf = ({ numbers }: Setup, name: string): Matrix[] =>
  numbers[name].map((row) => Matrix.fromRows([row]));

/** What every cell's walk reads: its inputs, one per time step, and its first state. */
export const sequenceInputs = ({ numbers }: Setup): Input[] => [
  { name: "x", label: "inputs x", rowLabels: numbers.x.map((_, t) => `t = ${t + 1}`), least: -3, most: 3 },
  { name: "h0", label: "first state h₀", rowLabels: [], least: -1, most: 1 },
];

/** A choice that is a number. */
export const countOf = ({ choices }: Pick<Setup, "choices">, name: string): number => Number(choices[name]);

/** Numbers to begin with: uniform in ±limit, with one digit after the point, so that they can be read and typed. */
export function roundNumbers(rows: number, columns: number, limit: number, seed: number): Rows {
  const drawn = uniform(rows, columns, limit, createRandom(seed));
  return drawn.map((value) => Math.round(value * 10) / 10).toRows();
}
