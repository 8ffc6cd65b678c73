/** Known mistakes of X3.5, the term that is easily forgotten. */

import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";

const clauses = {
  forgotten: "the explicit term is left out of the total",
  "explicit-only": "the total is the explicit term alone",
  "parts-exchanged": "the two parts are exchanged",
  "explicit-is-w": "the explicit term is w instead of the state",
  "explicit-one-late": "the explicit term is L itself: w times the state",
  "explicit-one-early": "the explicit term is the state of the time step before the last",
  "explicit-is-s0": "the explicit term is s0",
  "explicit-counted-twice": "the explicit term is counted twice in the total",
  "without-outer-w": "throughState is ds/dw: the factor ∂L/∂s = w is left out",
  "last-step-only": "only the last step's w counts in ds/dw; the state before is taken for a constant",
  "one-step-too-many": "one step too many is taken",
  "one-step-too-few": "one step too few is taken",
  "no-product-rule":
    "ds/dw is carried on by s[t−1] alone: the term w · ds[t−1]/dw is left out and the rest added up",
  "power-not-lowered": "the derivative of wᵗ is taken as t wᵗ instead of t wᵗ⁻¹",
  "s0-left-out": "s0 is left out, as if it were 1",
  difference: "the parts are subtracted instead of added",
  product: "the parts are multiplied instead of added",
  "sum-of-states": "throughState is the sum of all states",
  "state-not-updated": "the state stays s0 while its derivative is carried on",
  zero: "zeros are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    explicitTerm(w: number, start: number, given: number) {
      if (has("zero")) return { explicit: 0, throughState: 0, total: 0 };
      const s0 = has("s0-left-out") ? 1 : start;
      const steps = given + (has("one-step-too-many") ? 1 : 0) - (has("one-step-too-few") ? 1 : 0);
      const { s, ds, previous, sum } = run(w, s0, steps, has);
      let explicit = s;
      if (has("explicit-is-w")) explicit = w;
      if (has("explicit-one-late")) explicit = w * s;
      if (has("explicit-one-early")) explicit = previous;
      if (has("explicit-is-s0")) explicit = s0;
      let throughState = has("without-outer-w") ? ds : w * ds;
      if (has("power-not-lowered")) throughState = w * steps * w ** steps * s0;
      if (has("sum-of-states")) throughState = sum;
      if (has("parts-exchanged")) [explicit, throughState] = [throughState, explicit];
      return { explicit, throughState, total: totalOf(explicit, throughState, has) };
    },
  }),
  { grave: ["zero"] },
);

interface Outcome {
  readonly s: number;
  /** ds/dw. */
  readonly ds: number;
  readonly previous: number;
  readonly sum: number;
}

function run(w: number, s0: number, steps: number, has: Has): Outcome {
  let [s, ds, previous, sum] = [s0, 0, s0, s0];
  for (let t = 1; t <= steps; t++) {
    previous = s;
    const next = has("state-not-updated") ? s : w * s;
    if (has("last-step-only")) ds = s;
    else ds = has("no-product-rule") ? ds + s : s + w * ds;
    s = next;
    sum += s;
  }
  return { s, ds, previous, sum };
}

function totalOf(explicit: number, throughState: number, has: Has): number {
  if (has("forgotten")) return throughState;
  if (has("explicit-only")) return explicit;
  if (has("difference")) return explicit - throughState;
  if (has("product")) return explicit * throughState;
  return explicit * (has("explicit-counted-twice") ? 2 : 1) + throughState;
}
