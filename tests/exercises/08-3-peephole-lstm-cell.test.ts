/** Checks of X8.3: the LSTM cell with peepholes, one time step forward and backward. */

import { type PeepholeLstmCache, peepholeLstm } from "unrolled/cells";
import { createRandom, type Matrix, uniform, zerosLike } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";
import { drawSizes } from "./examples.ts";
import {
  exampleOf,
  expectCloseByGate,
  expectRightOrOwn,
  lstmGates,
  ownBeforeGates,
  varies,
} from "./gates.ts";
import { drawLstm, type LstmExample } from "./lstm-examples.ts";

type Params = Record<"Wx" | "Wh" | "b" | "pi" | "pf" | "po", Matrix>;

interface Example extends LstmExample {
  readonly params: Params;
}

interface Forward {
  readonly state: { h: Matrix; c: Matrix };
  readonly cache: PeepholeLstmCache;
}

interface Given {
  readonly params: Params;
  readonly cache: PeepholeLstmCache;
  readonly dh: Matrix;
  readonly dc: Matrix;
}

interface Gradients {
  readonly dx: Matrix;
  readonly dhPrev: Matrix;
  readonly dcPrev: Matrix;
  readonly grads: Params;
}

function draw(seed: number): Example {
  const random = createRandom(seed);
  const sizes = drawSizes(random);
  const drawn = drawLstm(sizes, random);
  const peephole = (): Matrix => uniform(1, sizes.hidden, 0.9, random);
  return { ...drawn, params: { ...drawn.params, pi: peephole(), pf: peephole(), po: peephole() } };
}

const forward = ({ params, xs, initial }: Example): Forward => peepholeLstm.forward(params, xs[0], initial);

async function askForward({ call }: CheckTools, given: Example): Promise<Forward> {
  const result = await call("peepholeLstmCellForward", given.params, given.xs[0], given.initial);
  expectLike("result", result, forward(given));
  return result as Forward;
}

function drawBackward(seed: number): Given {
  const drawn = draw(seed);
  return { params: drawn.params, cache: forward(drawn).cache, dh: drawn.dhs[0], dc: drawn.dcs[0] };
}

function right({ params, cache, dh, dc }: Given): Gradients {
  const grads = zerosLike(params);
  const { dx, dPrev } = peepholeLstm.backward(params, cache, { h: dh, c: dc }, grads);
  return { dx, dhPrev: dPrev.h, dcPrev: dPrev.c, grads };
}

async function ask({ call }: CheckTools, given: Given): Promise<Gradients> {
  const result = await call("peepholeLstmCellBackward", given.params, given.cache, given.dh, given.dc);
  expectLike("result", result, right(given));
  return result as Gradients;
}

/** What follows from the learner's own gradient of the gates; undefined where that is the same everywhere. */
async function own(tools: CheckTools, given: Given): Promise<Omit<Gradients, "dcPrev"> | undefined> {
  const { params, cache, dh, dc } = given;
  const gates = await ownBeforeGates({ b: params.b }, dh.rows, async (e) => {
    const one = { params, cache: exampleOf(cache, e), dh: dh.row(e), dc: dc.row(e) };
    return (await ask(tools, one)).grads;
  });
  if (!gates) return undefined;
  const dGates = gates.b; // [batch, 4·hidden]
  const [dzi, dzf, , dzo] = dGates.splitColumns(4);
  return {
    dx: dGates.dot(params.Wx.transpose()),
    dhPrev: dGates.dot(params.Wh.transpose()),
    grads: {
      Wx: cache.x.transpose().dot(dGates),
      Wh: cache.hPrev.transpose().dot(dGates),
      b: dGates.sumRows(),
      pi: dzi.times(cache.cPrev).sumRows(),
      pf: dzf.times(cache.cPrev).sumRows(),
      po: dzo.times(cache.c).sumRows(),
    },
  };
}

