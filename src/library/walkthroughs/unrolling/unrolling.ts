/**
 * W1: a loop is the same as copies side by side that share one set of weights.
 *
 *   h ← tanh(x Wx + h Wh + b)        the loop
 *   h_t = tanh(x_t Wx + h_{t−1} Wh + b),  t = 1 … T
 *
 * One step for the loop, one for each copy, one for what they share. The states are those of `unroll`.
 */

import { countNumbers } from "../../numeric/named.ts";
import { inParentheses, matrixText, subscript } from "../number-text.ts";
import { countOf, roundNumbers, sequenceInputs } from "../setup.ts";
import type { CodeLine, Step, WalkthroughMaker } from "../walkthrough.ts";
import { unrollingPicture } from "./picture.ts";
import { traceUnrolling, type UnrollingTrace } from "./trace.ts";

/** W1. */
export const unrolling: WalkthroughMaker = {
  id: "W1",
  title: "Unrolling a recurrent network",
  summary:
    "The loop on the left and the row of copies on the right are the same network. The copies share their weights.",
  choices: [
    { name: "steps", label: "time steps", options: ["4", "2", "3", "5", "6"] },
    { name: "units", label: "units", options: ["1", "2", "3", "4"] },
  ],

  startingNumbers(choices) {
    const [steps, units] = [countOf({ choices }, "steps"), countOf({ choices }, "units")];
    const inputs = { x: roundNumbers(steps, 1, 1.4, 12), h0: [new Array<number>(units).fill(0)] };
    if (units === 1) return { ...inputs, Wx: [[0.7]], Wh: [[0.6]], b: [[0.1]] };
    return {
      ...inputs,
      Wx: roundNumbers(1, units, 1, 13),
      Wh: roundNumbers(units, units, 0.8, 14),
      b: roundNumbers(1, units, 0.3, 15),
    };
  },

  inputs(setup) {
    const weight = { rowLabels: [], least: -3, most: 3 };
    return [
      ...sequenceInputs(setup),
      { name: "Wx", label: "Wx", ...weight },
      { name: "Wh", label: "Wh", ...weight },
      { name: "b", label: "b", ...weight },
    ];
  },

  make(setup) {
    const trace = traceUnrolling(setup);
    return { picture: unrollingPicture(trace), steps: stepsOf(trace) };
  },
};

const cell: CodeLine = {
  file: "cells/rnn.ts",
  function: "forward",
  line: "const z = x.dot(Wx).plus(hPrev.dot(Wh)).plusRow(b);",
};
const loop: CodeLine = {
  file: "layers/recurrent.ts",
  function: "unroll",
  line: "const { state, cache } = cell.forward(params, x, prev);",
};

function stepsOf(trace: UnrollingTrace): Step[] {
  const first: Step = {
    title: "The loop",
    way: "look",
    text: `One cell. It takes an input x and its own last output h, and gives the next h. It starts with h₀ = ${matrixText(trace.states[0])}.`,
    equation: "h \\leftarrow \\tanh(x\\, W_x + h\\, W_h + b)",
    code: loop,
  };
  return [first, ...trace.xs.map((_, t) => copyStep(trace, t)), sharedStep(trace)];
}

function copyStep({ params, xs, states }: UnrollingTrace, t: number): Step {
  const n = subscript(t + 1);
  const [x, h, Wx, Wh, b] = [xs[t], states[t], params.Wx, params.Wh, params.b].map(matrixText);
  const sum =
    states[0].cols === 1 ? `${x} · ${Wx} + ${h} · ${Wh} + ${b}` : `x${n} Wx + h${subscript(t)} Wh + b`;
  return {
    title: `Copy ${t + 1}`,
    way: "forward",
    text: inParentheses(
      `h${n} = tanh(${sum}) = ${matrixText(states[t + 1])}. The loop has gone round ${t + 1 === 1 ? "once" : `${t + 1} times`}; on the right stands one more copy of it.`,
    ),
    equation: "h_t = \\tanh(x_t W_x + h_{t-1} W_h + b)",
    code: cell,
    ...(t === 1 && {
      predict: {
        question: "Which weights does the second copy use?",
        answer: "The same Wx, Wh and b as the first. There is one set of them.",
      },
    }),
  };
}

function sharedStep({ params, xs }: UnrollingTrace): Step {
  return {
    title: "One set of weights",
    way: "look",
    text: `${xs.length} copies, and ${countNumbers(params)} numbers to learn in all, however long the sequence is. Drag a weight: every copy changes.`,
    equation: "h_T = F(x_T, F(x_{T-1}, \\dots F(x_1, h_0))), \\qquad F(x, h) = \\tanh(x W_x + h W_h + b)",
    code: loop,
  };
}
