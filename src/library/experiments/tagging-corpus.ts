/**
 * The data of the tagging experiment: sentences of Moby-Dick as token ids and tag ids, the baseline that knows each
 * word's most frequent tag, and the count of right answers.
 */

import { loadTaggedSentences } from "../data/part-of-speech.ts";
import { createTokenVocabulary, UNKNOWN } from "../data/token-vocabulary.ts";

/** What is read. */
export interface TaggingCorpusConfig {
  readonly sentences: number;
  /** The first so many sentences are never trained on. */
  readonly heldOut: number;
  /** Words that occur less often in training are one token. */
  readonly atLeast: number;
}

/** One sentence as token ids and tag ids. */
export interface TaggedExample {
  readonly tokens: Int32Array;
  readonly tags: Int32Array;
}

/** Sentences to train on and others, with their vocabularies. */
export interface TaggingCorpus {
  readonly seen: readonly TaggedExample[];
  readonly unseen: readonly TaggedExample[];
  /** Number of tokens. */
  readonly tokens: number;
  /** The token of all rare words. */
  readonly rare: number;
  readonly tagNames: readonly string[];
}

/** Right answers on the held-out words. */
export interface TagCounts {
  /** Of all words. */
  readonly right: number;
  /** Of the words that are the rare token. */
  readonly rightRare: number;
  /** In the order of the result's tags. */
  readonly rightByTag: readonly number[];
}

/** The first sentences of Moby-Dick, tagged, in lower case. */
export function readTaggingCorpus({ sentences, heldOut, atLeast }: TaggingCorpusConfig): TaggingCorpus {
  const all = loadTaggedSentences(sentences).map(({ words, tags }) => ({
    words: words.map((word) => word.toLowerCase()),
    tags: [...tags],
  }));
  const trained = all.slice(heldOut).flatMap(({ words }) => words);
  const vocabulary = createTokenVocabulary(trained, { unknown: true, atLeast });
  const tagSet = createTokenVocabulary(all.flatMap(({ tags }) => tags));
  const examples = all.map(({ words, tags }) => ({
    tokens: vocabulary.encode(words),
    tags: tagSet.encode(tags),
  }));
  return {
    seen: examples.slice(heldOut),
    unseen: examples.slice(0, heldOut),
    tokens: vocabulary.size,
    rare: vocabulary.tokenId(UNKNOWN),
    tagNames: tagSet.tokens,
  };
}

/** The tag that each token had most often in training. */
export function mostFrequentTags({
  seen,
  tokens,
  tagNames,
}: TaggingCorpus): (example: TaggedExample) => Int32Array {
  const counts = Array.from({ length: tokens }, () => new Int32Array(tagNames.length));
  for (const { tokens: ids, tags } of seen) {
    ids.forEach((id, t) => {
      counts[id][tags[t]]++;
    });
  }
  const best = counts.map((row) => row.indexOf(Math.max(...row)));
  return ({ tokens: ids }) => ids.map((id) => best[id]);
}

/** Compares predicted tags with those of the held-out sentences. */
export function countRightTags(
  { unseen, rare, tagNames }: TaggingCorpus,
  predicted: readonly Int32Array[],
): TagCounts {
  const rightByTag = tagNames.map(() => 0);
  let rightRare = 0;
  unseen.forEach(({ tokens, tags }, k) => {
    tags.forEach((tag, t) => {
      if (predicted[k][t] !== tag) return;
      rightByTag[tag]++;
      if (tokens[t] === rare) rightRare++;
    });
  });
  return { right: rightByTag.reduce((a, b) => a + b), rightRare, rightByTag };
}
