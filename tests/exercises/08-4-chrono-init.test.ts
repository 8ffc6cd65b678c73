/** Checks of X8.4: chrono initialisation of the LSTM's biases. */

import { createRandom, Matrix } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { CheckFailure, expectClose, expectLike } from "../../src/grader/grading/expectations.ts";
import { gateColumns, lstmGates } from "./gates.ts";

interface Given {
  readonly hidden: number;
  readonly longestLag: number;
  readonly seed: number;
}

/** Lags short enough that an end of the interval that is off by one shows. */
function draw(seed: number, hidden: number): Given {
  const random = createRandom(seed);
  return { hidden, longestLag: 6 + Math.floor(random() * 6), seed: Math.floor(random() * 2 ** 31) };
}

/** Asks for the bias row, makes sure of its shape, and gives it apart: i, f, g, o. */
async function ask({ call }: CheckTools, { hidden, longestLag, seed }: Given): Promise<Matrix[]> {
  const b = await call("chronoInit", { hidden, longestLag }, seed);
  const row = new Matrix(1, 4 * hidden);
  expectLike("b", b, row);
  return lstmGates.map((_, gate) => gateColumns(b as Matrix, gate, 4, row));
}

exercise("X8.4", ({ check }) => {
  check("a", async (tools) => {
    for (const hidden of [3, 7]) await ask(tools, draw(tools.seed, hidden));
  });

  check("b", async (tools) => {
    const [i, f, g, o] = await ask(tools, draw(tools.seed, 5));

    const nothing = new Matrix(1, 5);
    if (f.equals(nothing))
      throw new CheckFailure(
        "The forget gate's part of b is zero. The second quarter of the row belongs to it.",
      );
    expectClose("The candidate's part of b", g, nothing, { lookAt: "Only i and f have a bias here." });
    expectClose("The output gate's part of b", o, nothing, { lookAt: "Only i and f have a bias here." });
    expectClose("The input gate's part of b", i, f.scale(-1), {
      lookAt: "bi = −bf, with the same draw. Which quarter of the row belongs to which gate?",
    });
  });

  check("c", async (tools) => {
    const given = draw(tools.seed, 2000);

    const [, f] = await ask(tools, given);

    expectLogUniform(f, given.longestLag);
  });

  check("d", async (tools) => {
    const given = draw(tools.seed, 6);

    const [, first] = await ask(tools, given);
    const [, again] = await ask(tools, given);
    const [, other] = await ask(tools, { ...given, seed: given.seed + 1 });

    expectClose("The forget gate's part of b, drawn again with the same seed,", again, first);
    if (first.equals(other, 1e-6))
      throw new CheckFailure(
        `b is the same for the seeds ${given.seed} and ${given.seed + 1}. Does createRandom get the seed that was given?`,
      );
  });
});

/**
 * exp(bf) lies in [1, longestLag − 1) and fills it evenly: the share of draws below each one is what a uniform
 * distribution says, within 0.08. By chance 2,000 right draws exceed that once in 10¹¹ (Kolmogorov & Smirnov).
 */
function expectLogUniform({ data }: Matrix, longestLag: number): void {
  const [low, high] = [1, longestLag - 1];
  const u = Array.from(data, Math.exp).sort((a, b) => a - b);
  const outside = u.find((v) => v < low - 1e-9 || v > high + 1e-9);
  if (outside !== undefined)
    throw new CheckFailure(
      `The forget gate's part of b has ${Math.log(outside).toPrecision(3)}, which is log(${outside.toPrecision(3)}); with longestLag = ${longestLag}, u lies between ${low} and ${high}.`,
    );
  u.forEach((v, k) => {
    const expected = (v - low) / (high - low);
    if (Math.abs((k + 0.5) / u.length - expected) > 0.08)
      throw new CheckFailure(
        `u = exp(bf) is not uniform between ${low} and ${high}: ${Math.round((100 * k) / u.length)} % of ${u.length} draws lie below ${v.toPrecision(3)}, expected ${Math.round(100 * expected)} %. Is a new u drawn for each unit, and then the log taken?`,
      );
  });
}
