/** W5: the GRU in both conventions of its update gate. Equations: cells/gru.ts. */

import { countOf, roundNumbers, sequenceInputs } from "../setup.ts";
import type { WalkthroughMaker } from "../walkthrough.ts";
import { gruPicture } from "./picture.ts";
import { gruSteps } from "./steps.ts";
import { traceGru } from "./trace.ts";

/** W5. Six steps for each time step. */
export const gruConventions: WalkthroughMaker = {
  id: "W5",
  title: "The GRU, in both conventions",
  summary:
    "The two papers write z the other way round. With the weights of z negated, both compute the same h.",
  choices: [
    { name: "steps", label: "time steps", options: ["3", "2", "4", "5", "6"] },
    { name: "units", label: "units", options: ["1", "2", "3", "4"] },
  ],

  startingNumbers(choices) {
    const [steps, units] = [countOf({ choices }, "steps"), countOf({ choices }, "units")];
    const inputs = { x: roundNumbers(steps, 1, 1.4, 51), h0: roundNumbers(1, units, 0.8, 52) };
    if (units === 1) {
      return {
        ...inputs,
        h0: [[0.6]],
        Wx: [[0.7, -0.9, 1.1]],
        Wh: [[0.4, 0.6, -0.7]],
        b: [[0.1, 0.5, 0]],
        bq: [[0.2]],
      };
    }
    return {
      ...inputs,
      Wx: roundNumbers(1, 3 * units, 1.2, 53),
      Wh: roundNumbers(units, 3 * units, 1, 54),
      b: roundNumbers(1, 3 * units, 0.5, 55),
      bq: roundNumbers(1, units, 0.3, 56),
    };
  },

  inputs(setup) {
    const weight = { rowLabels: [], least: -4, most: 4 };
    return [
      ...sequenceInputs(setup),
      { name: "Wx", label: "Wx: r z n", ...weight },
      { name: "Wh", label: "Wh: r z n", ...weight },
      { name: "b", label: "b: r z n", ...weight },
      { name: "bq", label: "bq", ...weight },
    ];
  },

  make(setup) {
    const runs = traceGru(setup);
    return { picture: gruPicture(runs), steps: gruSteps(runs) };
  },
};
