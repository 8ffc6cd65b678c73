/** Naming a pair of mistakes where one undoes, on some inputs, what the other changes. */

import { afterEach, expect, it, vi } from "vitest";
import { diagnose, type RecordedCall } from "../../../src/grader/grading/diagnosis.ts";
import { type MistakeBank, mistakeBank } from "../../../src/grader/grading/mistakes.ts";

/** Every number cut off at 1. Doubled and cut off too early, a half stays a half. */
const bank: MistakeBank = mistakeBank(
  { doubled: "x is doubled", "cut-early": "x is cut off at a half", negated: "the sign is turned" },
  (has) => ({
    cut: (x: readonly number[]): number[] =>
      x.map((v) => {
        const signed = has("negated") ? -v : v;
        return Math.min(has("doubled") ? 2 * signed : signed, has("cut-early") ? 0.5 : 1);
      }),
  }),
);

const both = bank.answer((id) => id === "doubled" || id === "cut-early");
const inputs = [
  [0.1, 0.2],
  [0.3, 0.5],
  [0.5, 4],
];
const calls = inputs.map((x): RecordedCall => ({ name: "cut", args: [x], value: both.cut(x as never) }));

afterEach(() => void vi.restoreAllMocks());

it("names both, whichever call was the quickest", () => {
  for (const quickest of calls.keys()) {
    const times = calls.flatMap((_, k) => [0, k === quickest ? 1 : 9]);
    vi.spyOn(performance, "now").mockImplementation(() => times.shift() ?? 0);

    expect(diagnose(bank, calls)?.mistakes, `call ${quickest}`).toEqual(["doubled", "cut-early"]);
  }
});

it("names none where one call is explained by no two of them", () => {
  const odd = { name: "cut", args: [[0.2]], value: [0.123] };

  expect(diagnose(bank, [...calls, odd])).toBeUndefined();
});
