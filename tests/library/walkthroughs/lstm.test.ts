/** W3 and W4 show what the LSTM cell and BPTT compute, to the last bit. */

import { describe, expect, it } from "vitest";
import { type LstmParam, lstm } from "../../../src/library/cells/lstm.ts";
import { rnn } from "../../../src/library/cells/rnn.ts";
import { squaredError } from "../../../src/library/layers/losses.ts";
import { backpropagate, backpropagateByStep, unroll } from "../../../src/library/layers/recurrent.ts";
import { gradientError } from "../../../src/library/numeric/gradient-check.ts";
import type { Matrix } from "../../../src/library/numeric/matrix.ts";
import { type Named, zerosLike } from "../../../src/library/numeric/named.ts";
import { makeWalkthrough } from "../../../src/library/walkthroughs/catalogue.ts";
import { backwardTime, forwardTime } from "../../../src/library/walkthroughs/lstm/times.ts";
import { gates, slopeOf, traceLstm } from "../../../src/library/walkthroughs/lstm/trace.ts";
import { matrixOf, sequenceOf } from "../../../src/library/walkthroughs/setup.ts";
import type { Setup } from "../../../src/library/walkthroughs/walkthrough.ts";
import { shownGradient, shownValue } from "./shown-numbers.ts";

const choices = { steps: "3", units: "2" };
const numbersOf = (matrix: Matrix) => [...matrix.data];

function runOf(setup: Setup) {
  const params: Named<LstmParam> = {
    Wx: matrixOf(setup, "Wx"),
    Wh: matrixOf(setup, "Wh"),
    b: matrixOf(setup, "b"),
  };
  const initial = { h: matrixOf(setup, "h0"), c: matrixOf(setup, "c0") };
  return { params, initial, ...unroll(lstm, params, sequenceOf(setup, "x"), initial) };
}

describe("W3", () => {
  const walkthrough = makeWalkthrough("W3", { choices });
  const { states, tape } = runOf(walkthrough.setup);

  it("shows the gates, the states and what lies between, each at its step", () => {
    for (const [t, { i, f, g, o, tanhC, x, hPrev, cPrev }] of tape.entries()) {
      const shownAt = (id: string, part: Parameters<typeof forwardTime>[1]) =>
        shownValue(walkthrough, id, forwardTime(t, part));
      expect([shownAt("f", "f"), shownAt("i", "i"), shownAt("g", "g"), shownAt("o", "o")]).toEqual(
        [f, i, g, o].map(numbersOf),
      );
      expect([shownAt("x", "f"), shownAt("hPrev", "f"), shownAt("cPrev", "f")]).toEqual(
        [x, hPrev, cPrev].map(numbersOf),
      );
      expect([shownAt("c", "c"), shownAt("h", "h")]).toEqual([states[t]!.c, states[t]!.h].map(numbersOf));
      expect(shownAt("tanhC", "tanhC")).toEqual(numbersOf(tanhC));
      expect(shownAt("kept", "c")!.map((kept, k) => kept + shownAt("written", "c")![k]!)).toEqual(
        numbersOf(states[t]!.c),
      );
    }
  });

  it("empties the cell when the next time step begins, and keeps the tape", () => {
    const start = forwardTime(1, "f");

    expect(shownValue(walkthrough, "c", start)).toBeUndefined();
    expect(shownValue(walkthrough, "tape-c0", start)).toEqual(numbersOf(states[0]!.c));
    expect(shownValue(walkthrough, "tape-c1", start)).toBeUndefined();
  });
});

