/** Named matrices: parameters, their gradients, a state, or a state's gradient. */

import { Matrix } from "./matrix.ts";
import type { Dtype } from "./numbers.ts";

/** One matrix for each name. */
export type Named<Key extends string = string> = Record<Key, Matrix>;

/** A zero matrix for each name, in shape and precision like the given one: fresh gradients for parameters. */
export function zerosLike<Key extends string>(named: Named<Key>): Named<Key> {
  return mapNamed(named, ({ rows, cols, dtype }) => Matrix.zeros(rows, cols, dtype));
}

/** f of each matrix, under the same names. */
export function mapNamed<Key extends string>(
  named: Named<Key>,
  f: (matrix: Matrix, name: Key) => Matrix,
): Named<Key> {
  const out = {} as Named<Key>;
  for (const name of Object.keys(named) as Key[]) out[name] = f(named[name], name);
  return out;
}

/** a + b, name by name. */
export function addNamed<Key extends string>(a: Named<Key>, b: Named<Key>): Named<Key> {
  return mapNamed(a, (matrix, name) => matrix.plus(b[name]));
}

/** Copies in the given precision. */
export function toDtype<Key extends string>(named: Named<Key>, dtype: Dtype): Named<Key> {
  return mapNamed(named, (matrix) => matrix.to(dtype));
}

/** How many numbers there are in all: of parameters, what is learned. */
export function countNumbers(named: Named): number {
  return Object.values(named).reduce((sum, matrix) => sum + matrix.data.length, 0);
}

/** Puts `prefix.` before every name, so that several parts fit into one record. Inverse: `withoutPrefix`. */
export function withPrefix(prefix: string, named: Named): Named {
  return Object.fromEntries(Object.entries(named).map(([name, matrix]) => [`${prefix}.${name}`, matrix]));
}

/** The part whose names start with `prefix.`, without it. The matrices are shared, not copied. */
export function withoutPrefix(prefix: string, named: Named): Named {
  const start = `${prefix}.`;
  return Object.fromEntries(
    Object.entries(named)
      .filter(([name]) => name.startsWith(start))
      .map(([name, matrix]) => [name.slice(start.length), matrix]),
  );
}
