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
  const scale = faint === "scale" ? 1e-6 : 1;
  return (xs) =>
    xs.map((_, t) => {
      const { rows, cols } = xs[0];
      return new Matrix(rows, outputs).map((_value, k) => {
        const [r, c] = [Math.floor(k / outputs), k % outputs];
        const [lastRow, lastColumn] = [r === rows - 1, c === outputs - 1];
        const without =
          (faint === "example" && !lastRow) ||
          (faint === "column" && !lastColumn) ||
          (faint === "most" && lastRow && lastColumn);
        if (without) return weights[c];
        let y = weights[c];
        for (const [s, x] of xs.entries()) {
          if (!rule(t, s)) continue;
          for (let f = faint === "feature" ? cols - 1 : 0; f < cols; f++)
            y +=
              scale * Math.sin(weights[(7 * t + 5 * s + 3 * f + c) % weights.length] * x.data[r * cols + f]);
        }
        return y;
      });
    });
}