describe("W4", () => {
  const walkthrough = makeWalkthrough("W4", { choices });
  const { setup } = walkthrough;
  const { params, initial, states, tape } = runOf(setup);
  const { dy } = squaredError(states[2]!.h, matrixOf(setup, "target"));
  const dStates = states.map(({ h, c }, t) => ({ h: t === 2 ? dy : h.scale(0), c: c.scale(0) }));
  const grads = zerosLike(params);
  const { dInitial } = backpropagate(lstm, params, tape, dStates, grads);
  const byStep = backpropagateByStep(lstm, params, tape, dStates);

  it("repeats the lines of the cell's backward pass exactly: its gates' gradients and dc₋ follow from what it shows", () => {
    const { steps, back } = traceLstm(setup);
    for (const [t, { di, df, dg, dO, dz, dcPrev }] of back.entries()) {
      const before = { i: di, f: df, g: dg, o: dO };
      for (const gate of gates)
        expect(dz[gate].equals(before[gate].times(slopeOf(gate, steps[t]![gate]))), `${gate}${t}`).toBe(true);
      const carried = t === 0 ? dInitial.c : byStep.dTotals[t - 1]!.c;
      expect(dcPrev.equals(carried)).toBe(true);
    }
  });

  it("shows the gradients of the states at their steps, and ends with those of the weights", () => {
    for (const [t, { h }] of byStep.dTotals.entries()) {
      expect(shownGradient(walkthrough, "h", backwardTime(3, t, "dh"))).toEqual(numbersOf(h));
    }
    expect(shownGradient(walkthrough, "cPrev")).toEqual(numbersOf(dInitial.c));
    expect(shownGradient(walkthrough, "hPrev")).toEqual(numbersOf(dInitial.h));
    expect(shownGradient(walkthrough, "x")).toEqual(numbersOf(byStep.dxs[0]!));
    for (const [n, gate] of gates.entries()) {
      expect(shownGradient(walkthrough, `Wh-${gate}`)).toEqual(numbersOf(grads.Wh.columns(2 * n, 2 * n + 2)));
      expect(shownGradient(walkthrough, `b-${gate}`)).toEqual(numbersOf(grads.b.columns(2 * n, 2 * n + 2)));
    }
  });

  it("shows the product of the forget gates, and the length of the whole derivative of the memory", () => {
    const product = tape[2]!.f.times(tape[1]!.f);
    expect(shownValue(walkthrough, "direct-0")).toEqual([product.norm()]);
    expect(shownValue(walkthrough, "direct-1")).toEqual([tape[2]!.f.norm()]);

    // By finite differences: the last c as a function of the c after time step 1, which also acts through h = o ⊙ tanh(c).
    const c = states[0]!.c.copy();
    const lastC = (unit: number) => () => {
      const start = { h: tape[0]!.o.times(c.tanh()), c };
      return unroll(lstm, params, sequenceOf(setup, "x").slice(1), start).states[1]!.c.data[unit]!;
    };
    const { steps, back } = traceLstm(setup);
    expect(steps).toHaveLength(back.length);
    const rows = [0, 1].map((unit) => c.map((_, k) => slope(lastC(unit), c, k)));
    const length = Math.hypot(...rows.flatMap((row) => numbersOf(row)));
    expect(shownValue(walkthrough, "all-0")![0]).toBeCloseTo(length, 7); // finite differences in float64
  });

  it("shows beside it a plain RNN with the weights of the candidate", () => {
    const part = (weights: Matrix) => weights.columns(4, 6);
    const plain = { Wx: part(params.Wx), Wh: part(params.Wh), b: part(params.b) };
    const { tape: plainTape } = unroll(rnn, plain, sequenceOf(setup, "x"), { h: initial.h });
    const jacobian = (t: number) => plain.Wh.timesRow(plainTape[t]!.h.map((h) => 1 - h * h));

    expect(shownValue(walkthrough, "rnn-1")![0]).toBeCloseTo(jacobian(2).norm(), 14);
    expect(shownValue(walkthrough, "rnn-0")![0]).toBeCloseTo(jacobian(1).dot(jacobian(2)).norm(), 14);
  });

  it("has gradients that finite differences confirm", () => {
    const loss = () =>
      squaredError(
        unroll(lstm, params, sequenceOf(setup, "x"), initial).states[2]!.h,
        matrixOf(setup, "target"),
      ).loss;

    expect(gradientError(loss, params.Wh, grads.Wh)).toBeLessThan(1e-7);
  });
});

function slope(f: () => number, matrix: Matrix, k: number): number {
  const old = matrix.data[k]!;
  matrix.data[k] = old + 1e-6;
  const above = f();
  matrix.data[k] = old - 1e-6;
  const below = f();
  matrix.data[k] = old;
  return (above - below) / 2e-6;
}
