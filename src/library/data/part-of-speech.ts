/**
 * Sentences with a part-of-speech tag on each word: silver labels, made by a tagger and not by people.
 *
 * Text: Moby-Dick. Tagger: wink-pos-tagger (MIT), a unigram lexicon with Brill-style rules, Penn Treebank tags. A
 * model that agrees with it fully has learned the tagger, errors included.
 */

import { createRequire } from "node:module";
import { loadMobyDick, splitSentences } from "./moby-dick.ts";

/** One sentence, a tag for each word. */
export interface TaggedSentence {
  readonly words: readonly string[];
  /** One Penn tag per word, "NN", "VBD", …; punctuation is its own tag. */
  readonly tags: readonly string[];
}

type Tagger = { tagSentence(sentence: string): { value: string; pos: string }[] };

const projectRequire: NodeJS.Require = createRequire(import.meta.url);

let tagger: Tagger | undefined;

/** Tags one sentence; splits it into words the tagger's way. */
export function tagSentence(sentence: string): TaggedSentence {
  tagger ??= (projectRequire("wink-pos-tagger") as () => Tagger)(); // here, because its lexicon takes long to load
  const tokens = tagger.tagSentence(sentence);
  return { words: tokens.map(({ value }) => value), tags: tokens.map(({ pos }) => pos) };
}

let sentences: TaggedSentence[] = [];

/** The first `count` sentences of Moby-Dick with 3 to 25 words, tagged; 10,000 take about a second. Tagged once. */
export function loadTaggedSentences(count: number): readonly TaggedSentence[] {
  if (sentences.length < count) {
    const all = splitSentences(loadMobyDick()).filter((sentence) => !sentence.startsWith("CHAPTER"));
    const wanted = all.filter((sentence) => {
      const words = sentence.split(" ").length;
      return words >= 3 && words <= 25;
    });
    if (wanted.length < count) {
      throw new RangeError(
        `loadTaggedSentences: there are ${wanted.length} such sentences, asked for ${count}.`,
      );
    }
    sentences = [...sentences, ...wanted.slice(sentences.length, count).map(tagSentence)];
  }
  return sentences.slice(0, count);
}
