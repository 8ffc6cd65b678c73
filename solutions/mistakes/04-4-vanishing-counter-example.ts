/** Known mistakes of X4.4, a singular value above 1 and a gradient that vanishes. */

import { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";

const clauses = {
  "scaled-identity": "W is the identity times stretch: every eigenvalue is stretch, and Wᵏ explodes",
  "small-identity": "W is the identity times a factor below 1: it vanishes, but it never stretches",
  rotation: "W is a rotation times stretch: its eigenvalues have the absolute value stretch, too",
  permutation: "the last unit passes on to the first again: what goes round comes back stretched each time",
  symmetric: "W is symmetric; there the singular values are the absolute eigenvalues",
  "one-on-the-diagonal": "a 1 stands on the diagonal: that eigenvalue neither grows nor shrinks",
  "ones-on-the-diagonal": "the diagonal holds ones: Wᵏ does not vanish",
  "stretch-on-the-diagonal": "stretch stands on the diagonal, where it is an eigenvalue",
  "all-elements": "every element is stretch: the sum vector grows by hidden · stretch each step",
  "alternating-signs": "rows have alternating signs, and yet W² is not zero",
  "diagonal-too-large": "the diagonal holds 0.9, which has not vanished at k = 4 · hidden",
  "stretch-divided": "stretch is divided by the number of units, so that W stretches less than asked for",
  "root-of-stretch": "the root of stretch stands in W: σ² is not σ",
  "spectral-radius-only": "W has ρ < 1, and σ below stretch too",
  "cycle-of-two": "two units pass on to each other; the product of their weights is not 0",
  "sign-only": "−stretch stands on the diagonal: the sign of an eigenvalue does not make it smaller",
  zero: "W is zero: it vanishes, but it never stretches",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    vanishingCounterExample(hidden: number, stretch: number) {
      return new Matrix(hidden, hidden).map((_, k) =>
        element(Math.floor(k / hidden), k % hidden, { hidden, stretch }, has),
      );
    },
  }),
  { grave: ["zero"] },
);

interface Size {
  readonly hidden: number;
  readonly stretch: number;
}

function element(r: number, c: number, { hidden, stretch }: Size, has: Has): number {
  if (has("zero")) return 0;
  if (has("scaled-identity")) return r === c ? stretch : 0;
  if (has("small-identity")) return r === c ? 0.1 : 0;
  if (has("rotation")) return rotation(r, c, hidden, stretch);
  if (has("all-elements")) return stretch;
  if (has("alternating-signs")) return (r % 2 === 0 ? 1 : -1) * stretch;
  if (has("symmetric")) return Math.abs(r - c) === 1 ? stretch : 0;
  if (has("spectral-radius-only")) return r === c ? 0.3 : c === r + 1 ? 0.5 : 0;
  return chain(r, c, { hidden, stretch }, has);
}

/** Each unit passes on to the next alone, and something is wrong about it. */
function chain(r: number, c: number, { hidden, stretch }: Size, has: Has): number {
  if (r === c) return diagonal(r, stretch, has);
  if (has("permutation") && r === hidden - 1 && c === 0) return stretch;
  if (has("cycle-of-two") && r === 1 && c === 0) return stretch / 2;
  if (c !== r + 1) return 0;
  if (has("stretch-divided")) return stretch / hidden;
  return has("root-of-stretch") ? Math.sqrt(stretch) : stretch;
}

function diagonal(r: number, stretch: number, has: Has): number {
  if (has("one-on-the-diagonal") && r === 0) return 1;
  if (has("ones-on-the-diagonal")) return 1;
  if (has("stretch-on-the-diagonal") && r === 0) return stretch;
  if (has("sign-only")) return -stretch;
  return has("diagonal-too-large") ? 0.9 : 0;
}

/** Turns the first two units by 0.7, and stretches all. */
function rotation(r: number, c: number, hidden: number, stretch: number): number {
  const turned = r < 2 && c < 2 && hidden >= 2;
  if (!turned) return r === c ? stretch : 0;
  if (r === c) return stretch * Math.cos(0.7);
  return stretch * Math.sin(0.7) * (r === 0 ? -1 : 1);
}
