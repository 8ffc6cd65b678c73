/** Checks of X9.2: backward through one time step of the GRU. */

import { gru, type GruCache as LibraryCache } from "unrolled/cells";
import { createRandom, joinColumns, type Matrix, zerosLike } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";
import { drawSizes } from "./examples.ts";
import {
  exampleOf,
  expectCloseByGate,
  expectRightOrOwn,
  gateColumns,
  gruGates,
  ownBeforeGates,
} from "./gates.ts";
import { drawGru, type GruParams } from "./gru-examples.ts";

type Cache = Record<"x" | "hPrev" | "r" | "z" | "q" | "n", Matrix>;

interface Given {
  readonly params: GruParams;
  readonly cache: Cache;
  readonly dh: Matrix;
}

interface Gradients {
  readonly dx: Matrix;
  readonly dhPrev: Matrix;
  readonly grads: GruParams;
}

function draw(seed: number): Given {
  const random = createRandom(seed);
  const { params, x, hPrev, dh } = drawGru(drawSizes(random), random);
  const { keep, ...cache } = gru.forward(params, x, { h: hPrev }).cache;
  return { params, cache: { ...cache, z: keep }, dh };
}

function right({ params, cache: { z, ...cache }, dh }: Given): Gradients {
  const grads = zerosLike(params);
  const saved: LibraryCache = { ...cache, keep: z };
  const { dx, dPrev } = gru.backward(params, saved, { h: dh }, grads);
  return { dx, dhPrev: dPrev.h, grads };
}

/** Asks for the gradients and makes sure of their types and shapes. */
async function ask({ call }: CheckTools, given: Given): Promise<Gradients> {
  const result = await call("gruCellBackward", given.params, given.cache, given.dh);
  expectLike("result", result, right(given));
  return result as Gradients;
}

/** What follows from the learner's own gradients of ar, az, an and q; undefined where they are the same everywhere. */
async function own(tools: CheckTools, { params, cache, dh }: Given): Promise<Gradients | undefined> {
  const { b, bq } = params;
  const gates = await ownBeforeGates({ b, bq }, dh.rows, async (e) => {
    return (await ask(tools, { params, cache: exampleOf(cache, e), dh: dh.row(e) })).grads;
  });
  if (!gates) return undefined;
  const { b: dxGates, bq: dq } = gates; // [batch, 3·hidden], [batch, hidden]
  const [dar, daz] = dxGates.splitColumns(3);
  const dhGates = joinColumns([dar, daz, dq]);
  return {
    dx: dxGates.dot(params.Wx.transpose()),
    dhPrev: dhGates.dot(params.Wh.transpose()).plus(dh.times(cache.z)),
    grads: {
      Wx: cache.x.transpose().dot(dxGates),
      Wh: cache.hPrev.transpose().dot(dhGates),
      b: dxGates.sumRows(),
      bq: dq.sumRows(),
    },
  };
}

exercise("X9.2", ({ check }) => {
  check("a", async (tools) => {
    await ask(tools, draw(tools.seed));
  });

  const biases: [id: string, gate: number, lookAt: string][] = [
    ["b", 1, "In h = (1 − z) ⊙ n + z ⊙ h₋, z stands twice, once with a minus. Then comes the slope of σ."],
    ["c", 2, "What multiplies n in the last line? Then comes the slope of tanh."],
    ["d", 0, "In r ⊙ q, what multiplies r? Then comes the slope of σ."],
  ];
  for (const [id, gate, lookAt] of biases) {
    check(id, async (tools) => {
      const given = draw(tools.seed);

      const { grads } = await ask(tools, given);

      const { b } = right(given).grads;
      const [got, expected] = [grads.b, b].map((m) => gateColumns(m, gate, 3, b));
      expectClose(`The ${gruGates[gate]}'s part of grads.b`, got, expected, { lookAt });
    });
  }

  check("e", async (tools) => {
    const given = draw(tools.seed);

    const { grads } = await ask(tools, given);

    expectClose("grads.bq", grads.bq, right(given).grads.bq, {
      lookAt: "q reaches the candidate through r ⊙ q, so r stands in its gradient.",
    });
  });

  // From here on each gradient may follow from the learner's own gradients of the gates, even where those are wrong.
  const weights: [id: string, name: "Wx" | "Wh", lookAt: string][] = [
    ["f", "Wx", "x meets all three blocks in the same way: xᵀ times the gradients of ar, az, an."],
    ["g", "Wh", "h₋ meets Whn inside q: which gradient belongs to its block?"],
  ];
  for (const [id, name, lookAt] of weights) {
    check(id, async (tools) => {
      const given = draw(tools.seed);

      const { grads } = await ask(tools, given);

      await expectRightOrOwn(
        right(given).grads[name],
        async () => (await own(tools, given))?.grads[name],
        (expected) => expectCloseByGate(`grads.${name}`, grads[name], expected, gruGates, { lookAt }),
      );
    });
  }

  const inputs: [id: string, name: "dx" | "dhPrev", lookAt: string][] = [
    ["h", "dx", "x feeds r, z and n, each through its block of Wx."],
    ["i", "dhPrev", "h₋ feeds four things: h itself, r, z, and q."],
  ];
  for (const [id, name, lookAt] of inputs) {
    check(id, async (tools) => {
      const given = draw(tools.seed);

      const result = await ask(tools, given);

      await expectRightOrOwn(
        right(given)[name],
        async () => (await own(tools, given))?.[name],
        (expected) => expectClose(name, result[name], expected, { lookAt }),
      );
    });
  }
});
