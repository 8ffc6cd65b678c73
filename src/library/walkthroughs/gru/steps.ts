/** The steps of W5 in words: six for each time step, both conventions in one. */

import type { GruUpdate } from "../../cells/gru.ts";
import { inParentheses, matrixText, numberText, subscript } from "../number-text.ts";
import type { CodeLine, Step } from "../walkthrough.ts";
import { type GruPart, gruParts } from "./times.ts";
import type { GruRun } from "./trace.ts";

const line = (text: string): CodeLine => ({ file: "cells/gru.ts", function: "forward", line: text });

const parts: Readonly<Record<GruPart, { title: string; equation: string; code: CodeLine }>> = {
  r: {
    title: "the reset gate",
    equation: "r_t = \\sigma(x_t W_{xr} + h_{t-1} W_{hr} + b_r)",
    code: line("const r = xr.plus(hr).sigmoid();"),
  },
  z: {
    title: "the update gate",
    equation: "z_t = \\sigma(x_t W_{xz} + h_{t-1} W_{hz} + b_z), \\qquad \\sigma(-a) = 1 - \\sigma(a)",
    code: line("const z = xz.plus(hz).sigmoid();"),
  },
  q: {
    title: "the past, as the candidate would see it",
    equation: "q_t = h_{t-1} W_{hn} + b_q",
    code: line("const q = hn.plusRow(bq);"),
  },
  n: {
    title: "the candidate",
    equation: "n_t = \\tanh(x_t W_{xn} + r_t \\odot q_t + b_n)",
    code: line("const n = xn.plus(r.times(q)).tanh();"),
  },
  keep: {
    title: "the two shares",
    equation: "\\text{Cho: } z_t \\text{ and } 1 - z_t, \\qquad \\text{Chung: } 1 - z_t \\text{ and } z_t",
    code: line('const keep = update === "cho" ? z : oneMinus(z);'),
  },
  h: {
    title: "the new hidden state",
    equation:
      "\\text{Cho: } h_t = z_t \\odot h_{t-1} + (1 - z_t) \\odot n_t, \\qquad \\text{Chung: } h_t = (1 - z_t) \\odot h_{t-1} + z_t \\odot n_t",
    code: line("const h = keep.times(hPrev).plus(oneMinus(keep).times(n));"),
  },
};

/** r, z, q, n, the shares and h of each time step. */
export function gruSteps(runs: Readonly<Record<GruUpdate, GruRun>>): Step[] {
  return runs.cho.steps.flatMap((_, t) =>
    gruParts.map((part): Step => {
      const predict = part === "z" && t === 0 ? prediction(runs) : undefined;
      return {
        ...parts[part],
        title: `Time step ${t + 1}: ${parts[part].title}`,
        way: "forward",
        text: inParentheses(textOf(runs, t, part)),
        ...(predict && { predict }),
      };
    }),
  );
}

function textOf({ cho, chung }: Readonly<Record<GruUpdate, GruRun>>, t: number, part: GruPart): string {
  const [left, right] = [cho.steps[t], chung.steps[t]];
  const [n, before] = [subscript(t + 1), subscript(t)];
  switch (part) {
    case "r":
      return `r${n} = ${matrixText(left.r)} in both: how much of the past the candidate may see.`;
    case "z":
      return `On the left z${n} = ${matrixText(left.z)}, on the right z${n} = ${matrixText(right.z)}. The weights of z have opposite signs, so the two add up to 1.`;
    case "q":
      return `q${n} = h${before} Whn + bq = ${matrixText(left.q)} in both. Nothing is reset yet.`;
    case "n":
      return `r · q = ${matrixText(left.r)} · ${matrixText(left.q)} = ${matrixText(left.r.times(left.q))}; with the input and the bias, n${n} = ${matrixText(left.n)} in both.`;
    case "keep":
      return `On the left z keeps the past: ${matrixText(left.keep)} of h${before}, ${matrixText(left.renew)} of n${n}. On the right 1 − z keeps it: ${matrixText(right.keep)} and ${matrixText(right.renew)}. The shares are the same.`;
    case "h":
      return `h${n} = ${matrixText(left.keep)} · ${matrixText(left.hPrev)} + ${matrixText(left.renew)} · ${matrixText(left.n)} = ${matrixText(left.h)} on the left, ${matrixText(right.h)} on the right. The largest difference is ${numberText(left.h.minus(right.h).norm())}: one function, written in two ways.`;
  }
}

function prediction({ cho, chung }: Readonly<Record<GruUpdate, GruRun>>): Step["predict"] {
  const [left, right] = [cho.steps[0].z, chung.steps[0].z];
  return {
    question:
      "On the right the weights of z have the opposite sign. What do the two z have to do with each other?",
    answer: `${matrixText(left)} and ${matrixText(right)}: one is 1 minus the other.`,
  };
}
