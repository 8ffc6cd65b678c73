/** What must hold for any weights and inputs. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cell } from "../../../src/library/cells/cell.ts";
import { convertGruUpdate, createGru } from "../../../src/library/cells/gru.ts";
import { createGruResetBefore } from "../../../src/library/cells/gru-reset-before.ts";
import { lstm } from "../../../src/library/cells/lstm.ts";
import { peepholeLstm } from "../../../src/library/cells/peephole-lstm.ts";
import { reluRnn } from "../../../src/library/cells/relu-rnn.ts";
import { rnn } from "../../../src/library/cells/rnn.ts";
import { bidirectional } from "../../../src/library/layers/bidirectional.ts";
import { backpropagate, unroll } from "../../../src/library/layers/recurrent.ts";
import { recurrent, type SequenceLayer } from "../../../src/library/layers/sequence-layer.ts";
import { stacked } from "../../../src/library/layers/stacked.ts";
import { joinColumns, joinRows } from "../../../src/library/numeric/join.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { addNamed, mapNamed, zerosLike } from "../../../src/library/numeric/named.ts";
import { createRandom } from "../../../src/library/numeric/random.ts";
import { expectClose, randomLike, randomSequence } from "../compare.ts";

const any = (cell: unknown): Cell => cell as Cell;
const cells: [string, Cell][] = [
  ["rnn", any(rnn)],
  ["relu rnn", any(reluRnn)],
  ["lstm", any(lstm)],
  ["peephole lstm", any(peepholeLstm)],
  ["gru", any(createGru())],
  ["gru, reset before", any(createGruResetBefore())],
];

/** Sizes that are all small, and random weights, inputs and initial state from one seed. */
const setting = fc
  .record({
    input: fc.integer({ min: 1, max: 4 }),
    hidden: fc.integer({ min: 1, max: 4 }),
    batch: fc.integer({ min: 1, max: 3 }),
    steps: fc.integer({ min: 2, max: 6 }),
    seed: fc.integer(),
  })
  .map((sizes) => ({ ...sizes, random: createRandom(sizes.seed) }));
const runs = { seed: 1, numRuns: 25 };

function unrolled(
  cell: Cell,
  { input, hidden, batch, steps, random }: typeof setting extends fc.Arbitrary<infer T> ? T : never,
) {
  const size = { input, hidden };
  const params = randomLike(cell.initParams(size, random), random);
  const initial = randomLike(cell.initState(batch, size), random);
  const xs = randomSequence(steps, batch, input, random);
  return { size, params, initial, xs, ...unroll(cell, params, xs, initial) };
}

describe.each(cells)("%s", (_name, cell) => {
  it("uses the same weights at every time step: a sequence that starts later gives the same states later", () => {
    fc.assert(
      fc.property(setting, (s) => {
        const { params, xs, states } = unrolled(cell, s);

        const shifted = unroll(cell, params, xs.slice(1), states[0]);

        expect(shifted.states).toEqual(states.slice(1));
      }),
      runs,
    );
  });

  it("is causal: a later input changes no earlier state, and its gradient reaches no later loss", () => {
    fc.assert(
      fc.property(setting, ({ ...s }) => {
        const { params, initial, xs, states, tape } = unrolled(cell, s);
        const last = s.steps - 1;
        const onlyFirst = states.map((state, t) => (t === 0 ? state : zerosLike(state)));

        const changed = unroll(cell, params, xs.with(last, xs[last].scale(-3)), initial);
        const { dxs } = backpropagate(cell, params, tape, onlyFirst, zerosLike(params));

        expect(changed.states.slice(0, last)).toEqual(states.slice(0, last));
        expect(dxs[last].norm()).toBe(0);
      }),
      runs,
    );
  });

  it("has gradients that are linear in the per-step losses", () => {
    fc.assert(
      fc.property(setting, (s) => {
        const { params, tape, states } = unrolled(cell, s);
        const [one, other] = [
          states.map((d) => randomLike(d, s.random)),
          states.map((d) => randomLike(d, s.random)),
        ];
        const gradsOf = (dStates: typeof one) => {
          const grads = zerosLike(params);
          backpropagate(cell, params, tape, dStates, grads);
          return grads;
        };

        const both = gradsOf(
          one.map((d, t) =>
            addNamed(
              mapNamed(d, (m) => m.scale(2)),
              other[t],
            ),
          ),
        );

        const apart = addNamed(
          mapNamed(gradsOf(one), (m) => m.scale(2)),
          gradsOf(other),
        );
        for (const name of Object.keys(apart)) expectClose(both[name], apart[name]);
      }),
      runs,
    );
  });

  it("treats the rows of a batch apart", () => {
    fc.assert(
      fc.property(setting, (s) => {
        const { params, xs, initial, states } = unrolled(cell, s);
        const r = s.batch - 1;

        const alone = unroll(
          cell,
          params,
          xs.map((x) => x.row(r)),
          mapNamed(initial, (m) => m.row(r)),
        );

        expect(alone.states).toEqual(states.map((state) => mapNamed(state, (m) => m.row(r))));
      }),
      runs,
    );
  });
});

