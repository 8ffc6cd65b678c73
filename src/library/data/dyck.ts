/**
 * Dyck-2: well-nested brackets of two kinds, ( ) and [ ]. After every bracket, which kind must close next?
 *
 * The nesting makes a stack; the answer is the kind on its top. Where the stack is empty nothing is asked
 * (the mask is 0). Strings are prefixes of Dyck words: at depth 0 a bracket must open, at `maxDepth`
 * one must close, and between the two a fair coin decides; every opening bracket's kind is a fair coin.
 *
 * Chomsky & Schützenberger 1963 for the language; Hewitt et al. 2020 for bounded depth in recurrent nets.
 */

import type { Random } from "../numeric/random.ts";
import { drawInteger } from "./draw.ts";
import { expectSize } from "./size-check.ts";

/** The symbols; a token is a place in this list. Opening brackets are 0 and 1, their closing ones 2 and 3. */
export const dyckSymbols: readonly string[] = ["(", "[", ")", "]"];

/** `steps` brackets per string, at most `maxDepth` of them open at once. */
export interface DyckSize {
  readonly steps: number;
  readonly maxDepth: number;
}

/** inputs[t], targets[t], masks[t]: [batch]. A target is 0 for ")" and 1 for "]"; mask 0: nothing is open. */
export interface DyckBatch {
  readonly inputs: Int32Array[];
  readonly targets: Int32Array[];
  readonly masks: Uint8Array[];
}

/** `batch` prefixes of Dyck words, each `steps` brackets long. Throws on sizes below 1. */
export function makeDyck(config: DyckSize & { readonly batch: number }, random: Random): DyckBatch {
  const { steps, maxDepth, batch } = config;
  checkDyckSize("makeDyck", config);
  expectSize("makeDyck", "batch", batch, 1);
  const inputs = Array.from({ length: steps }, () => new Int32Array(batch));
  const targets = Array.from({ length: steps }, () => new Int32Array(batch));
  const masks = Array.from({ length: steps }, () => new Uint8Array(batch));
  for (let r = 0; r < batch; r++) {
    const open: number[] = [];
    for (let t = 0; t < steps; t++) {
      const opens = open.length === 0 || (open.length < maxDepth && random() < 0.5);
      if (opens) {
        open.push(drawInteger(0, 1, random));
        inputs[t][r] = open[open.length - 1];
      } else {
        inputs[t][r] = 2 + open.pop()!;
      }
      if (open.length === 0) continue;
      targets[t][r] = open[open.length - 1];
      masks[t][r] = 1;
    }
  }
  return { inputs, targets, masks };
}

/** Whether brackets never close what is not open; `complete` asks also that none is left open. */
export function isDyck(
  tokens: ArrayLike<number>,
  { complete = false }: { complete?: boolean } = {},
): boolean {
  const open: number[] = [];
  for (const token of Array.from(tokens)) {
    if (token < 2) open.push(token);
    else if (open.pop() !== token - 2) return false;
  }
  return !complete || open.length === 0;
}

/**
 * Accuracy without a stack, over the time steps that the mask counts.
 *
 * `blind` does not look at the brackets: the kind on top is a fair coin, 1/2.
 * `lastBracket` sees the bracket just read. If it opened, its kind is the answer; if it closed, the kind
 * below it was drawn independently of it, 1/2 again. With P(d, t) the probability of depth d after step t,
 *
 *   o = Σt Σd<maxDepth P(d, t − 1) · (probability to open at d)      counted steps that opened
 *   c = Σt Σd≥2 P(d, t − 1) · (probability to close at d)            counted steps that closed
 *   lastBracket = (o + c/2) / (o + c)
 *
 * both as shares of the expected number of counted steps, to which the share in a large sample tends.
 */
export function dyckBaseline(size: DyckSize): { blind: number; lastBracket: number } {
  checkDyckSize("dyckBaseline", size);
  const { steps, maxDepth } = size;
  let depths = new Float64Array(maxDepth + 1).fill(0);
  depths[0] = 1;
  let [opened, closed] = [0, 0];
  for (let t = 0; t < steps; t++) {
    const next = new Float64Array(maxDepth + 1);
    depths.forEach((share, depth) => {
      const open = depth === 0 ? 1 : depth === maxDepth ? 0 : 0.5;
      if (open > 0) next[depth + 1] += share * open;
      if (open < 1) next[depth - 1] += share * (1 - open);
      opened += share * open;
      if (depth >= 2) closed += share * (1 - open);
    });
    depths = next;
  }
  return { blind: 1 / 2, lastBracket: (opened + closed / 2) / (opened + closed) };
}

function checkDyckSize(where: string, { steps, maxDepth }: DyckSize): void {
  expectSize(where, "steps", steps, 1);
  expectSize(where, "maxDepth", maxDepth, 1);
}
