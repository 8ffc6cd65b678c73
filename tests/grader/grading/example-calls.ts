/** Inputs of every exercise's functions, drawn as its checks draw them; for the proofs about diagnosis. */

import { rnn } from "unrolled/cells";
import { unroll } from "unrolled/layers";
import { createRandom, type Matrix, uniform } from "unrolled/numeric";
import { drawRnn, drawSizes } from "../../exercises/examples.ts";

export interface ExampleCall {
  readonly name: string;
  readonly args: readonly unknown[];
}

interface Shape {
  /** Overrides the number of time steps. */
  readonly steps?: number;
  /** The initial state is zero, as in weak tests. */
  readonly zeroState?: boolean;
}

/** A few calls by exercise id. `shape` weakens them on purpose. */
export const exampleCalls: Record<string, (seed: number, shape?: Shape) => ExampleCall[]> = {
  "X1.1": (seed, shape) =>
    thrice(seed, shape, ({ params, xs, h0 }) => ({ name: "rnnCellForward", args: [params, xs[0], h0] })),
  "X1.2": (seed, shape) =>
    thrice(seed, shape, ({ params, xs, h0 }) => ({ name: "rnnForward", args: [params, xs, h0] })),
  "X2.1": (seed) =>
    [2, 3, 4000].map((limit, i) => {
      const random = createRandom(seed * 3 + i);
      return { name: "softmaxCrossEntropy", args: [uniform(4, 5, limit, random), [1, 0, 3, i]] };
    }),
  "X3.1": (seed, shape) =>
    thrice(seed, shape, ({ params, tape, dhs }) => ({
      name: "rnnCellBackward",
      args: [params, tape[0], dhs[0]],
    })),
  "X3.2": (seed, shape) =>
    thrice(seed, shape, ({ params, tape, dhs }) => ({ name: "rnnBackward", args: [params, tape, dhs] })),
  "X5.1": (seed) =>
    [0.3, 0.9, 100].flatMap((maxNorm, i) =>
      thrice(seed + i, {}, ({ params }) => ({ name: "clipByGlobalNorm", args: [params, maxNorm] })),
    ),
  "X3.3": (seed) => [0, 1, 2, 3, 4, 5].map((i) => gradCheckCall(seed * 6 + i)),
};

type Drawn = ReturnType<typeof drawRnn> & { readonly tape: ReturnType<typeof tapeOf> };

const tapeOf = ({ params, xs, h0 }: ReturnType<typeof drawRnn>) => unroll(rnn, params, xs, { h: h0 }).tape;

function thrice(
  seed: number,
  { steps, zeroState }: Shape = {},
  make: (drawn: Drawn) => ExampleCall,
): ExampleCall[] {
  const random = createRandom(seed);
  return [0, 1, 2].map(() => {
    const sizes = drawSizes(random);
    const drawn = drawRnn({ ...sizes, steps: steps ?? sizes.steps + 2 }, random);
    const given = zeroState ? { ...drawn, h0: drawn.h0.map(() => 0) } : drawn;
    return make({ ...given, tape: tapeOf(given) });
  });
}

function gradCheckCall(seed: number): ExampleCall {
  const random = createRandom(seed);
  const theta = uniform(3, 4, 1, random);
  const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, v) => total + v, 0);
  const loss = ({ data }: Matrix): number =>
    sum(Array.from(data, (v, k) => Math.sin((1 + k / 7) * v))) + sum(data) ** 3 / 6;
  const gradient = theta.map((v, k) => (1 + k / 7) * Math.cos((1 + k / 7) * v) + sum(theta.data) ** 2 / 2);
  const at = [0, 5, 11][seed % 3]; // the ends and the middle
  const analytic = gradient.map(
    (v, k) => v + (k === at ? [-1.5, 0.4, 6, 2, -3, -0.4][seed % 6] : 0.02 * (random() - 0.5)),
  );
  return { name: "gradCheck", args: [loss, theta, analytic, 1e-2] };
}