describe("the GRU's two update conventions", () => {
  it.each([
    ["after", any(createGru()), any(createGru({ update: "chung" }))],
    ["before", any(createGruResetBefore()), any(createGruResetBefore({ update: "chung" }))],
  ])("are one function under z → 1 − z, reset %s the product", (_reset, cho, chung) => {
    fc.assert(
      fc.property(setting, (s) => {
        const { params, xs, initial, states } = unrolled(cho, s);

        const converted = convertGruUpdate(params as Parameters<typeof convertGruUpdate>[0]);

        unroll(chung, converted, xs, initial).states.forEach(({ h }, t) => {
          expectClose(h, states[t].h);
        });
        expect(convertGruUpdate(converted)).toEqual(params);
      }),
      runs,
    );
  });

  it("differ when only the names are exchanged, and so do the two places of the reset gate", () => {
    const s = { input: 3, hidden: 4, batch: 2, steps: 3, seed: 1, random: createRandom(1) };
    const { params, xs, initial, states } = unrolled(any(createGru()), s);
    const withoutBq = { ...params, bq: new Matrix(1, 4) };

    const chung = unroll(any(createGru({ update: "chung" })), params, xs, initial).states;
    const after = unroll(any(createGru()), withoutBq, xs, initial).states;
    const before = unroll(any(createGruResetBefore()), withoutBq, xs, initial).states;

    expect(chung[2].h.equals(states[2].h, 0.01)).toBe(false);
    expect(before[2].h.equals(after[2].h, 0.01)).toBe(false);
  });
});

describe("weights", () => {
  it("split for x and h₋ are one matrix over x and h₋ side by side", () => {
    fc.assert(
      fc.property(setting, (s) => {
        const { params, xs, initial } = unrolled(any(rnn), s);

        const split = xs[0].dot(params.Wx).plus(initial.h.dot(params.Wh));
        const joined = joinColumns([xs[0], initial.h]).dot(joinRows([params.Wx, params.Wh]));

        expectClose(joined, split);
      }),
      runs,
    );
  });
});

describe("shapes", () => {
  const layer = recurrent(rnn);
  const deep = (residual: boolean): SequenceLayer => stacked([layer, layer, layer], { residual });
  it.each([
    ["residual", deep(true), 1],
    ["plain stack", deep(false), 1],
    ["bidirectional", bidirectional(layer), 2],
    [
      "bidirectional stack with residuals",
      stacked([bidirectional(layer), bidirectional(layer)], { residual: true }),
      2,
    ],
  ] as [string, SequenceLayer, number][])("%s: outputs, final states and gradients", (_name, net, width) => {
    fc.assert(
      fc.property(setting, ({ input, hidden, batch, steps, random }) => {
        const size = { input, hidden };
        const params = net.initParams(size, random);
        const initial = net.initState(batch, size);
        const xs = randomSequence(steps, batch, input, random);

        const { ys, final, cache } = net.forward(params, xs, initial);
        const { dxs, dInitial } = net.backward(params, cache, { dys: ys }, zerosLike(params));

        expect(ys.map(({ shape }) => shape)).toEqual(new Array(steps).fill(`[${batch}, ${width * hidden}]`));
        expect(dxs.map(({ shape }) => shape)).toEqual(xs.map(({ shape }) => shape));
        for (const states of [final, dInitial]) {
          expect(Object.keys(states).sort()).toEqual(Object.keys(initial).sort());
          for (const state of Object.values(states)) expect(state.shape).toBe(`[${batch}, ${hidden}]`);
        }
      }),
      runs,
    );
  });
});
