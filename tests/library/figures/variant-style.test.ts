/** A kind of cell keeps its colour in every figure; what differs within a kind is told apart by the dash. */

import { describe, expect, it } from "vitest";
import type { LongLagCell } from "../../../src/library/experiments/long-lag-model.ts";
import { model, quantity } from "../../../src/library/figures/palette.ts";
import { solvedMark, variantStyles } from "../../../src/library/figures/variant-style.ts";

const stylesOf = (...cells: LongLagCell[]) => variantStyles(cells.map((cell) => ({ cell })));
const lstm = (forgetBias: number): LongLagCell => ({ kind: "lstm", forgetBias });

describe("variantStyles", () => {
  it("gives each kind its own colour, whatever the order", () => {
    const gru: LongLagCell = { kind: "gru", updateBias: 0 };

    const forward = stylesOf(lstm(1), gru, { kind: "rnn" });
    const backward = stylesOf({ kind: "rnn" }, gru, lstm(1));

    expect(forward).toEqual(
      [model.lstm, model.gru, model.rnn].map(({ mark }) => ({ color: mark, dash: "solid" })),
    );
    expect(backward).toEqual([...forward].reverse());
  });

  it("draws the usual start solid and the others of its kind each with another dash, none like a baseline", () => {
    const [three, plain, five, irnn, rnn] = stylesOf(
      lstm(3),
      lstm(1),
      lstm(5),
      { kind: "irnn" },
      { kind: "rnn" },
    );

    expect([plain.dash, rnn.dash]).toEqual(["solid", "solid"]);
    expect(new Set([three.dash, plain.dash, five.dash, "dash"]).size).toBe(4);
    expect([irnn.color, irnn.dash === "solid"]).toEqual([model.rnn.mark, false]);
  });

  it("spreads variants of one kind over the colours of a sweep, none of them the grey of baselines", () => {
    const styles = stylesOf(lstm(1), lstm(3), lstm(5));

    const colours = styles.map(({ color }) => color);
    expect(new Set(colours).size).toBe(3);
    expect(colours).not.toContain("rgb(128, 128, 128)");
    expect(quantity.baseline.mark).toBe("#808080"); // the same grey
  });
});

describe("solvedMark", () => {
  it("shows one dot where the task was solved, and none in a training that did not solve it", () => {
    const points = [{ update: 0 }, { update: 25 }, { update: 50 }];

    expect(solvedMark(model.gru.mark, points, 50)).toMatchObject({ size: [0, 0, 8] });
    expect(solvedMark(model.gru.mark, points)).toMatchObject({ size: [0, 0, 0] });
  });
});
