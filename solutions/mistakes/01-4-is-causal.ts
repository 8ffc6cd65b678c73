/** Known mistakes of X1.4, whether an output depends on inputs that come later. */

import { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { Run } from "../01-4-is-causal.ts";

const clauses = {
  transposed: "D is transposed: the rows stand for the inputs",
  "not-put-back": "an input that was changed is not put back before the next one is changed",
  "changed-from-there-on": "all inputs from x[s] on are changed, not x[s] alone",
  "changed-up-to-there": "all inputs but x[s] are changed",
  "first-feature-only": "only the first element of x[s] is changed",
  "elements-counted": "D counts the elements that change",
  "first-example-compared": "only the first example of the outputs is compared",
  "sizes-returned": "D holds the largest change instead of 1",
  "first-column-compared": "only the first column of the outputs is compared",
  inverted: "zeros and ones of D are exchanged",
  "small-changes-lost": "changes below 0.001 count as none",
  "neighbour-only": "isCausal looks at the next input only, s = t + 1",
  "every-element": "D is 1 only where every element of y[t] changes",
  "past-forbidden": "isCausal looks at the inputs before t instead of those after it",
  "compared-with-inputs":
    "changed outputs are compared with those of the run before, not with those of the unchanged inputs",
  "first-output-only": "isCausal looks at the first output only",
  "last-step-only": "only the last output is compared",
  "any-row": "isCausal is satisfied when one output depends on no later input",
  "own-input-forbidden": "isCausal forbids y[t] to depend on x[t]",
  "answer-inverted": "isCausal answers true where the network is not causal",
  "always-causal": "isCausal is always true",
  "past-demanded": "isCausal demands that y[t] depends on every earlier input",
  "never-causal": "isCausal is always false",
  zero: "zeros are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    dependence: (run: Run, xs: Matrix[]) => tryOut(run, xs, has),
    isCausal(run: Run, xs: Matrix[]) {
      if (has("always-causal")) return true;
      if (has("never-causal") || has("zero")) return false;
      const D = tryOut(run, xs, has);
      const steps = Array.from({ length: D.rows }, (_, t) => t);
      const allowed = (t: number): boolean => steps.every((s) => fits(D, t, s, has));
      if (has("any-row")) return steps.slice(0, -1).some(allowed);
      const causal = (has("first-output-only") ? steps.slice(0, 1) : steps).every(allowed);
      return has("answer-inverted") ? !causal : causal;
    },
  }),
  { grave: ["zero"] },
);

function fits(D: Matrix, t: number, s: number, has: Has): boolean {
  const depends = D.data[t * D.cols + s] !== 0;
  if (has("past-demanded") && s < t) return depends;
  if (has("past-forbidden")) return s >= t || !depends;
  if (has("neighbour-only")) return s !== t + 1 || !depends;
  const first = has("own-input-forbidden") ? t : t + 1;
  return s < first || !depends;
}

function tryOut(run: Run, xs: readonly Matrix[], has: Has): Matrix {
  const steps = xs.length;
  const D = new Matrix(steps, steps);
  if (has("zero")) return D;
  let before = run([...xs]);
  for (let s = 0; s < steps; s++) {
    const after = run(xs.map((x, k) => (isChanged(k, s, has) ? changed(x, has) : x)));
    for (let t = 0; t < steps; t++) {
      if (has("last-step-only") && t < steps - 1) continue;
      const value = entryOf(before[t], after[t], has);
      D.data[has("transposed") ? s * steps + t : t * steps + s] = has("inverted") ? 1 - value : value;
    }
    if (has("compared-with-inputs")) before = after;
  }
  return D;
}

function isChanged(k: number, s: number, has: Has): boolean {
  if (has("not-put-back")) return k <= s;
  if (has("changed-from-there-on")) return k >= s;
  return has("changed-up-to-there") ? k !== s : k === s;
}

function changed(x: Matrix, has: Has): Matrix {
  return x.map((v, i) => (has("first-feature-only") && i % x.cols > 0 ? v : v + 1));
}

/** What stands in D for one output before and after the change of one input. */
function entryOf(before: Matrix, after: Matrix, has: Has): number {
  const changes = Array.from(after.data, (v, i) => Math.abs(v - before.data[i])).filter((_, i) => {
    if (has("first-example-compared") && i >= before.cols) return false;
    return !(has("first-column-compared") && i % before.cols > 0);
  });
  const least = has("small-changes-lost") ? 1e-3 : 0;
  if (has("sizes-returned")) return Math.max(...changes);
  const count = changes.filter((change) => change > least).length;
  if (has("elements-counted")) return count;
  return (has("every-element") ? count === changes.length : count > 0) ? 1 : 0;
}
