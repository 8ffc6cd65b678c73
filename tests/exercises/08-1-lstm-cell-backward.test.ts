/** Checks of X8.1: backward through one time step of the LSTM. */

import { type LstmCache, lstm } from "unrolled/cells";
import { createRandom, type Matrix, zerosLike } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";
import { drawSizes } from "./examples.ts";
import {
  exampleOf,
  expectCloseByGate,
  expectRightOrOwn,
  gateColumns,
  lstmGates,
  ownBeforeGates,
} from "./gates.ts";
import { drawLstm, type LstmExample, lstmTape } from "./lstm-examples.ts";

interface Given {
  readonly params: LstmExample["params"];
  readonly cache: LstmCache;
  readonly dh: Matrix;
  readonly dc: Matrix;
}

interface Gradients {
  readonly dx: Matrix;
  readonly dhPrev: Matrix;
  readonly dcPrev: Matrix;
  readonly grads: LstmExample["params"];
}

function draw(seed: number): Given {
  const random = createRandom(seed);
  const drawn = drawLstm(drawSizes(random), random);
  return { params: drawn.params, cache: lstmTape(drawn)[0], dh: drawn.dhs[0], dc: drawn.dcs[0] };
}

function right({ params, cache, dh, dc }: Given): Gradients {
  const grads = zerosLike(params);
  const { dx, dPrev } = lstm.backward(params, cache, { h: dh, c: dc }, grads);
  return { dx, dhPrev: dPrev.h, dcPrev: dPrev.c, grads };
}

/** Asks for the gradients and makes sure of their types and shapes. */
async function ask({ call }: CheckTools, given: Given): Promise<Gradients> {
  const result = await call("lstmCellBackward", given.params, given.cache, given.dh, given.dc);
  expectLike("result", result, right(given));
  return result as Gradients;
}

type FromGates = Omit<Gradients, "dcPrev">;

/** What follows from the learner's own gradient of the gates; undefined where that is the same everywhere. */
async function own(tools: CheckTools, { params, cache, dh, dc }: Given): Promise<FromGates | undefined> {
  const gates = await ownBeforeGates({ b: params.b }, dh.rows, async (e) => {
    const one = { params, cache: exampleOf(cache, e), dh: dh.row(e), dc: dc.row(e) };
    return (await ask(tools, one)).grads;
  });
  if (!gates) return undefined;
  const dGates = gates.b; // [batch, 4·hidden]
  return {
    dx: dGates.dot(params.Wx.transpose()),
    dhPrev: dGates.dot(params.Wh.transpose()),
    grads: {
      Wx: cache.x.transpose().dot(dGates),
      Wh: cache.hPrev.transpose().dot(dGates),
      b: dGates.sumRows(),
    },
  };
}

exercise("X8.1", ({ check }) => {
  check("a", async (tools) => {
    await ask(tools, draw(tools.seed));
  });

  check("b", async (tools) => {
    const given = draw(tools.seed);

    const { dcPrev } = await ask(tools, given);

    expectClose("dcPrev", dcPrev, right(given).dcPrev, {
      lookAt:
        "Two gradients reach c: dc, and what comes through h = o ⊙ tanh(c). Their sum passes the forget gate.",
    });
  });

  const biases: [id: string, gates: number[], lookAt: string][] = [
    ["c", [0, 1], "In c = f ⊙ c₋ + i ⊙ g, what is multiplied by the gate? Then comes the slope of σ."],
    ["d", [2], "In c = f ⊙ c₋ + i ⊙ g, what is multiplied by g? Then comes the slope of tanh."],
    ["e", [3], "In h = o ⊙ tanh(c), what is multiplied by o? Then comes the slope of σ."],
  ];
  for (const [id, gates, lookAt] of biases) {
    check(id, async (tools) => {
      const given = draw(tools.seed);

      const { grads } = await ask(tools, given);

      const { b } = right(given).grads;
      for (const gate of gates) {
        const [got, expected] = [grads.b, b].map((m) => gateColumns(m, gate, 4, b));
        expectClose(`The ${lstmGates[gate]}'s part of grads.b`, got, expected, { lookAt });
      }
    });
  }

  // From here on each gradient may follow from the learner's own gradient of the gates, even where that is wrong.
  const weights: [id: string, name: "Wx" | "Wh", lookAt: string][] = [
    ["f", "Wx", "If z = x Wx, which product gives its gradient the shape of Wx?"],
    ["g", "Wh", "Which hidden state was multiplied by Wh?"],
  ];
  for (const [id, name, lookAt] of weights) {
    check(id, async (tools) => {
      const given = draw(tools.seed);

      const { grads } = await ask(tools, given);

      await expectRightOrOwn(
        right(given).grads[name],
        async () => (await own(tools, given))?.grads[name],
        (expected) => expectCloseByGate(`grads.${name}`, grads[name], expected, lstmGates, { lookAt }),
      );
    });
  }

  const inputs: [id: string, name: "dx" | "dhPrev", lookAt: string][] = [
    ["h", "dx", "If z = x Wx, then dx = dz Wxᵀ, with all four gates side by side in dz."],
    ["i", "dhPrev", "h₋ feeds all four gates through Wh, and nothing else."],
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
