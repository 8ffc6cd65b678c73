import { describe, expect, it } from "vitest";
import { setForgetBias } from "../../../src/library/cells/forget-bias.ts";
import { createGru, gru } from "../../../src/library/cells/gru.ts";
import { createLstm, lstm } from "../../../src/library/cells/lstm.ts";
import { createLstmVariant, lstmVariants } from "../../../src/library/cells/lstm-variants.ts";
import { createPeepholeLstm, peepholeLstm } from "../../../src/library/cells/peephole-lstm.ts";
import { reluRnn } from "../../../src/library/cells/relu-rnn.ts";
import { rnn } from "../../../src/library/cells/rnn.ts";
import { unroll } from "../../../src/library/layers/recurrent.ts";
import { identity } from "../../../src/library/numeric/initialisation.ts";
import { joinColumns } from "../../../src/library/numeric/join.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { countNumbers, zerosLike } from "../../../src/library/numeric/named.ts";
import { createRandom, uniform } from "../../../src/library/numeric/random.ts";
import { expectClose, randomLike } from "../compare.ts";

const batch = 2;

describe("the vanilla cell", () => {
  it("computes tanh(x Wx + h₋ Wh + b)", () => {
    const params = {
      Wx: Matrix.fromRows([
        [0.5, -1],
        [0.25, 2],
      ]),
      Wh: Matrix.fromRows([
        [0.1, 0],
        [0, -0.2],
      ]),
      b: Matrix.fromRows([[0.3, -0.4]]),
    };

    const { state } = rnn.forward(params, Matrix.fromRows([[2, 4]]), { h: Matrix.fromRows([[1, -3]]) });

    expectClose(state.h, [[Math.tanh(1 + 1 + 0.1 + 0.3), Math.tanh(-2 + 8 + 0.6 - 0.4)]], 1e-15);
  });

  it("has D·H + H² + H parameters", () => {
    expect(countNumbers(rnn.initParams({ input: 16, hidden: 32 }, createRandom(1)))).toBe(1568);
  });
});

describe("the ReLU cell", () => {
  it("starts from the identity, so without input the state stays", () => {
    const size = { input: 3, hidden: 4 };
    const params = reluRnn.initParams(size, createRandom(1));
    const h = uniform(batch, 4, 1, createRandom(2)).map(Math.abs);

    const { states } = unroll(reluRnn, params, new Array(50).fill(new Matrix(batch, 3)), { h });

    expect(params.Wh).toEqual(identity(4));
    expect(states[49].h).toEqual(h);
  });
});

describe("the LSTM", () => {
  it("keeps its cell state while the forget gate is open and the input gate is shut", () => {
    const params = { Wx: new Matrix(3, 16), Wh: new Matrix(4, 16), b: new Matrix(1, 16) };
    params.b.data.fill(-50, 0, 4).fill(50, 4, 8); // i ≈ 0, f ≈ 1
    const prev = { h: new Matrix(batch, 4), c: uniform(batch, 4, 1, createRandom(2)) };

    const { state } = lstm.forward(params, new Matrix(batch, 3), prev);

    expect(state.c).toEqual(prev.c);
  });

  it("writes the candidate over it while the forget gate is shut and the input gate is open", () => {
    const params = { Wx: new Matrix(3, 16), Wh: new Matrix(4, 16), b: new Matrix(1, 16) };
    params.b.data.fill(50, 0, 4).fill(-50, 4, 8).fill(0.7, 8, 12).fill(50, 12, 16);
    const prev = { h: new Matrix(batch, 4), c: uniform(batch, 4, 1, createRandom(2)) };

    const { state } = lstm.forward(params, new Matrix(batch, 3), prev);

    expectClose(state.c, Matrix.filled(batch, 4, Math.tanh(0.7)));
    expectClose(state.h, Matrix.filled(batch, 4, Math.tanh(Math.tanh(0.7))));
  });

  it("starts with the forget bias it is told, 1 by default, all else 0", () => {
    const size = { input: 3, hidden: 4 };
    const bias = (cell: typeof lstm): number[] => [...cell.initParams(size, createRandom(1)).b.data];

    expect(bias(lstm)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(bias(createLstm(-2)).slice(4, 8)).toEqual([-2, -2, -2, -2]);
  });

  it("starts, chrono, with forget gates spread over the lags expected, and input gates opposite", () => {
    const b = new Matrix(1, 4000);
    setForgetBias(b, 1000, { longestLag: 100 }, createRandom(1));
    const [i, f] = b.splitColumns(4);

    const spans = f.map(Math.exp).data; // uniform in 1 … 99

    expect(i).toEqual(f.scale(-1));
    expect(Math.min(...spans)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...spans)).toBeLessThan(99);
    expect(Math.abs(f.map(Math.exp).sum() / 1000 - 50)).toBeLessThan(3.6); // 4 standard errors of 0.9
    expect(() => setForgetBias(b, 1000, { longestLag: 1 }, createRandom(1))).toThrow(
      "forget bias: longestLag must be at least 2 time steps, got 1.",
    );
  });

  it("has four times the parameters of the vanilla cell", () => {
    expect(countNumbers(lstm.initParams({ input: 16, hidden: 32 }, createRandom(1)))).toBe(6272);
  });
});

