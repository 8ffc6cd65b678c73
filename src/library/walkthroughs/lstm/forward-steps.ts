/** The steps of W3 in words: seven for each time step. */

import { inParentheses, matrixText, numberText, subscript } from "../number-text.ts";
import type { CodeLine, Step } from "../walkthrough.ts";
import { forwardParts, type ForwardPart as Part } from "./times.ts";
import type { Gate, LstmForwardTrace, LstmStep } from "./trace.ts";
import { gates } from "./trace.ts";

const line = (text: string): CodeLine => ({ file: "cells/lstm.ts", function: "forward", line: text });
const code: Readonly<Record<Part, CodeLine>> = {
  f: line("const f = zf.sigmoid();"),
  i: line("const i = zi.sigmoid();"),
  g: line("const g = zg.tanh();"),
  c: line("const c = f.times(cPrev).plus(i.times(g));"),
  o: line("const o = zo.sigmoid();"),
  tanhC: line("const tanhC = c.tanh();"),
  h: line("const h = o.times(tanhC);"),
};

const equations: Readonly<Record<Part, string>> = {
  f: "f_t = \\sigma(x_t W_{xf} + h_{t-1} W_{hf} + b_f)",
  i: "i_t = \\sigma(x_t W_{xi} + h_{t-1} W_{hi} + b_i)",
  g: "g_t = \\tanh(x_t W_{xg} + h_{t-1} W_{hg} + b_g)",
  c: "c_t = f_t \\odot c_{t-1} + i_t \\odot g_t",
  o: "o_t = \\sigma(x_t W_{xo} + h_{t-1} W_{ho} + b_o)",
  tanhC: "\\tanh(c_t)",
  h: "h_t = o_t \\odot \\tanh(c_t)",
};

const titles: Readonly<Record<Part, string>> = {
  f: "what to keep",
  i: "what to let in",
  g: "what to write",
  c: "the new cell state",
  o: "what to show",
  tanhC: "squeeze",
  h: "the new hidden state",
};

/** f, i, g, c, o, tanh c and h of each time step. */
export function lstmForwardSteps(trace: LstmForwardTrace): Step[] {
  return trace.steps.flatMap((step, t) =>
    forwardParts.map((part): Step => {
      const asked = t === 0 || part !== "c" ? undefined : prediction(step, t);
      return {
        title: `Time step ${t + 1}: ${titles[part]}`,
        way: "forward",
        text: inParentheses(textOf(trace, t, part)),
        equation: equations[part],
        code: code[part],
        ...(asked && { predict: asked }),
      };
    }),
  );
}

function textOf(trace: LstmForwardTrace, t: number, part: Part): string {
  const step = trace.steps[t];
  const n = subscript(t + 1);
  const { cPrev, kept, written, c, tanhC, h, f, i, g, o } = step;
  if (part === "c") {
    return `c${n} = f ⊙ c${subscript(t)} + i ⊙ g = ${matrixText(f)} · ${matrixText(cPrev)} + ${matrixText(i)} · ${matrixText(g)} = ${matrixText(kept)} + ${matrixText(written)} = ${matrixText(c)}. Nothing squeezes the cell state on its way: only gates multiply it.`;
  }
  if (part === "tanhC")
    return `tanh(${matrixText(c)}) = ${matrixText(tanhC)}. A copy is squeezed; c${n} itself goes on as it is.`;
  if (part === "h")
    return `h${n} = o ⊙ tanh(c${n}) = ${matrixText(o)} · ${matrixText(tanhC)} = ${matrixText(h)}. The next time step sees both c${n} and h${n}.`;
  return gateText(trace, t, part);
}

const meaning: Readonly<Record<Gate, string>> = {
  f: "of the old cell state stays",
  i: "of the candidate is written",
  g: "",
  o: "of the cell state is shown",
};

function gateText({ params, steps }: LstmForwardTrace, t: number, gate: Gate): string {
  const { x, hPrev, z, ...step } = steps[t];
  const n = subscript(t + 1);
  const units = hPrev.cols;
  const at = gates.indexOf(gate) * units;
  const [wx, wh, b] = [params.Wx, params.Wh, params.b].map((weights) =>
    matrixText(weights.columns(at, at + units)),
  );
  const sum =
    units === 1
      ? `${matrixText(x)} · ${wx} + ${matrixText(hPrev)} · ${wh} + ${b}`
      : `x${n} Wx + h${subscript(t)} Wh + b`;
  const value = `${gate}${n} = ${gate === "g" ? "tanh" : "σ"}(${sum}) = ${gate === "g" ? "tanh" : "σ"}(${matrixText(z[gate])}) = ${matrixText(step[gate])}.`;
  if (gate === "g") return `${value} It may be negative: the candidate can also take away.`;
  const share = step[gate].sum() / units;
  return `${value} ${units === 1 ? "" : "On average "}${numberText(Math.round(share * 100))} % ${meaning[gate]}.`;
}

function prediction({ cPrev, c }: LstmStep, t: number): Step["predict"] {
  return {
    question: `The memory was c${subscript(t)} = ${matrixText(cPrev)}. Does it grow or shrink in length?`,
    answer: `From ${numberText(cPrev.norm())} it went to ${numberText(c.norm())}: what was kept, and what was written.`,
  };
}
