/**
 * Checks of X7.3: LSTM weights set by hand.
 *
 * Weights are judged by what the cell does with them, so that every set that works is right.
 */

import { lstm } from "unrolled/cells";
import { unroll } from "unrolled/layers";
import { createRandom, Matrix, type Random } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { CheckFailure, expectLike } from "../../src/grader/grading/expectations.ts";

interface Task {
  readonly name: string;
  readonly inputs: readonly string[];
  /** The features of one time step. */
  readonly draw: (random: Random) => number[];
  /** The cell state after each time step. */
  readonly right: (xs: readonly number[][]) => number[];
}

const steps = 40;
/** With a strength of 12 or more, forty time steps of leaking gates stay below 0.02. */
const tolerance = 0.05;

const flip = (random: Random, probability: number): number => (random() < probability ? 1 : 0);

const latch: Task = {
  name: "latchWeights",
  inputs: ["value", "write"],
  draw: (random) => [2 * flip(random, 0.5) - 1, flip(random, 0.3)],
  right: running(0, (c, [value, write]) => (write === 1 ? value : c)),
};
const counter: Task = {
  name: "counterWeights",
  inputs: ["event"],
  draw: (random) => [flip(random, 0.4)],
  right: running(0, (c, [event]) => c + event),
};
const resettable: Task = {
  name: "resettableCounterWeights",
  inputs: ["event", "reset"],
  draw: (random) => [flip(random, 0.5), flip(random, 0.25)],
  right: running(0, (c, [event, reset]) => (reset === 1 ? event : c + event)),
};

/** Applies `next` from time step to time step. */
function running(start: number, next: (c: number, x: readonly number[]) => number): Task["right"] {
  return (xs) => {
    let c = start;
    return xs.map((x) => {
      c = next(c, x);
      return c;
    });
  };
}

const params = (input: number): Record<"Wx" | "Wh" | "b", Matrix> => ({
  Wx: new Matrix(input, 4),
  Wh: new Matrix(1, 4),
  b: new Matrix(1, 4),
});

/** Asks for the weights of a task and makes sure of their shapes. */
async function ask({ call }: CheckTools, task: Task, strength: number): Promise<ReturnType<typeof params>> {
  const result = await call(task.name, strength);
  expectLike(task.name, result, params(task.inputs.length));
  const { Wx, Wh, b } = result as ReturnType<typeof params>;
  const matrixOf = ({ rows, cols, data }: Matrix): Matrix => new Matrix(rows, cols, data);
  return { Wx: matrixOf(Wx), Wh: matrixOf(Wh), b: matrixOf(b) };
}

exercise("X7.3", ({ check }) => {
  check("a", async (tools) => {
    for (const task of [latch, counter, resettable]) await ask(tools, task, 15);
  });

  for (const [id, task] of [
    ["b", latch],
    ["c", counter],
    ["d", resettable],
  ] as const) {
    check(id, async (tools) => {
      const random = createRandom(tools.seed);
      for (let round = 0; round < 3; round++) {
        const strength = 12 + Math.floor(8 * random());
        const xs = Array.from({ length: steps }, () => task.draw(random));

        const weights = await ask(tools, task, strength);

        expectBehaviour(task, weights, xs, strength);
      }
    });
  }
});

/** Runs the cell and finds the first time step at which the cell state, or what h shows of it, is not what is asked. */
function expectBehaviour(
  task: Task,
  weights: ReturnType<typeof params>,
  xs: number[][],
  strength: number,
): void {
  const initial = { h: new Matrix(1, 1), c: new Matrix(1, 1) };
  const { states, tape } = unroll(
    lstm,
    weights,
    xs.map((x) => Matrix.fromRows([x])),
    initial,
  );
  const expected = task.right(xs);
  const at = (m: Matrix): string => m.data[0].toFixed(2);
  states.forEach(({ h, c }, t) => {
    const wrongC = !(Math.abs(c.data[0] - expected[t]) <= tolerance);
    const wrongH = !(Math.abs(h.data[0] - Math.tanh(expected[t])) <= tolerance);
    if (!wrongC && !wrongH) return;
    const { i, f, g, o } = tape[t];
    const seen = task.inputs.map((name, k) => `${name} ${xs[t][k]}`).join(", ");
    const before = t === 0 ? "0.00" : at(states[t - 1].c);
    const what = wrongC
      ? `c goes from ${before} to ${at(c)}, expected ${expected[t].toFixed(2)}`
      : `c is right (${at(c)}), but h is ${at(h)}, expected ${Math.tanh(expected[t]).toFixed(2)}`;
    throw new CheckFailure(
      `${task.name}(${strength}), time step ${t} (${seen}): ${what}. There i = ${at(i)}, f = ${at(f)}, g = ${at(g)}, o = ${at(o)}. Which of them should be otherwise?`,
    );
  });
}
