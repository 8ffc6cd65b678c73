/** What W3 and W4 start from, and what can be changed in them. */

import type { Quantity } from "../../figures/palette.ts";
import type { Rows } from "../scene.ts";
import { countOf, roundNumbers, sequenceInputs } from "../setup.ts";
import type { Choice, Input, Setup } from "../walkthrough.ts";
import type { Gate } from "./trace.ts";

export const lstmChoices: readonly Choice[] = [
  { name: "steps", label: "time steps", options: ["3", "2", "4", "5", "6"] },
  { name: "units", label: "units", options: ["1", "2", "3", "4"] },
];

/** The colours of the gates. */
export const gateQuantity: Readonly<Record<Gate, Quantity>> = {
  i: "inputGate",
  f: "forgetGate",
  g: "candidate",
  o: "outputGate",
};

/** Weights in the order i f g o; the forget gate starts with a bias of 1. */
export function lstmNumbers(choices: Setup["choices"]): Record<string, Rows> {
  const [steps, units] = [countOf({ choices }, "steps"), countOf({ choices }, "units")];
  const inputs = {
    x: roundNumbers(steps, 1, 1.4, 44),
    h0: roundNumbers(1, units, 0.4, 42),
    c0: roundNumbers(1, units, 0.9, 45),
  };
  if (units === 1) {
    return {
      ...inputs,
      h0: [[0.2]],
      c0: [[0.5]],
      Wx: [[0.9, -0.4, 1.2, 0.6]],
      Wh: [[0.5, 0.3, -0.8, 0.7]],
      b: [[0, 1, 0, 0.2]],
    };
  }
  const b = roundNumbers(1, 4 * units, 0.4, 46).map((row) =>
    row.map((value, k) => (Math.floor(k / units) === 1 ? 1 : value)),
  );
  return { ...inputs, Wx: roundNumbers(1, 4 * units, 1.2, 47), Wh: roundNumbers(units, 4 * units, 1, 48), b };
}

export function lstmInputs(setup: Setup): Input[] {
  const range = { rowLabels: [], least: -4, most: 4 };
  return [
    ...sequenceInputs(setup),
    { name: "c0", label: "first state c₀", rowLabels: [], least: -3, most: 3 },
    { name: "Wx", label: "Wx: i f g o", ...range },
    { name: "Wh", label: "Wh: i f g o", ...range },
    { name: "b", label: "b: i f g o", ...range },
  ];
}
