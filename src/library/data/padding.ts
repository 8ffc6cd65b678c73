/**
 * Sequences of different length side by side: padded to the longest, with a mask that hides the padding.
 *
 * Padding stands at the end, so that causal nets read every true token before it.
 */

import { expectSize } from "./size-check.ts";

/** tokens[t], masks[t]: [batch], one entry per time step of the longest sequence. lengths[r]: true length of sequence r. */
export interface PaddedBatch {
  readonly tokens: Int32Array[];
  /** 1 where a token is true, 0 where it is padding. */
  readonly masks: Uint8Array[];
  readonly lengths: Int32Array;
}

/** Puts sequences (lists of token ids) side by side; `padding` fills up the shorter ones. None may be empty. */
export function padSequences(sequences: readonly ArrayLike<number>[], padding = 0): PaddedBatch {
  expectSize("padSequences", "the number of sequences", sequences.length, 1);
  const lengths = Int32Array.from(sequences, (sequence) => sequence.length);
  const empty = lengths.indexOf(0);
  if (empty >= 0) throw new RangeError(`padSequences: sequence ${empty} is empty; leave it out.`);
  const steps = Math.max(...lengths);
  const batch = sequences.length;
  const tokens = Array.from({ length: steps }, (_, t) =>
    Int32Array.from({ length: batch }, (_row, r) => (t < lengths[r] ? sequences[r][t] : padding)),
  );
  const masks = Array.from({ length: steps }, (_, t) =>
    Uint8Array.from({ length: batch }, (_row, r) => (t < lengths[r] ? 1 : 0)),
  );
  return { tokens, masks, lengths };
}

/** The inverse of `padSequences`: the sequences without their padding. */
export function unpadSequences({ tokens, lengths }: Pick<PaddedBatch, "tokens" | "lengths">): number[][] {
  return Array.from(lengths, (length, r) => Array.from({ length }, (_, t) => tokens[t][r]));
}
