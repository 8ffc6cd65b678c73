/** Checks of X9.3: from one GRU convention to the other. */

import { convertGruUpdate, createGru } from "unrolled/cells";
import { createRandom, Matrix } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { CheckFailure, expectClose, expectLike } from "../../src/grader/grading/expectations.ts";
import { drawSizes } from "./examples.ts";
import { gateColumns, gruGates } from "./gates.ts";
import { drawGru, type GruExample, type GruParams } from "./gru-examples.ts";

const draw = (seed: number): GruExample => {
  const random = createRandom(seed);
  return drawGru(drawSizes(random), random);
};

const right = (params: GruParams): GruParams => convertGruUpdate<keyof GruParams>(params);

/** Asks for the converted parameters, makes sure of their shapes, and gives them the library's methods again. */
async function ask({ call }: CheckTools, params: GruParams): Promise<GruParams> {
  const result = await call("convertGruConvention", params);
  expectLike("result", result, right(params));
  const { Wx, Wh, b, bq } = result as GruParams;
  const matrixOf = ({ rows, cols, data }: Matrix): Matrix => new Matrix(rows, cols, data);
  return { Wx: matrixOf(Wx), Wh: matrixOf(Wh), b: matrixOf(b), bq: matrixOf(bq) };
}

/** Compares one gate's columns in Wx, Wh and b. */
function expectGate(got: GruParams, expected: GruParams, gate: number, lookAt: string): void {
  for (const name of ["Wx", "Wh", "b"] as const) {
    const [part, expectedPart] = [got, expected].map((p) => gateColumns(p[name], gate, 3, expected[name]));
    expectClose(`The ${gruGates[gate]}'s part of ${name}`, part, expectedPart, { lookAt });
  }
}

exercise("X9.3", ({ check }) => {
  check("a", async (tools) => {
    await ask(tools, draw(tools.seed).params);
  });

  check("b", async (tools) => {
    const { params } = draw(tools.seed);

    const converted = await ask(tools, params);

    expectGate(
      converted,
      right(params),
      1,
      "With which a' is σ(a') = 1 − σ(a)? All three terms of a take part.",
    );
  });

  check("c", async (tools) => {
    const { params } = draw(tools.seed);

    const converted = await ask(tools, params);

    const lookAt = "Only z changes its meaning between the two conventions.";
    for (const gate of [0, 2]) expectGate(converted, params, gate, lookAt);
    expectClose("bq", converted.bq, params.bq, { lookAt });
  });

  check("d", async (tools) => {
    for (const [from, to] of [
      ["cho", "chung"],
      ["chung", "cho"],
    ] as const) {
      const { params, x, hPrev } = draw(tools.seed + (from === "cho" ? 0 : 1));

      const converted = await ask(tools, params);

      const h = createGru({ update: from }).forward(params, x, { h: hPrev }).state.h;
      const { state } = createGru({ update: to }).forward(converted, x, { h: hPrev });
      if (!state.h.equals(h, 1e-8))
        throw new CheckFailure(
          `From "${from}" to "${to}": the converted cell's h differs by up to ${largestDifference(state.h, h).toPrecision(2)} (allowed: 1e-8). Compute both by hand for one unit: where does z stand?`,
        );
    }
  });
});

const largestDifference = (a: Matrix, b: Matrix): number => Math.max(...a.minus(b).data.map(Math.abs));
