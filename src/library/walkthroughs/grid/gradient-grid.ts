/** W8: the gradient over layers and time steps of a deep recurrent network, plain or with residual connections. */

import { inParentheses, numberText } from "../number-text.ts";
import { countOf, roundNumbers } from "../setup.ts";
import type { CodeLine, Setup, Step, WalkthroughMaker } from "../walkthrough.ts";
import { gridPicture } from "./picture.ts";
import { type GridTrace, gridCells, traceGrid } from "./trace.ts";

/** W8. One look at the whole, one step for each layer from the top, one to compare. */
export const gradientGrid: WalkthroughMaker = {
  id: "W8",
  title: "Gradients over layers and time",
  summary:
    "A gradient of length 1 enters at the upper right. It goes back in time and down through the layers.",
  choices: [
    { name: "residual", label: "residual connections", options: ["off", "on"] },
    { name: "cell", label: "cell", options: Object.keys(gridCells) },
    { name: "layers", label: "layers", options: ["4", "2", "3", "5", "6"] },
    { name: "steps", label: "time steps", options: ["6", "3", "4", "5"] },
  ],

  startingNumbers: (choices) => ({
    x: roundNumbers(countOf({ choices }, "steps"), 1, 1.5, 82),
    gain: [[1]],
  }),

  inputs: ({ numbers }) => [
    { name: "gain", label: "gain of all weights", rowLabels: [], least: 0, most: 4 },
    { name: "x", label: "inputs x", rowLabels: numbers.x.map((_, t) => `t = ${t + 1}`), least: -3, most: 3 },
  ],

  make(setup) {
    const trace = traceGrid(setup);
    const isResidual = setup.choices.residual === "on";
    const given = { xs: setup.numbers.x.map(([x]) => x), gain: setup.numbers.gain[0][0] };
    return { picture: gridPicture(trace, isResidual, given), steps: stepsOf(trace, setup) };
  },
};

const code: Readonly<Record<"start" | "down" | "add", CodeLine>> = {
  start: { file: "layers/stacked.ts", function: "backward", line: "let d: Matrix[] = [...dys];" },
  down: {
    file: "layers/recurrent.ts",
    function: "walkBack",
    line: "dTotals[t] = carried ? addNamed(dStates[t], carried) : dStates[t];",
  },
  add: {
    file: "layers/stacked.ts",
    function: "backward",
    line: "d = addsInput(d, dInputs) ? dInputs.map((dx, t) => dx.plus(d[t])) : dInputs;",
  },
};

function stepsOf(trace: GridTrace, setup: Setup): Step[] {
  const isResidual = setup.choices.residual === "on";
  const layers = trace.plain.lengths.length;
  const first: Step = {
    title: `${layers} layers of ${setup.choices.cell}, forward pass done`,
    way: "look",
    text: `Each layer's outputs are the inputs of the layer above${isResidual ? ", and are added to its outputs" : ""}. The loss depends on the last output of the top layer only.`,
    equation: isResidual ? "y^{l+1}_t = y^l_t + h^{l+1}_t" : "y^{l+1}_t = h^{l+1}_t",
    code: code.start,
  };
  const order = Array.from({ length: layers }, (_, k) => layers - 1 - k);
  return [first, ...order.map((layer) => layerStep(trace, layer, isResidual)), lastStep(trace)];
}

function layerStep({ plain, residual }: GridTrace, layer: number, isResidual: boolean): Step {
  const { lengths, layerLengths } = isResidual ? residual : plain;
  const top = lengths.length - 1;
  const row = lengths[layer];
  const came =
    layer === top
      ? "The gradient of length 1 enters at the last time step"
      : "From the layer above it arrives";
  const text = `${came} and goes back in time: ${[...row].reverse().map(numberText).join(", ")}. Over all time steps its length is ${numberText(layerLengths[layer])}.`;
  return {
    title: `Layer ${layer + 1}`,
    way: "backward",
    text: inParentheses(text),
    equation: isResidual ? "dy^l_t = dx^{l+1}_t + dy^{l+1}_t" : "dy^l_t = dx^{l+1}_t",
    code: isResidual && layer < top ? code.add : code.down,
    ...(layer === top - 1 && {
      predict: {
        question: `In the top layer its length was ${numberText(layerLengths[top])}. What will be left of it one layer below: about as much, a half, or a tenth?`,
        answer: `${numberText(layerLengths[layer])}, that is ${numberText(layerLengths[layer] / layerLengths[top])} times as much.`,
      },
    }),
  };
}

function lastStep({ plain, residual }: GridTrace): Step {
  const ratio = ({ layerLengths }: GridTrace["plain"]): number =>
    layerLengths[0] / layerLengths[layerLengths.length - 1];
  return {
    title: "From the top to the bottom",
    way: "look",
    text: `Of the top layer's gradient, ${numberText(ratio(plain))} of its length arrives at the lowest layer without residual connections, and ${numberText(ratio(residual))} with them. They give it a way past each layer.`,
    equation:
      "\\frac{\\lVert \\partial L / \\partial h^{1} \\rVert}{\\lVert \\partial L / \\partial h^{\\text{top}} \\rVert}",
    code: code.add,
  };
}
