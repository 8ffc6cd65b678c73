/** Checks of X9.4: a counter-example to "the place of the reset gate makes no difference". */

import { createGru, createGruResetBefore } from "unrolled/cells";
import { Matrix } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { CheckFailure, expectLike } from "../../src/grader/grading/expectations.ts";

interface Example {
  readonly params: { Wx: Matrix; Wh: Matrix; b: Matrix };
  readonly x: Matrix;
  readonly hPrev: Matrix;
}

const largest = 100;
const least = 0.1;

/** Asks for the example, makes sure of its shapes, and gives it the library's methods again. */
async function ask({ call }: CheckTools, hidden: number): Promise<Example> {
  const result = await call("resetCounterExample", hidden);
  expectLike("result", result, {
    params: {
      Wx: new Matrix(1, 3 * hidden),
      Wh: new Matrix(hidden, 3 * hidden),
      b: new Matrix(1, 3 * hidden),
    },
    x: new Matrix(1, 1),
    hPrev: new Matrix(1, hidden),
  });
  const { params, x, hPrev } = result as Example;
  const matrixOf = ({ rows, cols, data }: Matrix): Matrix => new Matrix(rows, cols, data);
  const { Wx, Wh, b } = params;
  return {
    params: { Wx: matrixOf(Wx), Wh: matrixOf(Wh), b: matrixOf(b) },
    x: matrixOf(x),
    hPrev: matrixOf(hPrev),
  };
}

exercise("X9.4", ({ check }) => {
  check("a", async (tools) => {
    for (const hidden of [2, 4]) await ask(tools, hidden);
  });

  check("b", async (tools) => {
    const example = await ask(tools, 3);

    expectDifference(example, 3);
  });

  check("c", async (tools) => {
    for (const hidden of [2, 5, 6]) {
      const example = await ask(tools, hidden);

      const { Wx, Wh, b } = example.params;
      const numbers = [Wx, Wh, b, example.x, example.hPrev].flatMap(({ data }) => [...data]);
      const size = Math.max(...numbers.map(Math.abs));
      if (size > largest)
        throw new CheckFailure(`hidden = ${hidden}: the largest number is ${size}; keep within ±${largest}.`);
      expectDifference(example, hidden);
    }
  });
});

function expectDifference({ params, x, hPrev }: Example, hidden: number): void {
  const after = createGru().forward({ ...params, bq: new Matrix(1, hidden) }, x, { h: hPrev });
  const before = createGruResetBefore().forward(params, x, { h: hPrev });
  const difference = maximum(after.state.h.minus(before.state.h));
  if (difference > least) return;
  const { r, keep, n } = after.cache;
  const candidates = maximum(n.minus(before.cache.n));
  throw new CheckFailure(
    `hidden = ${hidden}: the two h differ by at most ${difference.toPrecision(2)}; more than ${least} is asked for. ${reason({ params, hPrev, r, keep, candidates })}`,
  );
}

const maximum = (m: Matrix): number => Math.max(...m.data.map(Math.abs));

/** Why the two are so close. */
function reason({
  params,
  hPrev,
  r,
  keep,
  candidates,
}: {
  params: Example["params"];
  hPrev: Matrix;
  r: Matrix;
  keep: Matrix;
  candidates: number;
}): string {
  const Whn = params.Wh.splitColumns(3)[2];
  const offDiagonal = Whn.map((v, k) => (k % (Whn.cols + 1) === 0 ? 0 : v));
  if (maximum(hPrev) < 1e-3) return "h₋ is zero, so that there is nothing to reset.";
  if (maximum(Whn) < 1e-3) return "Whn is zero, so that the candidate does not see h₋ at all.";
  if (maximum(offDiagonal) < 1e-3)
    return "Whn is diagonal: each unit receives only what it sends itself, so both places reset the same number.";
  if (r.data.every((v) => Math.abs(v - r.data[0]) < 1e-3))
    return `r is ${r.data[0].toPrecision(2)} for every unit, and a common factor may stand before or after the product.`;
  if (candidates > least)
    return `The candidates differ by ${candidates.toPrecision(2)}, but z is up to ${maximum(keep).toPrecision(2)} and keeps h₋ in their place.`;
  return "Does a unit with a shut reset gate send to one with an open reset gate, and is that seen after the tanh?";
}