exercise("X8.3", ({ check }) => {
  check("a", async (tools) => {
    await askForward(tools, draw(tools.seed));
  });

  check("b", async (tools) => {
    const given = draw(tools.seed);

    const { cache } = await askForward(tools, given);

    const expected = forward(given).cache;
    const lookAt = {
      i: "The input gate sees the old cell state: c₋ ⊙ pi, inside the σ.",
      f: "The forget gate sees the old cell state: c₋ ⊙ pf, inside the σ.",
      g: "The candidate has no peephole.",
      o: "The output gate sees the new cell state, so c has to be there before it.",
    };
    for (const gate of ["i", "f", "g", "o"] as const)
      expectClose(`cache.${gate}`, cache[gate], expected[gate], { lookAt: lookAt[gate] });
  });

  // The state may follow from the learner's own gates, even where those are wrong.
  check("c", async (tools) => {
    const given = draw(tools.seed);

    const { state, cache } = await askForward(tools, given);

    const { i, f, g, o, ...rest } = cache;
    await expectRightOrOwn(
      forward(given),
      () => {
        if (![i, f, g, o].every(varies)) return undefined;
        const c = given.initial.c.map((v, k) => f.data[k] * v + i.data[k] * g.data[k]);
        const tanhC = c.tanh();
        const h = tanhC.map((v, k) => o.data[k] * v);
        return { state: { h, c }, cache: { ...forward(given).cache, c, tanhC } };
      },
      ({ state: { h, c }, cache: { x, hPrev, cPrev, tanhC } }) => {
        expectClose("state.c", state.c, c, { lookAt: "c = f ⊙ c₋ + i ⊙ g, as without peepholes." });
        expectClose("state.h", state.h, h, { lookAt: "h = o ⊙ tanh(c), as without peepholes." });
        expectClose("cache", rest, { x, hPrev, cPrev, c, tanhC });
      },
    );
  });

  check("d", async (tools) => {
    await ask(tools, drawBackward(tools.seed));
  });

  check("e", async (tools) => {
    const given = drawBackward(tools.seed);

    const { dcPrev } = await ask(tools, given);

    expectClose("dcPrev", dcPrev, right(given).dcPrev, {
      lookAt:
        "c feeds h, the next time step and the output gate; c₋ feeds c, the input gate and the forget gate.",
    });
  });

  check("f", async (tools) => {
    const given = drawBackward(tools.seed);

    const { grads } = await ask(tools, given);

    expectCloseByGate("grads.b", grads.b, right(given).grads.b, lstmGates, {
      lookAt: "Is everything that reaches c in it, also what comes through the output gate's peephole?",
    });
  });

  // From here on each gradient may follow from the learner's own gradient of the gates, even where that is wrong.
  check("g", async (tools) => {
    const given = drawBackward(tools.seed);

    const { grads } = await ask(tools, given);

    await expectRightOrOwn(
      right(given).grads,
      async () => (await own(tools, given))?.grads,
      (expected) => {
        for (const name of ["pi", "pf", "po"] as const)
          expectClose(`grads.${name}`, grads[name], expected[name], {
            lookAt: "Which cell state does this gate see? The row serves every example of the batch.",
          });
      },
    );
  });

  check("h", async (tools) => {
    const given = drawBackward(tools.seed);

    const { dx, dhPrev, grads } = await ask(tools, given);

    await expectRightOrOwn<Omit<Gradients, "dcPrev">>(
      right(given),
      async () => own(tools, given),
      (expected) => {
        const lookAt = "From the gradient of the gates on, it is the LSTM of X8.1.";
        for (const name of ["Wx", "Wh"] as const)
          expectCloseByGate(`grads.${name}`, grads[name], expected.grads[name], lstmGates, { lookAt });
        expectClose("dx", dx, expected.dx, { lookAt });
        expectClose("dhPrev", dhPrev, expected.dhPrev, { lookAt });
      },
    );
  });
});
