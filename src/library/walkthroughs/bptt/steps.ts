/** The steps of W2 in words. */

import { inParentheses, matrixText, numberText, subscript } from "../number-text.ts";
import type { CodeLine, Step } from "../walkthrough.ts";
import type { BpttTrace } from "./trace.ts";

const recurrent = "layers/recurrent.ts";
const code: Readonly<Record<"forward" | "tanh" | "loss" | "carried" | "weights" | "sum", CodeLine>> = {
  forward: {
    file: "cells/rnn.ts",
    function: "forward",
    line: "const z = x.dot(Wx).plus(hPrev.dot(Wh)).plusRow(b);",
  },
  tanh: { file: "cells/rnn.ts", function: "backward", line: "const dz = dh.times(tanhSlope(h));" },
  loss: { file: "layers/losses.ts", function: "squaredError", line: "const difference = y.minus(targets);" },
  carried: {
    file: recurrent,
    function: "walkBack",
    line: "dTotals[t] = carried ? addNamed(dStates[t], carried) : dStates[t];",
  },
  weights: {
    file: "cells/rnn.ts",
    function: "backward",
    line: "grads.Wh.accumulate(hPrev.transpose().dot(dz));",
  },
  sum: {
    file: recurrent,
    function: "backpropagate",
    line: "const { dxs, dInitial } = walkBack(cell, params, tape, dStates, () => grads);",
  },
};

/** T forward, one loss, T backward, one sum. */
export function bpttSteps(trace: BpttTrace): Step[] {
  const last = trace.hs.length - 1;
  return [
    ...trace.hs.map((_, t) => forwardStep(trace, t)),
    lossStep(trace),
    ...trace.hs.map((_, t) => backwardStep(trace, last - t)),
    sumStep(trace),
  ];
}

function forwardStep({ params, xs, zs, hs, initial }: BpttTrace, t: number): Step {
  const n = subscript(t + 1);
  const before = t === 0 ? initial : hs[t - 1];
  const [x, h, Wx, Wh, b] = [xs[t], before, params.Wx, params.Wh, params.b].map(matrixText);
  const isOneUnit = before.cols === 1;
  const sum = isOneUnit ? `${x} · ${Wx} + ${h} · ${Wh} + ${b}` : `x${n} Wx + h${subscript(t)} Wh + b`;
  return {
    title: `Forward, time step ${t + 1}`,
    way: "forward",
    text: inParentheses(
      `z${n} = ${sum} = ${matrixText(zs[t])}. Then h${n} = tanh(z${n}) = ${matrixText(hs[t])}. The weights are the same at every time step.`,
    ),
    equation: "z_t = x_t W_x + h_{t-1} W_h + b, \\qquad h_t = \\tanh(z_t)",
    code: code.forward,
    ...(t === 1 && {
      predict: {
        question: `x₂ = ${x} and h₁ = ${h}. What is the sign of ${isOneUnit ? "h₂" : "each h₂"}?`,
        answer: `z₂ = ${matrixText(zs[1])}, so h₂ = ${matrixText(hs[1])}: tanh keeps the sign.`,
      },
    }),
  };
}

function lossStep({ losses, loss }: BpttTrace): Step {
  const terms = losses.flatMap((each, t) =>
    each === undefined ? [] : [`ℓ${subscript(t + 1)} = ${numberText(each)}`],
  );
  const total = terms.length === 1 ? `It is the whole loss L.` : `Their sum is L = ${numberText(loss)}.`;
  return {
    title: "The loss",
    way: "look",
    text: inParentheses(
      `The squared distance to the target: ${terms.join(", ")}. ${total} The way back begins here, with ∂L/∂ℓ = 1.`,
    ),
    equation: "\\ell_t = \\lVert h_t - \\text{target}_t \\rVert^2, \\qquad L = \\sum_t \\ell_t",
    code: code.loss,
  };
}

function backwardStep(trace: BpttTrace, t: number): Step {
  const { hs, dhs, dzs, dDirect, addends, tape } = trace;
  const last = hs.length - 1;
  const n = subscript(t + 1);
  const later = t < last ? `What came back through h${subscript(t + 2)} joins it: ` : "";
  const arrives =
    trace.losses[t] === undefined ? "" : `From its own loss h${n} gets ${matrixText(dDirect[t])}. `;
  const product = `h${subscript(t)}ᵀ · ∂L/∂z${n}`;
  const numbers = `${matrixText(tape[t].hPrev)} · ${matrixText(dzs[t])} = ${matrixText(addends[t].Wh)}`;
  const added = dhs[t].cols === 1 ? numbers : product;
  return {
    title: `Backward, time step ${t + 1}`,
    way: "backward",
    text: inParentheses(
      `${arrives}${later}∂L/∂h${n} = ${matrixText(dhs[t])}. Times the slope 1 − h${n}², that is ∂L/∂z${n} = ${matrixText(dzs[t])}. Time step ${t + 1} adds ${added} to the gradient of Wh.`,
    ),
    equation:
      "dh_t = \\frac{\\partial \\ell_t}{\\partial h_t} + dz_{t+1} W_h^\\top, \\qquad dz_t = dh_t \\odot (1 - h_t^2), \\qquad dW_h \\leftarrow dW_h + h_{t-1}^\\top dz_t",
    code: t === last ? code.tanh : t === last - 1 ? code.carried : code.weights,
    ...(t === last - 1 && {
      predict: {
        question: `Is ∂L/∂h${n} longer or shorter than ∂L/∂h${subscript(t + 2)} = ${matrixText(dhs[t + 1])}?`,
        answer: `From ${numberText(dhs[t + 1].norm())} it went to ${numberText(dhs[t].norm())}. On the way it was multiplied by 1 − h${subscript(t + 2)}² and by Wh${dDirect[t].norm() > 0 ? ", and its own loss was added" : ""}.`,
      },
    }),
  };
}

function sumStep({ sums, addends }: BpttTrace): Step {
  const [sum, terms] = [sums[0].Wh, addends.map(({ Wh }) => numberText(Wh.data[0])).reverse()];
  const entry = sum.data.length === 1 ? "" : ", here its first number";
  return {
    title: "One gradient for all time steps",
    way: "look",
    text: inParentheses(
      `The gradient of Wh${entry} is the sum of what the time steps added: ${terms.join(" + ")} = ${numberText(sum.data[0])}. So it is for Wx and b.`,
    ),
    equation: "\\frac{\\partial L}{\\partial W_h} = \\sum_t h_{t-1}^\\top\\, dz_t",
    code: code.sum,
  };
}
