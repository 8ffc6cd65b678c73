/** The steps of W4 in words: the forward pass in one, then nine for each time step, from the last to the first. */

import { inParentheses, matrixText, numberText, subscript } from "../number-text.ts";
import type { CodeLine, Step } from "../walkthrough.ts";
import { type BackPart, backwardParts } from "./times.ts";
import { gates, type LstmTrace } from "./trace.ts";

const line = (text: string): CodeLine => ({ file: "cells/lstm.ts", function: "backward", line: text });

const parts: Readonly<Record<BackPart, { title: string; equation: string; code: CodeLine }>> = {
  dh: {
    title: "what arrives at h",
    equation: "dh_t = \\frac{\\partial \\ell_t}{\\partial h_t} + dh_t^{\\text{from } t+1}",
    code: {
      file: "layers/recurrent.ts",
      function: "walkBack",
      line: "dTotals[t] = carried ? addNamed(dStates[t], carried) : dStates[t];",
    },
  },
  dO: {
    title: "the output gate",
    equation: "do_t = dh_t \\odot \\tanh(c_t)",
    code: line("const dO = dh.times(tanhC);"),
  },
  dc: {
    title: "what arrives at c",
    equation: "dc_t = dh_t \\odot o_t \\odot (1 - \\tanh^2 c_t) + dc_t^{\\text{from } t+1}",
    code: line("const dc = dh.times(o).times(tanhSlope(tanhC)).plus(dcNext);"),
  },
  df: {
    title: "the forget gate",
    equation: "df_t = dc_t \\odot c_{t-1}",
    code: line("const df = dc.times(cPrev);"),
  },
  di: { title: "the input gate", equation: "di_t = dc_t \\odot g_t", code: line("const di = dc.times(g);") },
  dg: { title: "the candidate", equation: "dg_t = dc_t \\odot i_t", code: line("const dg = dc.times(i);") },
  dcPrev: {
    title: "the direct path",
    equation: "dc_{t-1}^{\\text{direct}} = dc_t \\odot f_t",
    code: line("const dcPrev = dc.times(f);"),
  },
  dz: {
    title: "through the slopes of the gates, to the weights",
    equation: "dz = d\\text{gate} \\odot \\text{slope}, \\qquad dW_h \\leftarrow dW_h + h_{t-1}^\\top\\, dz",
    code: line("grads.Wh.accumulate(hPrev.transpose().dot(dGates));"),
  },
  dhPrev: {
    title: "the paths through the gates",
    equation: "dh_{t-1} = dz\\, W_h^\\top",
    code: line("const dhPrev = dGates.dot(Wh.transpose());"),
  },
};

/** The forward pass, then dh, do, dc, df, di, dg, dc₋, dz and dh₋ of each time step. */
export function lstmBackwardSteps(trace: LstmTrace): Step[] {
  const last = trace.steps.length - 1;
  const times = trace.steps.map((_, t) => last - t);
  return [forwardStep(trace), ...times.flatMap((t) => backwardParts.map((part) => backStep(trace, t, part)))];
}

function forwardStep({ steps, loss }: LstmTrace): Step {
  const last = steps.length;
  return {
    title: "The forward pass is done",
    way: "look",
    text: `The cell stands at time step ${last}: c${subscript(last)} = ${matrixText(steps[last - 1].c)}, h${subscript(last)} = ${matrixText(steps[last - 1].h)}. The loss is the squared distance of h${subscript(last)} to its target, L = ${numberText(loss)}. Now backward.`,
    equation: "L = \\lVert h_T - \\text{target} \\rVert^2",
    code: {
      file: "layers/losses.ts",
      function: "squaredError",
      line: "const difference = y.minus(targets);",
    },
  };
}

function backStep(trace: LstmTrace, t: number, part: BackPart): Step {
  const predict = part === "dcPrev" ? prediction(trace, t) : undefined;
  return {
    ...parts[part],
    title: `Time step ${t + 1}: ${parts[part].title}`,
    way: "backward",
    text: inParentheses(textOf(trace, t, part)),
    ...(predict && { predict }),
  };
}

function textOf(trace: LstmTrace, t: number, part: BackPart): string {
  const { steps, back } = trace;
  const isLast = t === steps.length - 1;
  const [n, before] = [subscript(t + 1), subscript(t)];
  const { o, tanhC, cPrev, f, i, g } = steps[t];
  const { dh, dO, dc, dcNext, df, di, dg, dcPrev, dz, dhPrev } = back[t];
  const product = (name: string, gradient: typeof dh, a: typeof dh, b: typeof dh): string =>
    `∂L/∂${name} = ${matrixText(a)} · ${matrixText(b)} = ${matrixText(gradient)}.`;
  switch (part) {
    case "dh":
      return isLast
        ? `∂L/∂h${n} = 2 (h${n} − target) = ${matrixText(dh)}.`
        : `∂L/∂h${n} = ${matrixText(dh)}: all of it came through the gates of time step ${t + 2}.`;
    case "dO":
      return `${product(`o${n}`, dO, dh, tanhC)} The gate hears of the loss as far as there was something to show.`;
    case "dc":
      return `Through h${n}: ${matrixText(dh)} · ${matrixText(o)} · (1 − tanh²) . Along the cell path from time step ${t + 2}: ${isLast ? "nothing, this is the last" : matrixText(dcNext)}. Together ∂L/∂c${n} = ${matrixText(dc)}.`.replace(
        " .",
        ".",
      );
    case "df":
      return `${product(`f${n}`, df, dc, cPrev)} To forget matters as far as there was something to forget.`;
    case "di":
      return product(`i${n}`, di, dc, g);
    case "dg":
      return `${product(`g${n}`, dg, dc, i)} Through a shut input gate nothing would come.`;
    case "dcPrev":
      return `${product(`c${before}`, dcPrev, dc, f)} No weight and no slope on this path: only the forget gate. Its product from the last time step is ${reachText(trace, t, "direct")}.`;
    case "dz":
      return `Each gate's gradient times its slope: ${gates.map((gate) => `∂L/∂z${gate} = ${matrixText(dz[gate])}`).join(", ")}. From here the weights get their share of time step ${t + 1}.`;
    case "dhPrev":
      return `Back through Wh to h${before}: ∂L/∂h${before} = ${matrixText(dhPrev)}. ${reachWords(trace, t)}`;
  }
}

function reachText({ reach }: LstmTrace, t: number, way: "direct" | "all" | "rnn"): string {
  return t === 0 ? "that times f once more" : numberText(reach[t - 1][way]);
}

function reachWords(trace: LstmTrace, t: number): string {
  if (t === 0) return "This is the beginning of the sequence.";
  return `So far back arrive: ${reachText(trace, t, "direct")} by the cell path alone, ${reachText(trace, t, "all")} by all paths, ${reachText(trace, t, "rnn")} in a plain RNN with the weights of g.`;
}

function prediction({ back, steps }: LstmTrace, t: number): Step["predict"] {
  if (t !== steps.length - 1) return undefined;
  return {
    question: `∂L/∂c${subscript(t + 1)} = ${matrixText(back[t].dc)}, and f${subscript(t + 1)} = ${matrixText(steps[t].f)}. How much of it arrives at c${subscript(t)} along the direct path?`,
    answer: `Their product, ${matrixText(back[t].dcPrev)}.`,
  };
}
