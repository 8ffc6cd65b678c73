/**
 * Checks of X1.4: whether an output depends on inputs that come later.
 *
 * The networks stay here; the learner's function calls them back.
 */

import { createRandom, Matrix, type Random, uniform } from "unrolled/numeric";
import { exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";
import { type Faint, type LinkRule, linkedNetwork, linksOf } from "./linked-networks.ts";

const [batch, input, steps] = [2, 3, 5];

const drawInputs = (random: Random): Matrix[] =>
  Array.from({ length: steps }, () => uniform(batch, input, 1, random));

/** Which input reaches which output. */
const rules: Record<string, LinkRule> = {
  "reads the past and the present": (t, s) => s <= t,
  "reads the past alone": (t, s) => s < t,
  "reads the present alone": (t, s) => s === t,
  "reads everything": () => true,
  "reads the future alone": (t, s) => s > t,
  "reads two steps ahead": (t, s) => s === t || s === t + 2,
  "peeks once, late": (t, s) => s <= t || (t === 2 && s === 4),
  "looks at the next input once, late": (t, s) => s <= t || (t === 3 && s === 4),
  "reads the first input alone": (_, s) => s === 0,
};

exercise("X1.4", ({ check }) => {
  check("a", async ({ call, seed }) => {
    const random = createRandom(seed);
    const xs = drawInputs(random);
    const run = linkedNetwork(rules["reads the past and the present"], random);

    const D = await call("dependence", run, xs);

    expectLike("D", D, new Matrix(steps, steps));
  });

  check("b", async ({ call, seed }) => {
    const random = createRandom(seed);
    for (const [name, rule] of Object.entries(rules)) {
      const xs = drawInputs(random);

      const D = await call("dependence", linkedNetwork(rule, random), xs);

      expectClose(`D of a network that ${name}`, D, linksOf(rule, steps), {
        lookAt:
          "Change one input, leave all others as they were given, and compare with the outputs of the unchanged inputs.",
      });
    }
  });

  check("c", async ({ call, seed }) => {
    const random = createRandom(seed);
    const rule = rules["reads two steps ahead"];
    const ways: Record<Faint, string> = {
      most: "for all but one of its elements",
      feature: "in its last feature alone",
      example: "in its last example alone",
      column: "for its last column alone",
      scale: "faintly",
    };
    for (const [faint, how] of Object.entries(ways)) {
      const xs = drawInputs(random);

      const D = await call("dependence", linkedNetwork(rule, random, faint as Faint), xs);

      expectClose(`D of a network that reads two steps ahead ${how}`, D, linksOf(rule, steps), {
        lookAt: "Change every element of x[s], and compare every element of y[t], exactly.",
      });
    }
  });

  check("d", async ({ call, seed }) => {
    const random = createRandom(seed);
    const answers: [name: string, rule: LinkRule, causal: unknown][] = [];
    for (const [name, rule] of Object.entries(rules)) {
      const xs = drawInputs(random);
      answers.push([name, rule, await call("isCausal", linkedNetwork(rule, random), xs)]);
    }

    for (const [name, rule, causal] of answers) {
      const links = linksOf(rule, steps);
      const right = !links.data.some((v, k) => v !== 0 && k % steps > Math.floor(k / steps));
      expectClose(`isCausal of a network that ${name}`, causal, right, {
        lookAt: "Every output counts, and every input after it.",
      });
    }
  });
});
