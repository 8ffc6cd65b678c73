/** Token sequences with one label each, or with one tag per token, as padded batches. */

import { padSequences } from "./padding.ts";

/** inputs[t], masks[t]: [batch]; labels: [batch]. For a sequence classifier. */
export interface LabelledSequences {
  readonly inputs: Int32Array[];
  readonly masks: Uint8Array[];
  readonly labels: Int32Array;
}

/** Sequences of token ids and their classes. */
export function labelledBatch(
  examples: readonly { readonly tokens: ArrayLike<number>; readonly label: number }[],
): LabelledSequences {
  const { tokens, masks } = padSequences(examples.map((example) => example.tokens));
  return { inputs: tokens, masks, labels: Int32Array.from(examples, ({ label }) => label) };
}

/** inputs[t], targets[t], masks[t]: [batch]. For a sequence tagger; the input masks are the same as the masks. */
export interface TaggedSequences {
  readonly inputs: Int32Array[];
  readonly targets: Int32Array[];
  readonly masks: Uint8Array[];
  readonly inputMasks: Uint8Array[];
}

/** Sequences of token ids with one tag id per token. */
export function taggedBatch(
  examples: readonly { readonly tokens: ArrayLike<number>; readonly tags: ArrayLike<number> }[],
): TaggedSequences {
  const uneven = examples.findIndex(({ tokens, tags }) => tokens.length !== tags.length);
  if (uneven >= 0) {
    const { tokens, tags } = examples[uneven];
    throw new RangeError(
      `taggedBatch: sequence ${uneven} has ${tokens.length} tokens and ${tags.length} tags; it needs one each.`,
    );
  }
  const { tokens, masks } = padSequences(examples.map((example) => example.tokens));
  const targets = padSequences(examples.map((example) => example.tags)).tokens;
  return { inputs: tokens, targets, masks, inputMasks: masks };
}
