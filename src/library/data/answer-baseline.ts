/** What can be had in a text-to-text task without reading the source, computed from all possible answers. */

export interface Answers {
  /** Share of the most frequent answer: exact-match accuracy of the best constant. */
  readonly exactMatch: number;
  /** Mean over positions of the most frequent character's share: accuracy per character of the best constant. */
  readonly characterAccuracy: number;
  /** Entropy of the answers, nats per answer: the least cross-entropy of a model that ignores the source. */
  readonly crossEntropy: number;
}

/**
 * weights: every possible answer and how often it occurs; all answers have the same length.
 *
 *   exactMatch = max p(a),   characterAccuracy = mean over i of max_c P(aᵢ = c),   crossEntropy = −Σ p(a) ln p(a)
 *
 * The last is the entropy of the whole answer: predicting it character by character, given the earlier ones,
 * adds up to the same (chain rule).
 */
export function answerBaseline(weights: ReadonlyMap<string, number>): Answers {
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const length = [...weights.keys()][0].length;
  const characters = Array.from({ length }, () => new Map<string, number>());
  let [largest, entropy] = [0, 0];
  for (const [answer, weight] of weights) {
    largest = Math.max(largest, weight);
    entropy -= (weight / total) * Math.log(weight / total);
    for (let i = 0; i < length; i++) {
      characters[i].set(answer[i], (characters[i].get(answer[i]) ?? 0) + weight);
    }
  }
  const shares = characters.map((counts) => Math.max(...counts.values()) / total);
  return {
    exactMatch: largest / total,
    characterAccuracy: shares.reduce((sum, share) => sum + share, 0) / length,
    crossEntropy: entropy,
  };
}
