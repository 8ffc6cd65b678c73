/**
 * Whether the kernels compute what the cell computes: a cell is known by its name only, and a name can
 * stand for another equation (a GRU with the other update, a cell written as an exercise).
 */

import type { Cell } from "../cells/cell.ts";
import type { SequenceLayer } from "../layers/sequence-layer.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { mapNamed } from "../numeric/named.ts";
import { createRandom, uniform } from "../numeric/random.ts";

const SIZE = { input: 3, hidden: 5, dtype: "float64" } as const;
const BATCH = 2;
const STEPS = 2;
/** Both round to about 1e-16 per operation. */
const TOLERANCE = 1e-10;

const known = new WeakMap<object, boolean>();

/** Whether the fused layer and the cell give the same states on a small random sequence; tried once per cell. */
export function isSameFunction(cell: Cell, explicit: SequenceLayer, fused: SequenceLayer): boolean {
  const answer = known.get(cell) ?? givesSameStates(cell, explicit, fused);
  known.set(cell, answer);
  return answer;
}

function givesSameStates(cell: Cell, explicit: SequenceLayer, fused: SequenceLayer): boolean {
  const random = createRandom(1);
  const drawn = ({ rows, cols }: Matrix): Matrix => uniform(rows, cols, 1, random);
  const params = mapNamed(cell.initParams(SIZE, random), drawn);
  const initial = mapNamed(cell.initState(BATCH, SIZE), drawn);
  const xs = Array.from({ length: STEPS }, () => uniform(BATCH, SIZE.input, 1, random));
  const expected = explicit.forward(params, xs, initial).final;
  const got = fused.forward(params, xs, initial).final;
  return Object.keys(expected).every((name) => got[name]?.equals(expected[name], TOLERANCE));
}
