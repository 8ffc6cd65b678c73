import { describe, expect, it } from "vitest";
import type { Cell } from "../../../src/library/cells/cell.ts";
import { lstm } from "../../../src/library/cells/lstm.ts";
import { rnn } from "../../../src/library/cells/rnn.ts";
import {
  backpropagate,
  backpropagateByStep,
  completeGradients,
  unroll,
} from "../../../src/library/layers/recurrent.ts";
import { truncatedBackpropagate } from "../../../src/library/layers/truncated.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { addNamed, type Named, zerosLike } from "../../../src/library/numeric/named.ts";
import { createRandom } from "../../../src/library/numeric/random.ts";
import { expectClose, randomLike, randomSequence } from "../compare.ts";

const size = { input: 3, hidden: 4 };
const [batch, steps] = [2, 6];

/** An unrolled LSTM with random weights everywhere, and a random gradient at every state. */
function unrolled(cell: Cell = lstm as unknown as Cell) {
  const random = createRandom(1);
  const params = randomLike(cell.initParams(size, random), random);
  const initial = randomLike(cell.initState(batch, size), random);
  const xs = randomSequence(steps, batch, size.input, random);
  const { states, tape } = unroll(cell, params, xs, initial);
  const dStates = states.map((state) => randomLike(state, random));
  return { cell, params, initial, xs, states, tape, dStates, random };
}

const expectSame = (a: Named, b: Named): void => {
  for (const name of Object.keys(b)) expectClose(a[name], b[name]);
};

describe("unrolling", () => {
  it("in two halves, with the state carried over, is unrolling at once", () => {
    const { cell, params, xs, initial, states } = unrolled();

    const first = unroll(cell, params, xs.slice(0, 2), initial);
    const second = unroll(cell, params, xs.slice(2), first.states[1]);

    expect([...first.states, ...second.states]).toEqual(states);
  });

  it("refuses an empty sequence, and inputs and initial states that are NaN", () => {
    const { cell, params, xs, initial } = unrolled();
    const bad = [xs[0], xs[1].map((v, k) => (k === 4 ? Number.NaN : v))];

    expect(() => unroll(cell, params, [], initial)).toThrow(
      "unroll: the sequence is empty; give at least one",
    );
    expect(() => unroll(cell, params, bad, initial)).toThrow("unroll: input 1 is NaN at (1, 1) of [2, 3].");
    expect(() => unroll(cell, params, xs, { ...initial, c: initial.c.scale(Number.NaN) })).toThrow(
      "unroll: the initial c is NaN at (0, 0) of [2, 4].",
    );
  });

  it("names the shapes when input and weights do not fit", () => {
    const { cell, params, initial } = unrolled();

    expect(() => unroll(cell, params, [new Matrix(batch, 5)], initial)).toThrow(
      "dot: inner sizes differ: left is [2, 5], right is [3, 16].",
    );
  });
});

