/** Checks of X11.3: drawing a token, with a temperature. */

import { createRandom, type Matrix, randomInteger, uniform } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { CheckFailure, expectClose } from "../../src/grader/grading/expectations.ts";

/** [1, tokens], all different; the largest and the smallest stand neither first nor last. */
function draw(seed: number): Matrix {
  const random = createRandom(seed);
  const tokens = 6 + randomInteger(3, random);
  const logits = uniform(1, tokens, 1.5, random);
  [logits.data[2], logits.data[tokens - 3]] = [2.2, -2.1];
  return logits;
}

function right(logits: Matrix, temperature: number): Matrix {
  const largest = Math.max(...logits.data);
  const first = logits.data.indexOf(largest);
  const weights = logits.map((z, k) =>
    temperature === 0 ? Number(k === first) : Math.exp((z - largest) / temperature),
  );
  return weights.scale(1 / weights.sum());
}

/** Asks for one token; random() always gives u. */
async function askToken(
  { call }: CheckTools,
  logits: Matrix,
  temperature: number,
  u: number,
): Promise<number> {
  let drawn = 0;
  const random = (): number => {
    drawn++;
    return u;
  };
  const token = await call("sampleWithTemperature", logits, temperature, random);
  if (typeof token !== "number") {
    const got = token === undefined ? "nothing (undefined)" : `a ${typeof token}`;
    throw new CheckFailure(`sampleWithTemperature: expected a token id, got ${got}.`);
  }
  if (drawn > 1)
    throw new CheckFailure(`random() was called ${drawn} times for one token; call it once and keep u.`);
  return token;
}

exercise("X11.3", ({ check }) => {
  check("a", async (tools) => {
    const logits = draw(tools.seed);

    for (const temperature of [1, 0.4, 2.5]) {
      const probs = await tools.call("temperatureProbs", logits, temperature);

      expectClose(`The probabilities at temperature ${temperature}`, probs, right(logits, temperature), {
        lookAt: "Divide the logits by the temperature, then take the softmax.",
      });
    }
  });

  check("b", async (tools) => {
    const logits = draw(tools.seed).map((z) => 1000 + 300 * z);

    const probs = await tools.call("temperatureProbs", logits, 200);

    expectClose("The probabilities of scores around 1000", probs, right(logits, 200), {
      lookAt: "Subtract the largest before the exponential; no quotient changes by that.",
    });
    const colder = logits.map((z) => 10 * z);
    expectClose(
      "The probabilities of scores around 10,000",
      await tools.call("temperatureProbs", colder, 1),
      right(colder, 1),
    );
  });

  check("c", async (tools) => {
    const logits = draw(tools.seed);
    logits.data[4] = logits.data[2]; // two largest

    const probs = await tools.call("temperatureProbs", logits, 0);

    expectClose("The probabilities at temperature 0", probs, right(logits, 0), {
      tolerance: 0,
      lookAt: "A 1 for the first of the largest logits, 0 for all others.",
    });
    const token = await askToken(tools, logits, 0, 0.5);
    if (token !== 2) throw new CheckFailure(`At temperature 0 the likeliest token is 2, got ${token}.`);
  });

  check("d", async (tools) => {
    const logits = draw(tools.seed);

    const draws = [1, 0.5, 3].flatMap((temperature) => drawsAt(logits, temperature));
    const got: number[] = []; // all of them, so that what is wrong can be named
    for (const { temperature, u } of draws) got.push(await askToken(tools, logits, temperature, u));

    draws.forEach(({ temperature, u, token, before, after }, k) => {
      if (got[k] !== token)
        throw new CheckFailure(
          `At temperature ${temperature} with u = ${u.toFixed(4)}: expected token ${token}, got ${got[k]}. The probabilities before token ${token} sum to ${before.toFixed(4)}, with it to ${after.toFixed(4)}.`,
        );
    });
  });
});

interface Draw {
  readonly temperature: number;
  readonly u: number;
  readonly token: number;
  /** The sum of the probabilities before the token, and with it. */
  readonly before: number;
  readonly after: number;
}

/** For every token two numbers u, away from the edges, with which it is drawn. */
function drawsAt(logits: Matrix, temperature: number): Draw[] {
  const probs = Array.from(right(logits, temperature).data);
  return probs.flatMap((p, token) => {
    const before = probs.slice(0, token).reduce((a, b) => a + b, 0);
    return [0.2, 0.7].map((share) => ({
      temperature,
      u: before + share * p,
      token,
      before,
      after: before + p,
    }));
  });
}
