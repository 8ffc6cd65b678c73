/** Checks of X15.2: backward through additive attention. */

import { additiveAttention, zeroMemoryGradient } from "unrolled/layers";
import { createRandom, type Matrix, uniform, zerosLike } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";
import { type AttentionExample, drawAttention } from "./attention-examples.ts";

type Params = AttentionExample["params"];

interface Given {
  readonly params: Params;
  readonly cache: {
    readonly query: Matrix;
    readonly keys: Matrix[];
    readonly as: readonly Matrix[];
    readonly alpha: Matrix;
  };
  readonly dContext: Matrix;
}

interface Gradients {
  readonly dQuery: Matrix;
  readonly dKeys: Matrix[];
  readonly grads: Params;
}

function draw(seed: number): Given {
  const random = createRandom(seed);
  const { params, query, keys } = drawAttention(random);
  const memory = additiveAttention.prepare(params, keys);
  const { alpha, cache } = additiveAttention.forward(params, query, memory);
  return {
    params,
    cache: { query, keys, as: cache.hidden, alpha },
    dContext: uniform(query.rows, keys[0].cols, 1, random),
  };
}

function right({ params, cache: { query, keys }, dContext }: Given): Gradients {
  const memory = additiveAttention.prepare(params, keys);
  const { cache } = additiveAttention.forward(params, query, memory);
  const grads = zerosLike(params);
  const dMemory = zeroMemoryGradient(memory);
  const dQuery = additiveAttention.backward(params, cache, dContext, { grads, dMemory });
  return { dQuery, dKeys: additiveAttention.prepareBackward(params, memory, dMemory, grads), grads };
}

/** Asks for the gradients and makes sure of their types and shapes. */
async function ask({ call }: CheckTools, given: Given): Promise<Gradients> {
  const result = await call("attentionBackward", given.params, given.cache, given.dContext);
  expectLike("result", result, right(given));
  return result as Gradients;
}

exercise("X15.2", ({ check }) => {
  check("a", async (tools) => {
    await ask(tools, draw(tools.seed));
  });

  const parts: [id: string, name: keyof Params, lookAt: string][] = [
    ["b", "v", "dα_j is dContext · key_j, row by row. Then the softmax: dE = α ⊙ (dα − Σ_k α_k dα_k)."],
    ["c", "Wq", "From e to a stands v, then the slope of tanh. Every key adds to the gradient of Wq."],
    ["d", "Wk", "Each key meets the gradient that came through its own score."],
  ];
  for (const [id, name, lookAt] of parts) {
    check(id, async (tools) => {
      const given = draw(tools.seed);

      const { grads } = await ask(tools, given);

      expectClose(`grads.${name}`, grads[name], right(given).grads[name], { lookAt });
    });
  }

  check("e", async (tools) => {
    const given = draw(tools.seed);

    const { dQuery } = await ask(tools, given);

    expectClose("dQuery", dQuery, right(given).dQuery, { lookAt: "The query stands in every score." });
  });

  check("f", async (tools) => {
    const given = draw(tools.seed);

    const { dKeys } = await ask(tools, given);

    expectClose("dKeys", dKeys, right(given).dKeys, {
      lookAt: "Two ways lead to a key: the weighted sum, and its own score.",
    });
  });
});