describe("the peephole LSTM", () => {
  it("without its peepholes is the LSTM, and has 3·H more parameters", () => {
    const size = { input: 16, hidden: 32 };
    const params = createPeepholeLstm(2).initParams(size, createRandom(1));
    const blind = { ...params, pi: new Matrix(1, 32), pf: new Matrix(1, 32), po: new Matrix(1, 32) };
    const x = uniform(batch, 16, 1, createRandom(2));
    const prev = randomLike(lstm.initState(batch, size), createRandom(3));

    expect(peepholeLstm.forward(blind, x, prev).state).toEqual(lstm.forward(params, x, prev).state);
    expect(countNumbers(params)).toBe(6368);
  });

  it("lets the output gate see the new cell state, the others the old one", () => {
    const params = zerosLike(peepholeLstm.initParams({ input: 1, hidden: 1 }, createRandom(1)));
    params.po.data[0] = 1;
    params.pi.data[0] = 1;
    params.b.data[2] = 10; // candidate ≈ 1

    const { cache } = peepholeLstm.forward(params, new Matrix(1, 1), {
      h: new Matrix(1, 1),
      c: Matrix.filled(1, 1, 2),
    });

    const i = 1 / (1 + Math.exp(-2));
    const c = 0.5 * 2 + i * Math.tanh(10);
    expect(cache.i.at(0, 0)).toBeCloseTo(i, 14);
    expect(cache.o.at(0, 0)).toBeCloseTo(1 / (1 + Math.exp(-c)), 14);
  });
});

describe("the LSTM variants", () => {
  const size = { input: 3, hidden: 4 };
  const params = randomLike(createLstmVariant({}).initParams(size, createRandom(1)), createRandom(1));
  const x = uniform(batch, 3, 1, createRandom(2));
  const prev = randomLike(createLstmVariant({}).initState(batch, size), createRandom(3));

  it("V is the peephole LSTM, NP the plain one", () => {
    const { h, c } = createLstmVariant(lstmVariants.V).forward(params, x, prev).state;
    const plain = createLstmVariant(lstmVariants.NP).forward(params, x, prev).state;

    expect({ h, c }).toEqual(peepholeLstm.forward(params, x, prev).state);
    expect({ h: plain.h, c: plain.c }).toEqual(lstm.forward(params, x, prev).state);
  });

  it("each differ from V, and from each other", () => {
    const hs = Object.values(lstmVariants).map((v) =>
      String([...createLstmVariant(v).forward(params, x, prev).state.h.data]),
    );

    expect(new Set(hs).size).toBe(9);
  });

  it("with coupled gates and neither output gate nor output tanh is a GRU that resets nothing", () => {
    const coupled = createLstmVariant({
      coupledGates: true,
      noOutputGate: true,
      noOutputActivation: true,
      noPeepholes: true,
    });
    const [ix, , gx] = params.Wx.splitColumns(4);
    const [ih, , gh] = params.Wh.splitColumns(4);
    const [ib, , gb] = params.b.splitColumns(4);
    const open = Matrix.filled(1, 4, 50); // r ≈ 1
    const asGru = {
      Wx: joinColumns([new Matrix(3, 4), ix, gx]),
      Wh: joinColumns([new Matrix(4, 4), ih, gh]),
      b: joinColumns([open, ib, gb]),
      bq: new Matrix(1, 4),
    };

    const { h } = coupled.forward(params, x, { ...prev, h: prev.c }).state; // a GRU's state is h and c in one

    expectClose(h, createGru({ update: "chung" }).forward(asGru, x, { h: prev.c }).state.h);
  });

  it("refuse coupled gates of which one is missing", () => {
    expect(() => createLstmVariant({ coupledGates: true, noForgetGate: true })).toThrow(
      "createLstmVariant: coupled gates need both the input and the forget gate.",
    );
  });
});

describe("the GRU", () => {
  it.each([
    ["cho", 50],
    ["chung", -50],
  ] as const)("keeps its state while the update gate says so (%s)", (update, bias) => {
    const size = { input: 3, hidden: 4 };
    const cell = createGru({ update, updateBias: bias });
    const params = cell.initParams(size, createRandom(1));
    const h = uniform(batch, 4, 1, createRandom(2));

    const { state } = cell.forward(params, uniform(batch, 3, 1, createRandom(3)), { h });

    expectClose(state.h, h);
  });

  it.each([
    ["cho", -50],
    ["chung", 50],
  ] as const)("replaces its state by the candidate when the update gate says so (%s)", (update, bias) => {
    const size = { input: 3, hidden: 4 };
    const cell = createGru({ update, updateBias: bias });
    const params = cell.initParams(size, createRandom(1));

    const { state, cache } = cell.forward(params, uniform(batch, 3, 1, createRandom(3)), {
      h: uniform(batch, 4, 1, createRandom(2)),
    });

    expectClose(state.h, cache.n);
  });

  it("has three times the parameters of the vanilla cell, and H more for the reset after the product", () => {
    expect(countNumbers(gru.initParams({ input: 16, hidden: 32 }, createRandom(1)))).toBe(4704 + 32);
  });
});

it("every cell names operation and shapes when an input does not fit", () => {
  const size = { input: 3, hidden: 4 };
  const params = gru.initParams(size, createRandom(1));

  expect(() => gru.forward(params, new Matrix(batch, 2), gru.initState(batch, size))).toThrow(
    "dot: inner sizes differ: left is [2, 2], right is [3, 12].",
  );
  expect(() => gru.forward(params, new Matrix(batch, 3), gru.initState(batch + 1, size))).toThrow(
    "plus: shapes differ: left is [2, 4], right is [3, 4].",
  );
});
