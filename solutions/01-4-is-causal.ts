/**
 * Exercise X1.4: does an output depend on inputs that come later?
 *
 *   D[t, s] = 1 where some element of y[t] changes when x[s] alone is changed, and 0 elsewhere
 *   causal:  D[t, s] = 0 for every s > t
 *
 * `run` takes a list of inputs and returns a list of outputs, one for each time step; what happens inside, nobody knows.
 * So try it out: change one input at a time, by adding 1 to every element, and compare exactly. Whoever generates text
 * one symbol after the other needs a causal network.
 */

import { Matrix } from "unrolled/numeric";

/** xs[t]: [batch, input] -> ys[t]: [batch, output]. The same inputs give the same outputs, to the last bit. */
export type Run = (xs: Matrix[]) => Matrix[];

/** D: [steps, steps], row t for the output, column s for the input. */
export function dependence(run: Run, xs: Matrix[]): Matrix {
  const steps = xs.length;
  const before = run(xs);
  const D = new Matrix(steps, steps);
  for (let s = 0; s < steps; s++) {
    const after = run(xs.map((x, k) => (k === s ? x.map((v) => v + 1) : x)));
    for (let t = 0; t < steps; t++) {
      const changed = after[t].data.some((v, k) => v !== before[t].data[k]);
      if (changed) D.data[t * steps + s] = 1;
    }
  }
  return D;
}

/** Tried at the inputs xs. */
export function isCausal(run: Run, xs: Matrix[]): boolean {
  const D = dependence(run, xs);
  for (let t = 0; t < D.rows; t++)
    for (let s = t + 1; s < D.cols; s++) if (D.data[t * D.cols + s] !== 0) return false;
  return true;
}
