/**
 * The copy memory task: hold a few symbols through a long silence, then say them in order.
 *
 *   input    s s s · · · · > · · ·      symbols, blanks, the signal to answer, blanks
 *   target   · · · · · · · · s s s      blanks, then the symbols
 *
 * Tokens 0 … symbols − 1 are the symbols, then come the blank and the signal. The time from a symbol to
 * its copy is lag + symbols shown; all sequences have length + lag + length time steps.
 *
 * Hochreiter & Schmidhuber 1997; in the form of Arjovsky, Shah & Bengio 2016.
 */

import type { Random } from "../numeric/random.ts";
import { drawInteger } from "./draw.ts";
import { expectSize } from "./size-check.ts";

/** `length` symbols to hold, from an alphabet of `symbols`; `lag` time steps from the last one to the first answer. */
export interface CopySize {
  readonly length: number;
  readonly symbols: number;
  readonly lag: number;
}

/** inputs[t], targets[t]: [batch]. `vocabulary` tokens in all: the symbols, the blank, the signal. */
export interface CopyBatch {
  readonly inputs: Int32Array[];
  readonly targets: Int32Array[];
  readonly blank: number;
  readonly signal: number;
  readonly vocabulary: number;
}

/** `batch` sequences of length + lag + length time steps. Throws on sizes that are too small. */
export function makeCopy(config: CopySize & { readonly batch: number }, random: Random): CopyBatch {
  const { length, symbols, lag, batch } = config;
  checkCopySize("makeCopy", config);
  expectSize("makeCopy", "batch", batch, 1);
  const [blank, signal] = [symbols, symbols + 1];
  const steps = 2 * length + lag;
  const inputs = Array.from({ length: steps }, () => new Int32Array(batch).fill(blank));
  const targets = Array.from({ length: steps }, () => new Int32Array(batch).fill(blank));
  for (let k = 0; k < length; k++) {
    for (let r = 0; r < batch; r++) {
      inputs[k][r] = drawInteger(0, symbols - 1, random);
      targets[length + lag + k][r] = inputs[k][r];
    }
  }
  inputs[length + lag - 1].fill(signal);
  return { inputs, targets, blank, signal, vocabulary: symbols + 2 };
}

/**
 * What a net without memory can reach. It knows the time step, so every blank is certain and costs nothing;
 * each of the `length` answers is one of `symbols` equally likely ones and costs ln(symbols). Averaged over all
 * 2·length + lag time steps:
 *
 *   cross-entropy = length · ln(symbols) / (lag + 2·length)   nats per time step
 *
 * `accuracy` is that of the answers alone, 1 / symbols.
 */
export function copyBaseline(size: CopySize): { crossEntropy: number; accuracy: number } {
  checkCopySize("copyBaseline", size);
  const { length, symbols, lag } = size;
  return { crossEntropy: (length * Math.log(symbols)) / (lag + 2 * length), accuracy: 1 / symbols };
}

function checkCopySize(where: string, { length, symbols, lag }: CopySize): void {
  expectSize(where, "length", length, 1);
  expectSize(where, "symbols", symbols, 2);
  expectSize(where, "lag", lag, 1);
}
