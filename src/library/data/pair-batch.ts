/**
 * Text-to-text examples as a batch for an encoder–decoder.
 *
 *   source    t  o  m            what the encoder reads
 *   inputs    <start>  m  o  t   what the decoder reads: the targets, shifted right by one
 *   targets   m  o  t  <end>     what it must say
 */

import { padSequences } from "./padding.ts";
import type { Pair } from "./pair.ts";
import { END, START, type TokenVocabulary } from "./token-vocabulary.ts";

/** Time is the list; each entry has one token id per row. Masks: 1 for true tokens, 0 for padding. */
export interface PairBatch {
  readonly source: readonly Int32Array[];
  readonly sourceMasks: readonly Uint8Array[];
  readonly inputs: readonly Int32Array[];
  readonly targets: readonly Int32Array[];
  readonly masks: readonly Uint8Array[];
  /**
   * Scheduled sampling: probability with which a decoder input is the true token and not the model's own guess.
   * 1 (teacher forcing) unless given; 0 is free running.
   */
  readonly truthShare?: number;
}

/** One character per token. The target vocabulary must hold START and END (`marks: true`). */
export function pairBatch(
  pairs: readonly Pair[],
  { source, target }: { readonly source: TokenVocabulary; readonly target: TokenVocabulary },
): PairBatch {
  const sources = padSequences(pairs.map((pair) => source.encode(pair.source)));
  const targets = pairs.map((pair) => target.encode([...pair.target, END]));
  const padded = padSequences(targets);
  return {
    source: sources.tokens,
    sourceMasks: sources.masks,
    inputs: padSequences(targets.map((ids) => teacherForcedInputs(ids, target.tokenId(START)))).tokens,
    targets: padded.tokens,
    masks: padded.masks,
  };
}

/** What a decoder reads to say `targets`: the start token, then all targets but the last. */
export function teacherForcedInputs(targets: Int32Array, start: number): Int32Array {
  const inputs = new Int32Array(targets.length);
  inputs[0] = start;
  inputs.set(targets.subarray(0, -1), 1);
  return inputs;
}
