/**
 * Exercise X1.4: does an output depend on inputs that come later?
 *
 *   D[t, s] = 1 where some element of y[t] changes when x[s] alone is changed, and 0 elsewhere
 *   causal:  D[t, s] = 0 for every s > t
 *
 * `run` takes a list of inputs and returns a list of outputs, one for each time step; what happens inside, nobody knows.
 * So try it out: change one input at a time, by adding 1 to every element, and compare exactly. Whoever generates text
 * one symbol after the other needs a causal network. Check: npx unrolled grade 1.4
 */

import { Matrix } from "unrolled/numeric";

/** xs[t]: [batch, input] -> ys[t]: [batch, output]. The same inputs give the same outputs, to the last bit. */
export type Run = (xs: Matrix[]) => Matrix[];

/** D: [steps, steps], row t for the output, column s for the input. */
export function dependence(run: Run, xs: Matrix[]): Matrix {
  throw new Error("TODO: exercise X1.4 (dependence)");
}

/** Tried at the inputs xs. */
export function isCausal(run: Run, xs: Matrix[]): boolean {
  throw new Error("TODO: exercise X1.4 (isCausal)");
}
