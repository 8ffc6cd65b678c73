/** What each box of W4's cell shows, and from which step of the walk on. */

import type { Matrix } from "../../numeric/matrix.ts";
import { subscript } from "../number-text.ts";
import { asColumn, type Box, type Moment } from "../scene.ts";
import type { BackwardBoxes } from "./backward-arrows.ts";
import { type BackPart, backwardTime } from "./times.ts";
import type { LstmBackStep, LstmStep, LstmTrace } from "./trace.ts";

/** How one box of the cell is called and what it shows. */
export interface Shown {
  readonly says: string;
  readonly quantity: Box["quantity"];
  readonly label: (t: number) => string;
  readonly value: (step: LstmStep) => Matrix;
  readonly gradient?: (back: LstmBackStep) => Matrix;
  readonly part?: BackPart;
}

const indexed =
  (letter: string, shift = 1) =>
  (t: number): string =>
    `${letter}${subscript(t + shift)}`;

/** The boxes of the cell, last line of the forward pass first. */
export const shown: Readonly<Record<keyof BackwardBoxes, Shown>> = {
  h: {
    says: "hidden state",
    quantity: "hiddenState",
    label: indexed("h"),
    value: ({ h }) => h,
    gradient: ({ dh }) => dh,
    part: "dh",
  },
  o: {
    says: "output gate",
    quantity: "outputGate",
    label: indexed("o"),
    value: ({ o }) => o,
    gradient: ({ dO }) => dO,
    part: "dO",
  },
  tanhC: {
    says: "tanh of the cell state",
    quantity: "hiddenState",
    label: () => "tanh",
    value: ({ tanhC }) => tanhC,
  },
  c: {
    says: "cell state",
    quantity: "cellState",
    label: indexed("c"),
    value: ({ c }) => c,
    gradient: ({ dc }) => dc,
    part: "dc",
  },
  f: {
    says: "forget gate",
    quantity: "forgetGate",
    label: indexed("f"),
    value: ({ f }) => f,
    gradient: ({ df }) => df,
    part: "df",
  },
  i: {
    says: "input gate",
    quantity: "inputGate",
    label: indexed("i"),
    value: ({ i }) => i,
    gradient: ({ di }) => di,
    part: "di",
  },
  g: {
    says: "candidate",
    quantity: "candidate",
    label: indexed("g"),
    value: ({ g }) => g,
    gradient: ({ dg }) => dg,
    part: "dg",
  },
  cPrev: {
    says: "cell state of the time step before",
    quantity: "cellState",
    label: indexed("c", 0),
    value: ({ cPrev }) => cPrev,
    gradient: ({ dcPrev }) => dcPrev,
    part: "dcPrev",
  },
  hPrev: {
    says: "hidden state of the time step before",
    quantity: "hiddenState",
    label: indexed("h", 0),
    value: ({ hPrev }) => hPrev,
    gradient: ({ dhPrev }) => dhPrev,
    part: "dhPrev",
  },
  x: {
    says: "input",
    quantity: "input",
    label: indexed("x"),
    value: ({ x }) => x,
    gradient: ({ dx }) => dx,
    part: "dhPrev",
  },
};

/** A new time step begins with its forward values and no gradients. */
export function moments(
  trace: LstmTrace,
  { value, gradient, label, part = "dh" }: Shown,
): Pick<Box, "values" | "gradients"> {
  const { steps, back } = trace;
  const times = steps.map((_, t) => steps.length - 1 - t);
  const start = (t: number): number => (t === steps.length - 1 ? 0 : backwardTime(steps.length, t, "dh"));
  return {
    values: times.map((t) => ({ step: start(t), rows: asColumn(value(steps[t])), label: label(t) })),
    gradients: gradient
      ? times.flatMap((t): Moment[] => [
          { step: start(t) },
          { step: backwardTime(steps.length, t, part), rows: asColumn(gradient(back[t])) },
        ])
      : [],
  };
}
