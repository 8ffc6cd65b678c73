/**
 * W2: backpropagation through time of the plain recurrent cell.
 *
 *   z = x Wx + h₋ Wh + b,   h = tanh(z),   ℓ = Σ (h − target)²,   L = Σ ℓ
 *
 * T steps forward, the loss, T steps backward, the sum.
 */

import { countOf, roundNumbers, sequenceInputs } from "../setup.ts";
import type { WalkthroughMaker } from "../walkthrough.ts";
import { bpttPicture } from "./picture.ts";
import { bpttSteps } from "./steps.ts";
import { traceBptt } from "./trace.ts";

/** W2. Choices: time steps, units, and where the loss is read off. */
export const bptt: WalkthroughMaker = {
  id: "W2",
  title: "Backpropagation through time",
  summary:
    "Values flow from left to right, gradients from right to left, and every time step adds its share to the gradient of the same weights.",
  choices: [
    { name: "steps", label: "time steps", options: ["4", "2", "3", "5", "6"] },
    { name: "units", label: "units", options: ["1", "2", "3", "4"] },
    { name: "loss", label: "loss", options: ["last step", "every step"] },
  ],

  startingNumbers(choices) {
    const [steps, units] = [countOf({ choices }, "steps"), countOf({ choices }, "units")];
    const targets = roundNumbers(steps, units, 0.9, 25);
    const shared = {
      x: roundNumbers(steps, 1, 1.2, 30),
      h0: roundNumbers(1, units, 0.6, 22),
      target: targets,
    };
    if (units === 1) return { Wx: [[0.8]], Wh: [[0.9]], b: [[0.1]], ...shared };
    return {
      Wx: roundNumbers(1, units, 1, 23),
      Wh: roundNumbers(units, units, 1, 24),
      b: roundNumbers(1, units, 0.3, 26),
      ...shared,
    };
  },

  inputs(setup) {
    const weight = { rowLabels: [], least: -3, most: 3 };
    const [x, h0] = sequenceInputs(setup);
    return [
      x,
      h0,
      { name: "Wx", label: "Wx", ...weight },
      { name: "Wh", label: "Wh", ...weight },
      { name: "b", label: "b", ...weight },
      { name: "target", label: "targets", rowLabels: x.rowLabels, least: -1, most: 1 },
    ];
  },

  make(setup) {
    const trace = traceBptt(setup);
    return { picture: bpttPicture(trace), steps: bpttSteps(trace) };
  },
};
