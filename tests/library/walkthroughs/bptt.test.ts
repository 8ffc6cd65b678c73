/** W2 shows what `unroll` and `backpropagate` compute, to the last bit. */

import { describe, expect, it } from "vitest";
import { rnn } from "../../../src/library/cells/rnn.ts";
import { squaredError } from "../../../src/library/layers/losses.ts";
import { backpropagate, unroll } from "../../../src/library/layers/recurrent.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { zerosLike } from "../../../src/library/numeric/named.ts";
import { makeWalkthrough } from "../../../src/library/walkthroughs/catalogue.ts";
import { shownGradient, shownValue } from "./shown-numbers.ts";

const numbers = {
  x: [[0.3], [-1.2], [0.7]],
  h0: [[0.2, -0.4]],
  Wx: [[0.9, -0.6]],
  Wh: [
    [0.5, -0.8],
    [1.1, 0.4],
  ],
  b: [[0.1, -0.3]],
  target: [
    [0.5, 0.5],
    [-0.2, 0.1],
    [0.9, -0.7],
  ],
};

describe.each(["last step", "every step"])("W2 with the loss at the %s", (loss) => {
  const walkthrough = makeWalkthrough("W2", { choices: { steps: "3", units: "2", loss }, numbers });
  const params = {
    Wx: Matrix.fromRows(numbers.Wx),
    Wh: Matrix.fromRows(numbers.Wh),
    b: Matrix.fromRows(numbers.b),
  };
  const xs = numbers.x.map((row) => Matrix.fromRows([row]));
  const { states, tape } = unroll(rnn, params, xs, { h: Matrix.fromRows(numbers.h0) });
  const errors = states.map(({ h }, t) => squaredError(h, Matrix.fromRows([numbers.target[t]!])));
  const counts = (t: number) => loss === "every step" || t === 2;
  const dStates = errors.map(({ dy }, t) => ({ h: counts(t) ? dy : dy.scale(0) }));
  const grads = zerosLike(params);
  const { dxs, dInitial } = backpropagate(rnn, params, tape, dStates, grads);

  it("has T steps forward, the loss, T steps backward and the sum", () => {
    expect(walkthrough.steps.map(({ way }) => way).join(" ")).toBe(
      "forward forward forward look backward backward backward look",
    );
  });

  it("shows the states of the forward pass, each from its own step on", () => {
    const shown = states.map((_, t) => shownValue(walkthrough, `h${t}`, t));
    const before = states.slice(1).map((_, t) => shownValue(walkthrough, `h${t + 1}`, t));

    expect(shown).toEqual(states.map(({ h }) => [...h.data]));
    expect(before).toEqual([undefined, undefined]);
  });

  it("shows sums z whose tanh is h", () => {
    for (const [t, { h }] of states.entries())
      expect(shownValue(walkthrough, `z${t}`)!.map(Math.tanh)).toEqual([...h.data]);
  });

  it("ends with the gradients of the backward pass", () => {
    expect(shownGradient(walkthrough, "Wx")).toEqual([...grads.Wx.data]);
    expect(shownGradient(walkthrough, "Wh")).toEqual([...grads.Wh.data]);
    expect(shownGradient(walkthrough, "b")).toEqual([...grads.b.data]);
    expect(shownGradient(walkthrough, "h-first")).toEqual([...dInitial.h.data]);
    for (const [t, dx] of dxs.entries()) expect(shownGradient(walkthrough, `x${t}`)).toEqual([...dx.data]);
  });

  it("lets the gradient of the weights grow by each time step's addend", () => {
    const sums = [4, 5, 6].map((step) => shownGradient(walkthrough, "Wh", step)!);
    const addends = [2, 1, 0].map((t) => shownValue(walkthrough, `Wh-${t}`)!);

    expect(sums[0]).toEqual(addends[0]);
    expect(sums[1]).toEqual(sums[0]!.map((sum, k) => sum + addends[1]![k]!));
    expect(sums[2]).toEqual(sums[1]!.map((sum, k) => sum + addends[2]![k]!));
    expect(shownGradient(walkthrough, "Wh", 3)).toBeUndefined();
  });

  it("shows a loss where one counts, and nowhere else", () => {
    const shown = walkthrough.picture.boxes.filter(({ id }) => id.startsWith("loss")).map(({ id }) => id);

    expect(shown).toEqual(loss === "every step" ? ["loss0", "loss1", "loss2"] : ["loss2"]);
    expect(shownValue(walkthrough, "loss2")).toEqual([errors[2]!.loss]);
  });
});
