/** Gradients of gates that stand side by side, compared gate by gate, so that a message can name the gate. */

import { joinRows, type Matrix } from "unrolled/numeric";
import {
  CheckFailure,
  type Comparison,
  expectClose,
  expectLike,
} from "../../src/grader/grading/expectations.ts";

/** The names of the column blocks, left to right. */
export const lstmGates: readonly string[] = ["input gate", "forget gate", "candidate", "output gate"];
export const gruGates: readonly string[] = ["reset gate", "update gate", "candidate"];

/** One gate's columns of a matrix [rows, gates · hidden], which may be plain data. */
export function gateColumns(matrix: Matrix, gate: number, gates: number, like: Matrix): Matrix {
  const columns = like.cols / gates;
  const from = gate * columns;
  return like
    .columns(from, from + columns)
    .map((_, k) => matrix.data[Math.floor(k / columns) * like.cols + from + (k % columns)]);
}

/** `got` and `expected`: [rows, gates · hidden]. As `expectClose`, one gate after the other. */
export function expectCloseByGate(
  name: string,
  got: Matrix,
  expected: Matrix,
  gates: readonly string[],
  comparison: Comparison = {},
): void {
  expectLike(name, got, expected);
  gates.forEach((gate, i) => {
    const [part, expectedPart] = [got, expected].map((m) => gateColumns(m, i, gates.length, expected));
    expectClose(`The ${gate}'s part of ${name}`, part, expectedPart, comparison);
  });
}

/**
 * Passes where `compare` accepts what is right, or else what follows from the learner's own earlier results, so that one
 * fault does not cost twice. Nothing follows from a result that is the same everywhere, such as zeros: then `own` gives
 * undefined. Otherwise throws the first failure.
 */
export async function expectRightOrOwn<Value>(
  right: Value,
  own: () => Value | undefined | Promise<Value | undefined>,
  compare: (expected: Value) => void,
): Promise<void> {
  try {
    compare(right);
  } catch (error) {
    if (!(error instanceof CheckFailure)) throw error;
    const expected = await own();
    if (expected === undefined) throw error;
    try {
      compare(expected);
    } catch {
      throw error;
    }
  }
}

/** Whether two elements differ. */
export const varies = ({ data }: Matrix): boolean => data.some((v) => v !== data[0]);

/** One example of a cache: row `e` of every matrix. */
export const exampleOf = <Cache extends object>(cache: Cache, e: number): Cache =>
  Object.fromEntries(Object.entries(cache).map(([key, m]: [string, Matrix]) => [key, m.row(e)])) as Cache;

/**
 * The learner's own gradients of what stands before the gates, [batch, columns]: those of the biases, which `askOne`
 * asks for one example at a time, because over a batch they are sums. Undefined where one is the same everywhere.
 */
export async function ownBeforeGates<Name extends string>(
  biases: Readonly<Record<Name, Matrix>>,
  batch: number,
  askOne: (example: number) => Promise<Readonly<Record<NoInfer<Name>, Matrix>>>,
): Promise<Record<Name, Matrix> | undefined> {
  const names = Object.keys(biases) as Name[];
  const rows = names.map((): Matrix[] => []);
  for (let e = 0; e < batch; e++) {
    const grads = await askOne(e);
    for (const [i, name] of names.entries()) rows[i].push(biases[name].map((_, k) => grads[name].data[k]));
  }
  const joined = rows.map(joinRows);
  if (!joined.every(varies)) return undefined;
  return Object.fromEntries(names.map((name, i) => [name, joined[i]])) as Record<Name, Matrix>;
}
