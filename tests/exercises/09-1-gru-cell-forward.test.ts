/** Checks of X9.1: the GRU cell, one time step, in all four conventions. */

import { createGru, createGruResetBefore } from "unrolled/cells";
import { createRandom, type Matrix } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";
import { drawSizes } from "./examples.ts";
import { expectRightOrOwn, varies } from "./gates.ts";
import { drawGru, type GruExample } from "./gru-examples.ts";

interface Convention {
  readonly update: "cho" | "chung";
  readonly reset: "after" | "before";
}

interface Result {
  readonly h: Matrix;
  readonly r: Matrix;
  readonly z: Matrix;
  readonly n: Matrix;
}

const draw = (seed: number): GruExample => {
  const random = createRandom(seed);
  return drawGru(drawSizes(random), random);
};

function right({ params, x, hPrev }: GruExample, { update, reset }: Convention): Result {
  const cell = reset === "after" ? createGru({ update }) : createGruResetBefore({ update });
  const { state, cache } = cell.forward(params, x, { h: hPrev });
  const { r, keep, n } = cache;
  return { h: state.h, r, z: update === "cho" ? keep : keep.map((v) => 1 - v), n };
}

const conventions: readonly Convention[] = (["cho", "chung"] as const).flatMap((update) =>
  (["after", "before"] as const).map((reset) => ({ update, reset })),
);

/** Asks for one time step and makes sure of its types and shapes. */
async function ask({ call }: CheckTools, given: GruExample, convention: Convention): Promise<Result> {
  const { params, x, hPrev } = given;
  const result = await call("gruCellForward", params, x, hPrev, convention);
  expectLike("result", result, right(given, convention));
  return result as Result;
}

const named = (name: string, { update, reset }: Convention): string =>
  `${name}, with update "${update}" and reset "${reset}",`;

exercise("X9.1", ({ check }) => {
  check("a", async (tools) => {
    for (const convention of conventions) await ask(tools, draw(tools.seed), convention);
  });

  check("b", async (tools) => {
    const given = draw(tools.seed);
    for (const convention of conventions) {
      const { r, z } = await ask(tools, given, convention);

      const expected = right(given, convention);
      const lookAt = "Both gates are the same in all four conventions.";
      expectClose(named("r", convention), r, expected.r, { lookAt });
      expectClose(named("z", convention), z, expected.z, { lookAt });
    }
  });

  const candidates: [id: string, reset: Convention["reset"], lookAt: string][] = [
    ["c", "after", "h₋ meets Whn first, then bq is added, then r multiplies. Where does bn stand?"],
    ["d", "before", "r multiplies h₋ before it meets Whn; bq is not used."],
  ];
  for (const [id, reset, lookAt] of candidates) {
    check(id, async (tools) => {
      const given = draw(tools.seed);
      const convention = { update: "cho", reset } as const;

      const { r, n } = await ask(tools, given, convention);

      // The candidate may follow from the learner's own reset gate, even where that is wrong.
      await expectRightOrOwn(
        right(given, convention).n,
        () => (varies(r) ? candidateFrom(r, given, reset) : undefined),
        (expected) => expectClose(named("n", convention), n, expected, { lookAt }),
      );
    });
  }

  const updates: [id: string, update: Convention["update"], lookAt: string][] = [
    ["e", "cho", "Here z says how much of h₋ is kept."],
    ["f", "chung", "Here z says how much of the candidate is taken."],
  ];
  for (const [id, update, lookAt] of updates) {
    check(id, async (tools) => {
      const given = draw(tools.seed);
      for (const reset of ["after", "before"] as const) {
        const convention = { update, reset };

        const { h, z, n } = await ask(tools, given, convention);

        // So may the new state, from the learner's own update gate and candidate.
        const share = (v: number): number => (update === "cho" ? v : 1 - v);
        await expectRightOrOwn(
          right(given, convention).h,
          () =>
            [z, n].every(varies)
              ? given.hPrev.map((v, k) => share(z.data[k]) * v + (1 - share(z.data[k])) * n.data[k])
              : undefined,
          (expected) => expectClose(named("h", convention), h, expected, { lookAt }),
        );
      }
    });
  }
});

function candidateFrom(
  r: Matrix,
  { params: { Wx, Wh, b, bq }, x, hPrev }: GruExample,
  reset: Convention["reset"],
): Matrix {
  const Whn = Wh.splitColumns(3)[2];
  const an = x.dot(Wx).plusRow(b).splitColumns(3)[2];
  const gated = (m: Matrix): Matrix => m.map((v, k) => r.data[k] * v);
  const past = reset === "after" ? gated(hPrev.dot(Whn).plusRow(bq)) : gated(hPrev).dot(Whn);
  return an.plus(past).tanh();
}
