/**
 * Words by the company they keep: vectors of the frequent words of Moby-Dick, without any network.
 *
 *   n(w, c)      how often word c stands within `window` words of word w
 *   PPMI(w, c) = max(0, log₂ (n(w, c) N / (n(w) n(c))))         N: all pairs counted
 *   vectors    = V |Λ|^½ of the leading eigenvectors of the symmetric PPMI
 *
 * Harris 1954 and Firth 1957 for the thought; Church & Hanks 1990 for the measure; Levy & Goldberg 2014, eq. 11, for
 * the square root.
 */

import { loadMobyDick, plainLetters } from "../data/moby-dick.ts";
import { leadingEigenvectors } from "../numeric/leading-eigenvectors.ts";
import { Matrix } from "../numeric/matrix.ts";

/** How many words, how far their company reaches, and how short the vectors are. */
export interface WordVectorsConfig {
  /** The so many most frequent words get a vector. */
  readonly words: number;
  readonly window: number;
  readonly features: number;
}

/** The words with their counts, most frequent first, and a vector for each. */
export interface WordVectorsResult {
  readonly config: WordVectorsConfig;
  readonly words: readonly string[];
  readonly counts: readonly number[];
  /** vectors[word][feature]. */
  readonly vectors: readonly (readonly number[])[];
}

/** Counts company, weighs it, and shortens the rows. */
export function runWordVectors(config: WordVectorsConfig): WordVectorsResult {
  const { words: size, window, features } = config;
  const text = plainLetters(loadMobyDick()).split(" ");
  const frequency = new Map<string, number>();
  for (const word of text) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const listed = [...frequency].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, size);
  const ids = new Map(listed.map(([word], id) => [word, id]));
  const company = countCompany(
    text.map((word) => ids.get(word) ?? -1),
    size,
    window,
  );
  const { vectors, values } = leadingEigenvectors(ppmi(company), features, { iterations: 30 });
  const roots = values.map((value) => Math.sqrt(Math.abs(value)));
  return {
    config,
    words: listed.map(([word]) => word),
    counts: listed.map(([, count]) => count),
    vectors: listed.map((_, id) => roots.map((root, k) => root * vectors.data[id * features + k])),
  };
}

/** ids[t]: −1 for a word without a vector -> how often each pair stands together: symmetric. */
function countCompany(ids: readonly number[], size: number, window: number): Matrix {
  const counts = new Matrix(size, size);
  ids.forEach((id, t) => {
    if (id < 0) return;
    for (let s = Math.max(0, t - window); s < t; s++) {
      if (ids[s] < 0) continue;
      counts.data[id * size + ids[s]]++;
      counts.data[ids[s] * size + id]++;
    }
  });
  return counts;
}

function ppmi(counts: Matrix): Matrix {
  const { rows } = counts;
  const totals = Array.from({ length: rows }, (_, r) => counts.row(r).sum());
  const all = totals.reduce((a, b) => a + b);
  return counts.map((count, k) => {
    const expected = (totals[Math.floor(k / rows)] * totals[k % rows]) / all;
    return count > 0 ? Math.max(0, Math.log2(count / expected)) : 0;
  });
}
