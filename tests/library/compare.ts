/** What the library's tests share: comparing with reference numbers, and gradient checks of whole sequences. */

import { expect } from "vitest";
import type { Cell, Size } from "../../src/library/cells/cell.ts";
import { backpropagate, unroll } from "../../src/library/layers/recurrent.ts";
import { gradientError } from "../../src/library/numeric/gradient-check.ts";
import { Matrix } from "../../src/library/numeric/matrix.ts";
import { mapNamed, type Named, zerosLike } from "../../src/library/numeric/named.ts";
import { createRandom, type Random, uniform } from "../../src/library/numeric/random.ts";

/** Another implementation in float64 adds up in another order: a few roundings of 1e-16 of numbers up to about 100. */
export const ROUNDING = 1e-12;

/** What central differences with ε = 1e-5 allow a right gradient in float64 (see numeric/gradient-check.ts). */
export const GRADIENT = 1e-7;

/** Fails with the largest difference if a matrix is not the expected one. */
export function expectClose(
  actual: Matrix,
  expected: Matrix | number[][],
  tolerance: number = ROUNDING,
): void {
  const wanted = expected instanceof Matrix ? expected : Matrix.fromRows(expected);
  expect(actual.shape).toBe(wanted.shape);
  const difference = Math.max(...actual.minus(wanted).data.map(Math.abs));
  expect(difference).toBeLessThanOrEqual(tolerance);
}

export function namedFromRows(rows: Record<string, number[][]>): Named {
  return Object.fromEntries(Object.entries(rows).map(([name, value]) => [name, Matrix.fromRows(value)]));
}

/** Random numbers in ±1 in the shapes given. */
export function randomLike<Key extends string>(named: Named<Key>, random: Random): Named<Key> {
  return mapNamed(named, ({ rows, cols }) => uniform(rows, cols, 1, random));
}

/** Σ a ⊙ b over all names: a loss whose gradient by a is b. */
export function weighedSum(a: Named, b: Named): number {
  return Object.keys(b).reduce((sum, name) => sum + a[name].times(b[name]).sum(), 0);
}

/** `count` random matrices in ±1. */
export function randomSequence(count: number, rows: number, cols: number, random: Random): Matrix[] {
  return Array.from({ length: count }, () => uniform(rows, cols, 1, random));
}

/** The gradient error of each named point of a loss. */
export function gradientErrors(loss: () => number, points: Named, analytic: Named): Record<string, number> {
  return Object.fromEntries(
    Object.keys(points).map((name) => [name, gradientError(loss, points[name], analytic[name])]),
  );
}

/** Fails, with the names of the wrong ones, if a gradient error is not below what a right gradient can reach. */
export function expectRightGradients(errors: Record<string, number>): void {
  const wrong = Object.entries(errors).filter(([, error]) => !(error < GRADIENT));
  expect(wrong).toEqual([]);
  expect(Object.keys(errors).length).toBeGreaterThan(0);
}

/**
 * Gradient errors of a cell unrolled over several time steps, with random weights everywhere and a loss that
 * reads every state at every time step: of each parameter, each input ("x0", …) and the initial state ("initial h").
 */
export function cellGradientErrors<P extends string, S extends string, C>(
  cell: Cell<P, S, C>,
  { size, batch, steps, seed }: { size: Size; batch: number; steps: number; seed: number },
): Record<string, number> {
  const random = createRandom(seed);
  const params = randomLike(cell.initParams(size, random), random);
  const initial = randomLike(cell.initState(batch, size), random);
  const xs = randomSequence(steps, batch, size.input, random);
  const dStates = xs.map(() => randomLike(initial, random));
  const loss = (): number => {
    const { states } = unroll(cell, params, xs, initial);
    return states.reduce((sum, state, t) => sum + weighedSum(state, dStates[t]), 0);
  };
  const grads = zerosLike(params);

  const { tape } = unroll(cell, params, xs, initial);
  const { dxs, dInitial } = backpropagate(cell, params, tape, dStates, grads);

  return {
    ...gradientErrors(loss, params, grads),
    ...gradientErrors(loss, asNamed("x", xs), asNamed("x", dxs)),
    ...gradientErrors(loss, prefixed("initial ", initial), prefixed("initial ", dInitial)),
  };
}

/** A list under the names x0, x1, … */
export function asNamed(prefix: string, list: readonly Matrix[]): Named {
  return Object.fromEntries(list.map((matrix, t) => [`${prefix}${t}`, matrix]));
}

export function prefixed(prefix: string, named: Named): Named {
  return Object.fromEntries(Object.entries(named).map(([name, matrix]) => [`${prefix}${name}`, matrix]));
}
