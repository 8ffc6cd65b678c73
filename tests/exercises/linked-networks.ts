/** Networks of which it is known which input reaches which output, for the checks about causality. */

import { Matrix, type Random } from "unrolled/numeric";

/** Whether the output at time step t depends on the input at time step s. */
export type LinkRule = (t: number, s: number) => boolean;

const outputs = 4;

/** The rule as a matrix [steps, steps] of zeros and ones. */
export const linksOf = (rule: LinkRule, steps: number): Matrix =>
  new Matrix(steps, steps).map((_, k) => (rule(Math.floor(k / steps), k % steps) ? 1 : 0));

/**
 * How links are hard to see: they are of the size 1e-6; come from the last feature, stand in the last example, or lead
 * to the last column alone; or to most elements, but not to the very last.
 */
export type Faint = "scale" | "feature" | "example" | "column" | "most";

/** y[t][r, c] = Σ over s with a link of sin(weight · x[s][r]), feature by feature. */
export function linkedNetwork(rule: LinkRule, random: Random, faint?: Faint): (xs: Matrix[]) => Matrix[] {
  const weights = Array.from({ length: 400 }, () => 0.5 + random());
  const element = (xs: readonly Matrix[], t: number, r: number, c: number): number => {
    let y = weights[c];
    if (isUnlinked(faint, r === xs[t].rows - 1, c === outputs - 1)) return y;
    xs.forEach((x, s) => {
      if (rule(t, s)) y += seen(x, r, faint, (f) => weights[(7 * t + 5 * s + 3 * f + c) % weights.length]);
    });
    return y;
  };
  return (xs) =>
    xs.map(({ rows }, t) =>
      new Matrix(rows, outputs).map((_, k) => element(xs, t, Math.floor(k / outputs), k % outputs)),
    );
}

/** Whether an element of the output, in the last row or column or not, depends on no input at all. */
const isUnlinked = (faint: Faint | undefined, lastRow: boolean, lastColumn: boolean): boolean =>
  (faint === "example" && !lastRow) ||
  (faint === "column" && !lastColumn) ||
  (faint === "most" && lastRow && lastColumn);

/** What one example of one input adds to an element of the output. */
function seen(x: Matrix, r: number, faint: Faint | undefined, weight: (feature: number) => number): number {
  let sum = 0;
  for (let f = faint === "feature" ? x.cols - 1 : 0; f < x.cols; f++)
    sum += Math.sin(weight(f) * x.data[r * x.cols + f]);
  return faint === "scale" ? 1e-6 * sum : sum;
}
