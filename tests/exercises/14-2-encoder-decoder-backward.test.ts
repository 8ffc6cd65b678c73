/** Checks of X14.2: backward through an encoder–decoder. */

import { rnn } from "unrolled/cells";
import { backpropagate, linear, unroll } from "unrolled/layers";
import { createRandom, type Matrix, uniform, zerosLike } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";
import { drawSizes } from "./examples.ts";
import { expectRightOrOwn, varies } from "./gates.ts";

type Rnn = Record<"Wx" | "Wh" | "b", Matrix>;

interface Params {
  readonly encoder: Rnn;
  readonly decoder: Rnn;
  readonly output: { readonly V: Matrix; readonly c: Matrix };
}

interface Given {
  readonly params: Params;
  readonly cache: Record<"xs" | "hs" | "ys" | "ss", Matrix[]>;
  readonly dLogits: Matrix[];
}

interface Gradients {
  readonly grads: Params;
  readonly dContext: Matrix;
}

function draw(seed: number): Given {
  const random = createRandom(seed);
  const { batch, input, hidden, steps } = drawSizes(random);
  const [tokens, readSteps] = [7, steps + 1];
  const rnnOf = (width: number): Rnn => ({
    Wx: uniform(width, hidden, 0.8, random),
    Wh: uniform(hidden, hidden, 0.8, random),
    b: uniform(1, hidden, 0.5, random),
  });
  const params = {
    encoder: rnnOf(input),
    decoder: rnnOf(input + 2),
    output: { V: uniform(hidden, tokens, 0.8, random), c: uniform(1, tokens, 0.5, random) },
  };
  const sequence = (count: number, width: number): Matrix[] =>
    Array.from({ length: count }, () => uniform(batch, width, 1, random));
  const [xs, ys] = [sequence(readSteps, input), sequence(steps, input + 2)];
  const hs = unroll(rnn, params.encoder, xs, { h: uniform(batch, hidden, 0, random) }).states;
  const ss = unroll(rnn, params.decoder, ys, hs[hs.length - 1]).states;
  const cache = { xs, ys, hs: hs.map(({ h }) => h), ss: ss.map(({ h }) => h) };
  return { params, cache, dLogits: sequence(steps, tokens) };
}

/** The library's backward passes, one after the other. */
function right({ params, cache: { xs, hs, ys, ss }, dLogits }: Given): Gradients {
  const output = { W: params.output.V, b: params.output.c };
  const dOutput = zerosLike(output);
  const dss = ss.map((s, t) => ({ h: linear.backward(output, { x: s }, dLogits[t], dOutput) }));
  const context = hs[hs.length - 1];
  const decoder = zerosLike(params.decoder);
  const said = unroll(rnn, params.decoder, ys, { h: context }).tape;
  const { dInitial } = backpropagate(rnn, params.decoder, said, dss, decoder);
  return {
    grads: {
      encoder: encoderGradients(params, { xs, hs }, dInitial.h),
      decoder,
      output: { V: dOutput.W, c: dOutput.b },
    },
    dContext: dInitial.h,
  };
}

/** What the encoder's gradients are once that of the context is known. */
function encoderGradients(
  { encoder }: Params,
  { xs, hs }: { readonly xs: Matrix[]; readonly hs: Matrix[] },
  dContext: Matrix,
): Rnn {
  const grads = zerosLike(encoder);
  const { tape } = unroll(rnn, encoder, xs, { h: hs[0].scale(0) });
  const dhs = hs.map((h, j) => ({ h: j === hs.length - 1 ? h.map((_, k) => dContext.data[k]) : h.scale(0) }));
  backpropagate(rnn, encoder, tape, dhs, grads);
  return grads;
}

/** Asks for the gradients and makes sure of their types and shapes. */
async function ask({ call }: CheckTools, given: Given): Promise<Gradients> {
  const result = await call("encoderDecoderBackward", given.params, given.cache, given.dLogits);
  expectLike("result", result, right(given));
  return result as Gradients;
}

exercise("X14.2", ({ check }) => {
  check("a", async (tools) => {
    await ask(tools, draw(tools.seed));
  });

  check("b", async (tools) => {
    const given = draw(tools.seed);

    const { grads } = await ask(tools, given);

    expectClose("grads.output", grads.output, right(given).grads.output, {
      lookAt: "V and c serve every time step, so every time step adds to their gradients.",
    });
  });

  const decoderParts: [id: string, name: keyof Rnn, lookAt: string][] = [
    ["c", "b", "Two gradients reach s_t: that of its own logits, and what is carried back from s_{t+1}."],
    ["d", "Wx", "y_tᵀ times the gradient of what stands inside the decoder's tanh."],
    ["e", "Wh", "Before the decoder's first state stands the context."],
  ];
  for (const [id, name, lookAt] of decoderParts) {
    check(id, async (tools) => {
      const given = draw(tools.seed);

      const { grads } = await ask(tools, given);

      expectClose(`grads.decoder.${name}`, grads.decoder[name], right(given).grads.decoder[name], { lookAt });
    });
  }

  check("f", async (tools) => {
    const given = draw(tools.seed);

    const { dContext } = await ask(tools, given);

    expectClose("dContext", dContext, right(given).dContext, {
      lookAt: "It is what is carried out of the decoder's first time step, through Wh.",
    });
  });

  // The encoder's gradients may follow from the learner's own gradient of the context, even where that is wrong.
  const encoderParts: [id: string, name: keyof Rnn, lookAt: string][] = [
    [
      "g",
      "b",
      "The gradient of the context goes to the last state; from there it is carried to the first one.",
    ],
    ["h", "Wx", "x_jᵀ times the gradient of what stands inside the encoder's tanh."],
    ["i", "Wh", "Before the encoder's first state stands zero."],
  ];
  for (const [id, name, lookAt] of encoderParts) {
    check(id, async (tools) => {
      const given = draw(tools.seed);

      const { grads, dContext } = await ask(tools, given);

      await expectRightOrOwn(
        right(given).grads.encoder[name],
        () => (varies(dContext) ? encoderGradients(given.params, given.cache, dContext)[name] : undefined),
        (expected) => expectClose(`grads.encoder.${name}`, grads.encoder[name], expected, { lookAt }),
      );
    });
  }
});
