/**
 * Is it the same function? One GRU reads one sequence; then the update convention, the place of the reset gate
 * or the weights are changed, and the states are compared.
 *
 *   cho     h = (1 − z) ⊙ n + z ⊙ h₋        chung   h = (1 − z) ⊙ h₋ + z ⊙ n
 *   after   n = tanh(x Wxn + r ⊙ (h₋ Whn) + bn)      before   n = tanh(x Wxn + (r ⊙ h₋) Whn + bn)
 */

import { convertGruUpdate, createGru, type GruUpdate } from "../cells/gru.ts";
import { createGruResetBefore } from "../cells/gru-reset-before.ts";
import { unroll } from "../layers/recurrent.ts";
import type { Matrix } from "../numeric/matrix.ts";
import type { Named } from "../numeric/named.ts";
import { createRandom, uniform } from "../numeric/random.ts";

/** Sizes and seed. */
export interface GruConventionsConfig {
  readonly seed: number;
  readonly input: number;
  readonly hidden: number;
  readonly steps: number;
}

/** One way to write the GRU down, and what is done to the weights before. */
export interface GruSpelling {
  readonly name: string;
  readonly update: GruUpdate;
  readonly reset: "after" | "before";
  /** What was done to the weights. */
  readonly weights: "same" | "z negated" | "r held open";
}

/** The states under one spelling, and how far they are from the first one's. */
export interface GruConventionRun extends GruSpelling {
  /** states[t][unit]. */
  readonly states: readonly (readonly number[])[];
  /** Against the run with the same weights in the first convention; differences[t][unit]. */
  readonly differences: readonly (readonly number[])[];
  readonly largestDifference: number;
}

/** One run per spelling. */
export interface GruConventionsResult {
  readonly config: GruConventionsConfig;
  /** The first is the one that the others are compared with. */
  readonly runs: readonly GruConventionRun[];
}

/** In the order of the switch. */
export const gruSpellings: readonly GruSpelling[] = [
  { name: "Cho", update: "cho", reset: "after", weights: "same" },
  { name: "Chung, same weights", update: "chung", reset: "after", weights: "same" },
  { name: "Chung, z negated", update: "chung", reset: "after", weights: "z negated" },
  { name: "reset before", update: "cho", reset: "before", weights: "same" },
  { name: "reset before, r = 1", update: "cho", reset: "before", weights: "r held open" },
];

/** Reads one sequence in every spelling and compares the states. */
export function runGruConventions(config: GruConventionsConfig): GruConventionsResult {
  const { seed, input, hidden, steps } = config;
  const random = createRandom(seed);
  const params: Named = {
    Wx: uniform(input, 3 * hidden, 1.5, random),
    Wh: uniform(hidden, 3 * hidden, 1.5, random),
    b: uniform(1, 3 * hidden, 0.5, random),
    bq: uniform(1, hidden, 0, random), // the other place of the reset gate has none
  };
  const xs = Array.from({ length: steps }, () => uniform(1, input, 1, random));
  const statesOf = (spelling: GruSpelling): Matrix[] => readStates(spelling, params, xs);
  const runs = gruSpellings.map((spelling): GruConventionRun => {
    // Holding the reset gate open changes the function, so both places are then compared with it held open.
    const reference = statesOf({ ...spelling, update: "cho", reset: "after", weights: holdsOpen(spelling) });
    const states = statesOf(spelling);
    const differences = states.map((h, t) => Array.from(h.minus(reference[t]).data));
    const largestDifference = Math.max(...differences.flat().map(Math.abs));
    return {
      ...spelling,
      states: states.map(({ data }) => Array.from(data)),
      differences,
      largestDifference,
    };
  });
  return { config, runs };
}

const holdsOpen = ({ weights }: GruSpelling): GruSpelling["weights"] =>
  weights === "r held open" ? weights : "same";

function readStates({ update, reset, weights }: GruSpelling, params: Named, xs: readonly Matrix[]): Matrix[] {
  const changed =
    weights === "z negated"
      ? convertGruUpdate(params)
      : weights === "r held open"
        ? withOpenReset(params)
        : params;
  const { Wx, Wh, b, bq } = changed;
  const start = { h: uniform(1, Wh.rows, 0.8, createRandom(1)) };
  if (reset === "before") {
    return unroll(createGruResetBefore({ update }), { Wx, Wh, b }, xs, start).states.map(({ h }) => h);
  }
  return unroll(createGru({ update }), { Wx, Wh, b, bq }, xs, start).states.map(({ h }) => h);
}

/** The same parameters with r = σ(50) = 1 whatever comes in. */
export function withOpenReset<P extends "Wx" | "Wh" | "b" | "bq">(params: Named<P>): Named<P> {
  const open = Object.fromEntries(
    Object.entries<Matrix>(params).map(([name, matrix]) => [name, matrix.copy()]),
  );
  for (const name of ["Wx", "Wh", "b"] as const) {
    const matrix = open[name];
    const hidden = matrix.cols / 3;
    for (let row = 0; row < matrix.rows; row++) {
      matrix.data.fill(name === "b" ? 50 : 0, row * matrix.cols, row * matrix.cols + hidden);
    }
  }
  return open as Named<P>;
}
