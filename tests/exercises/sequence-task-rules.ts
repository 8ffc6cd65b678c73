/** The rules of the tasks of X6.1: what each of them must look like, with a sentence where it does not. */

import { isEmbeddedReber, reberTransitions, temporalOrderSymbols } from "unrolled/data";
import { CheckFailure } from "../../src/grader/grading/expectations.ts";
import type { Adding, AddingSize, Copy, CopySize, LabelledTokens } from "./sequence-task-sizes.ts";

/** Two marks, one in each half; their numbers' sum is the target. Gives where the marks are, and all numbers. */
export function expectAdding(
  { inputs, targets }: Adding,
  { steps, batch }: AddingSize,
): { first: number[]; second: number[]; numbers: number[] } {
  const half = Math.floor(steps / 2);
  const [first, second, numbers]: number[][] = [[], [], []];
  for (let r = 0; r < batch; r++) {
    const where = `makeAdding, ${steps} time steps, sequence ${r}`;
    const marked = inputs.flatMap(({ data }, t) => (data[2 * r + 1] === 0 ? [] : [t]));
    const odd = marked.find((t) => inputs[t].data[2 * r + 1] !== 1);
    if (odd !== undefined)
      throw new CheckFailure(
        `${where}: the mark at time step ${odd} is ${inputs[odd].data[2 * r + 1]}, expected 0 or 1.`,
      );
    if (marked.length !== 2 || marked[0] >= half || marked[1] < half)
      throw new CheckFailure(
        `${where}: marked are the time steps ${marked.join(", ") || "(none)"}; expected one of 0 … ${half - 1} and one of ${half} … ${steps - 1}.`,
      );
    for (const { data } of inputs) numbers.push(data[2 * r]);
    const outside = numbers.slice(-steps).find((v) => v < 0 || v >= 1);
    if (outside !== undefined)
      throw new CheckFailure(`${where}: the number ${outside} does not lie in [0, 1).`);
    const sum = inputs[marked[0]].data[2 * r] + inputs[marked[1]].data[2 * r];
    if (Math.abs(targets.data[r] - sum) > 1e-8)
      throw new CheckFailure(
        `${where}: the target is ${targets.data[r].toPrecision(4)}, but the two marked numbers add up to ${sum.toPrecision(4)}.`,
      );
    first.push(marked[0]);
    second.push(marked[1]);
  }
  return { first, second, numbers };
}

/** Symbols, blanks, the signal, blanks; and the symbols as the last targets. Gives the symbols by time step. */
export function expectCopy({ inputs, targets }: Copy, { length, symbols, lag }: CopySize): Int32Array[] {
  const [blank, signal] = [symbols, symbols + 1];
  const name = (token: number): string =>
    token === blank ? `${token} (blank)` : token === signal ? `${token} (signal)` : `${token}`;
  const fail = (list: string, t: number, r: number, got: number, expected: string): never => {
    throw new CheckFailure(
      `makeCopy, length ${length}, symbols ${symbols}, lag ${lag}: ${list}[${t}] of sequence ${r} is ${name(got)}, expected ${expected}.`,
    );
  };
  inputs.forEach((row, t) => {
    row.forEach((token, r) => {
      if (t < length) {
        if (token < 0 || token >= symbols) fail("inputs", t, r, token, `a symbol, 0 … ${symbols - 1}`);
      } else {
        const expected = t === length + lag - 1 ? signal : blank;
        if (token !== expected) fail("inputs", t, r, token, name(expected));
      }
    });
  });
  targets.forEach((row, t) => {
    const copied = t - length - lag;
    row.forEach((token, r) => {
      const expected = copied < 0 ? blank : inputs[copied][r];
      if (token !== expected)
        fail("targets", t, r, token, copied < 0 ? name(expected) : `${expected}, as inputs[${copied}]`);
    });
  });
  return inputs.slice(0, length);
}

/** Where the marks stand by window, and all distractors. */
export interface TemporalOrderDraws {
  readonly places: readonly { readonly from: number; readonly to: number; readonly drawn: number[] }[];
  readonly distractors: number[];
}

/** E at the start, B at the end, two marks in their windows, and the class that they spell. */
export function expectTemporalOrder(
  { inputs, labels }: LabelledTokens,
  { steps, batch }: AddingSize,
): TemporalOrderDraws {
  const [X, Y, E, B] = ["X", "Y", "E", "B"].map((symbol) => temporalOrderSymbols.indexOf(symbol));
  const places = [
    [0.1, 0.2],
    [0.5, 0.6],
  ].map(([from, to]) => {
    const drawn: number[] = [];
    return { from: Math.ceil(from * steps), to: Math.ceil(to * steps) - 1, drawn };
  });
  const distractors: number[] = [];
  for (let r = 0; r < batch; r++) {
    const sequence = inputs.map((row) => row[r]);
    const text = sequence.map((token) => temporalOrderSymbols[token] ?? `(${token})`).join("");
    const where = `makeTemporalOrder, ${steps} time steps, sequence ${r} is ${text}`;
    if (sequence[0] !== E || sequence[steps - 1] !== B)
      throw new CheckFailure(`${where}; expected E at the first and B at the last time step.`);
    const marks = sequence.flatMap((token, t) => (token === X || token === Y ? [t] : []));
    const fits = marks.length === 2 && marks.every((t, k) => t >= places[k].from && t <= places[k].to);
    if (!fits)
      throw new CheckFailure(
        `${where}; X or Y stand at the time steps ${marks.join(", ") || "(none)"}; expected two of them, in ${places.map(({ from, to }) => `${from} … ${to}`).join(" and ")}.`,
      );
    marks.forEach((t, k) => {
      places[k].drawn.push(t);
    });
    const rest = sequence.filter((_, t) => t > 0 && t < steps - 1 && !marks.includes(t));
    if (rest.some((token) => token < 0 || token > 3))
      throw new CheckFailure(`${where}; expected only a, b, c and d between the marks.`);
    distractors.push(...rest);
    const [first, second] = marks.map((t) => sequence[t] - X);
    if (labels[r] !== 2 * first + second)
      throw new CheckFailure(`${where}; its label is ${labels[r]}, expected ${2 * first + second}.`);
  }
  return { places, distractors };
}

/** How often each symbol followed a state of the grammar in which there is a choice. */
export interface Choice {
  readonly after: number;
  readonly symbols: readonly string[];
  readonly counts: number[];
}

/** Every text is an embedded Reber string. Gives the choices that were made inside. */
export function expectReber(texts: readonly string[]): Choice[] {
  const choices = reberTransitions.map((next, after) => {
    const symbols = Object.keys(next);
    return { after, symbols, counts: symbols.map(() => 0) };
  });
  texts.forEach((text, k) => {
    if (text.length > 4000 || !isEmbeddedReber(text))
      throw new CheckFailure(
        `embeddedReber: string ${k} is "${text.slice(0, 80)}", which is no embedded Reber string: B, T or P, a Reber string (B … E), the same T or P, E.`,
      );
    let state = 0;
    for (const symbol of text.slice(3, -2)) {
      choices[state].counts[choices[state].symbols.indexOf(symbol)]++;
      state = reberTransitions[state][symbol];
    }
  });
  return choices.filter(({ symbols }) => symbols.length > 1);
}
