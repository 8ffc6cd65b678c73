/** Known mistakes of X15.3, how often attention looks at the wrong place. */

import type { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";

const clauses = {
  accuracy: "the share of right outputs is returned instead of that of wrong ones",
  count: "the wrong outputs are counted, but not divided by anything",
  percent: "the share is given in percent",
  "divided-by-all": "the wrong outputs are divided by the number of all outputs, aligned or not",
  "divided-by-source": "the wrong outputs are divided by the number of source positions",
  "unaligned-wrong": "outputs without a true position are counted as wrong",
  "unaligned-as-last": "−1 is taken for the last position of the source",
  "smallest-weight": "the smallest weight is looked for instead of the largest",
  "by-column": "the largest weight is looked for along each column instead of each row",
  "soft-weight": "the weight that is not at the true position is averaged, without looking for the largest",
  threshold: "an output counts as right only if its weight at the true position is above one half",
  "from-one": "positions are counted from 1",
  "neighbour-allowed": "a position beside the true one counts as right",
  distance: "the distance to the true position is averaged",
  mirrored: "the source is counted from its end",
  "last-left-out": "the last output is left out",
  "first-left-out": "the first output is left out",
  same: "two outputs that look at the same position count once",
  zero: "0 is returned",
};

type Id = keyof typeof clauses;
type Has = (id: Id) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    alignmentError(alpha: Matrix, positions: Int32Array): number {
      const rows = rowsOf(alpha, positions, has);
      const wrong = rows.reduce((sum, row) => sum + row.error, 0);
      const aligned = rows.length;
      if (has("zero") || aligned === 0) return 0;
      if (has("count")) return wrong;
      if (has("accuracy")) return 1 - wrong / aligned;
      const by = has("divided-by-all") ? positions.length : has("divided-by-source") ? alpha.cols : aligned;
      return (wrong / by) * (has("percent") ? 100 : 1);
    },
  }),
  { grave: ["zero"] },
);

/** The outputs that count, and how wrong each is. */
function rowsOf(alpha: Matrix, positions: Int32Array, has: Has): { error: number }[] {
  const seen = new Set<number>();
  return Array.from(positions).flatMap((given, t) => {
    if ((has("first-left-out") && t === 0) || (has("last-left-out") && t === positions.length - 1)) return [];
    const position = given < 0 && has("unaligned-as-last") ? alpha.cols - 1 : given;
    if (position < 0) return has("unaligned-wrong") ? [{ error: 1 }] : [];
    const best = bestOf(alpha, t, has);
    if (has("same") && seen.has(best)) return [];
    seen.add(best);
    const weight = alpha.at(t, position);
    if (has("soft-weight")) return [{ error: 1 - weight }];
    if (has("threshold")) return [{ error: weight > 0.5 ? 0 : 1 }];
    const looked = has("from-one") ? best + 1 : has("mirrored") ? alpha.cols - 1 - best : best;
    const distance = Math.abs(looked - position);
    if (has("distance")) return [{ error: distance }];
    return [{ error: distance > (has("neighbour-allowed") ? 1 : 0) ? 1 : 0 }];
  });
}

function bestOf(alpha: Matrix, t: number, has: Has): number {
  if (has("by-column")) {
    const column = Array.from({ length: alpha.rows }, (_, row) => alpha.at(row, t % alpha.cols));
    return column.indexOf(Math.max(...column));
  }
  const row = alpha.row(t).data;
  return row.indexOf(has("smallest-weight") ? Math.min(...row) : Math.max(...row));
}
