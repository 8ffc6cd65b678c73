/** Numbers and names as a figure writes them. */

import { describe, expect, it } from "vitest";
import {
  countText,
  fixedText,
  minusText,
  sizeText,
  withIndices,
} from "../../../src/library/figures/typeset.ts";

describe("sizeText", () => {
  it.each([
    [0, "0"],
    [0.0391, "0.039"],
    [1, "1"],
    [16.2, "16"],
    [-0.604, "−0.6"],
    [8.7e-28, "9·10⁻²⁸"],
    [1e-10, "10⁻¹⁰"],
    [1.078e6, "10⁶"],
    [-4250, "−4·10³"],
  ])("writes %d as %s", (value, text) => {
    expect(sizeText(value)).toBe(text);
  });

  it("rounds up into the next power of ten", () => {
    expect(sizeText(9.7e-5)).toBe("10⁻⁴");
  });
});

describe("fixedText", () => {
  it.each([
    [-0.671, 1, "−0.7"],
    [-0.004, 2, "0.00"],
    [-0.4, 0, "0"],
    [12.345, 2, "12.35"],
    [-10.02, 1, "−10.0"],
  ])("writes %d with %d digits as %s", (value, digits, text) => {
    expect(fixedText(value, digits)).toBe(text);
  });
});

describe("names and counts", () => {
  it("sets an index below the line, and leaves a name without one alone", () => {
    expect(withIndices("LSTM, b_f = 3")).toBe("LSTM, b<sub>f</sub> = 3");
    expect(withIndices("σ_max(Wh)")).toBe("σ<sub>max</sub>(Wh)");
    expect(withIndices("tanh RNN")).toBe("tanh RNN");
  });

  it("prints a minus, not a hyphen", () => {
    expect(minusText(-6)).toBe("−6");
    expect(minusText("through step 1")).toBe("through step 1");
  });

  it("counts one thing and several", () => {
    expect([countText(1, "seed"), countText(3, "seed")]).toEqual(["1 seed", "3 seeds"]);
  });
});