describe("backpropagation through time", () => {
  it("adds to the gradients that are there", () => {
    const { cell, params, tape, dStates } = unrolled();
    const [once, twice] = [zerosLike(params), zerosLike(params)];

    backpropagate(cell, params, tape, dStates, once);
    backpropagate(cell, params, tape, dStates, twice);
    backpropagate(cell, params, tape, dStates, twice);

    expectSame(twice, addNamed(once, once));
  });

  it("taken apart by time step adds up to the whole", () => {
    const { cell, params, tape, dStates } = unrolled();
    const grads = zerosLike(params);

    const whole = backpropagate(cell, params, tape, dStates, grads);
    const { addends, dTotals, dxs, dInitial } = backpropagateByStep(cell, params, tape, dStates);

    expectSame(addends.reduce(addNamed), grads);
    expect({ dxs, dInitial }).toEqual(whole);
    expect(dTotals[steps - 1]).toEqual(dStates[steps - 1]);
    expect(dTotals[0].h.equals(dStates[0].h)).toBe(false);
  });

  it("is linear in the losses: the gradients of two losses add up", () => {
    const { cell, params, tape, dStates, random, states } = unrolled();
    const others = states.map((state) => randomLike(state, random));
    const run = (losses: Named[]): Named => {
      const grads = zerosLike(params);
      const { dInitial } = backpropagate(cell, params, tape, losses, grads);
      return { ...grads, ...dInitial };
    };

    const both = run(dStates.map((d, t) => addNamed(d, others[t])));

    expectSame(both, addNamed(run(dStates), run(others)));
  });

  it("completes gradients that name only some states at some time steps", () => {
    const { states } = unrolled();
    const dh = Matrix.filled(batch, 4, 1);

    const full = completeGradients(states, [{}, {}, {}, {}, {}, { h: dh }]);

    expect(full[5].h).toBe(dh);
    expect(full[5].c.equals(new Matrix(batch, 4))).toBe(true);
    expect(full[2].h.equals(new Matrix(batch, 4))).toBe(true);
    expect(() => completeGradients(states, [{}])).toThrow(
      "6 time steps need as many gradients (or {}), got 1",
    );
  });

  it("refuses an empty tape and a list of another length", () => {
    const { cell, params, tape, dStates } = unrolled();

    expect(() => backpropagate(cell, params, [], [], zerosLike(params))).toThrow(
      "backpropagate: the tape is empty; unroll at least one time step first.",
    );
    expect(() => backpropagate(cell, params, tape, dStates.slice(1), zerosLike(params))).toThrow(
      "backpropagate: the tape has 6 time steps, dStates has 5; give one per step.",
    );
  });
});

describe("truncated backpropagation through time", () => {
  it("is the whole of it when it may go back far enough", () => {
    const { cell, params, tape, dStates } = unrolled();
    const grads = { whole: zerosLike(params), blocks: zerosLike(params), single: zerosLike(params) };

    const whole = backpropagate(cell, params, tape, dStates, grads.whole);
    const blocks = truncatedBackpropagate(cell, params, tape, dStates, grads.blocks, { k1: 6, k2: 6 });
    const single = truncatedBackpropagate(cell, params, tape, dStates, grads.single, { k1: 1, k2: 9 });

    expect(blocks.dxs).toEqual(whole.dxs);
    expectSame(grads.blocks, grads.whole);
    expectSame(grads.single, grads.whole);
    single.dxs.forEach((dx, t) => {
      expectClose(dx, whole.dxs[t]);
    });
  });

  it("with k1 = k2 is one backward pass per window, nothing flowing between them", () => {
    const { cell, params, tape, dStates } = unrolled();
    const [grads, windows] = [zerosLike(params), zerosLike(params)];

    truncatedBackpropagate(cell, params, tape, dStates, grads, { k1: 3, k2: 3 });
    backpropagate(cell, params, tape.slice(0, 3), dStates.slice(0, 3), windows);
    backpropagate(cell, params, tape.slice(3), dStates.slice(3), windows);

    expectSame(grads, windows);
  });

  it("reaches k2 steps back from a loss and not one more", () => {
    const { cell, params, tape, states } = unrolled(rnn as unknown as Cell);
    const last = completeGradients(states, [{}, {}, {}, {}, {}, { h: Matrix.filled(batch, 4, 1) }]);

    const { dxs } = truncatedBackpropagate(cell, params, tape, last, zerosLike(params), { k1: 2, k2: 3 });

    expect(dxs.map((dx) => dx.norm() > 0)).toEqual([false, false, false, true, true, true]);
  });

  it("refuses steps that would leave losses out", () => {
    const { cell, params, tape, dStates } = unrolled();

    expect(() =>
      truncatedBackpropagate(cell, params, tape, dStates, zerosLike(params), { k1: 3, k2: 2 }),
    ).toThrow("truncatedBackpropagate: expected whole 1 ≤ k1 ≤ k2, got k1 = 3, k2 = 2.");
  });
});
