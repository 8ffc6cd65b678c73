/**
 * What can be predicted without any network: by counting characters, or pairs of characters.
 *
 *   unigram  p(c)     = (count(c) + α) / Σ
 *   bigram   p(c | b) = (count(bc) + α) / Σ
 *
 * α = 1 (Laplace) keeps the probability of unseen pairs above zero.
 */

/**
 * Mean −log₂ p over all predicted tokens of the held-out sequences, in bits per character.
 * The first token of each sequence is given (the boundary), the others are predicted.
 */
export function ngramBitsPerCharacter(
  train: readonly Int32Array[],
  heldOut: readonly Int32Array[],
  { symbols, order, alpha = 1 }: { symbols: number; order: 1 | 2; alpha?: number },
): number {
  const contexts = order === 1 ? 1 : symbols;
  const contextOf = (previous: number): number => (order === 1 ? 0 : previous);
  const counts = Array.from({ length: contexts }, () => new Float64Array(symbols).fill(alpha));
  for (const sequence of train) {
    for (let t = 1; t < sequence.length; t++) counts[contextOf(sequence[t - 1])][sequence[t]]++;
  }
  const totals = counts.map((row) => row.reduce((a, b) => a + b));
  let bits = 0;
  let predicted = 0;
  for (const sequence of heldOut) {
    for (let t = 1; t < sequence.length; t++) {
      const context = contextOf(sequence[t - 1]);
      bits -= Math.log2(counts[context][sequence[t]] / totals[context]);
      predicted++;
    }
  }
  if (predicted === 0)
    throw new RangeError("ngramBitsPerCharacter: nothing to predict; give held-out sequences.");
  return bits / predicted;
}

/** table[b][c] = p(c | b), counted over the training sequences with α added to every pair; rows sum to 1. */
export function bigramTable(
  train: readonly Int32Array[],
  { symbols, alpha = 1 }: { symbols: number; alpha?: number },
): number[][] {
  const counts = Array.from({ length: symbols }, () => new Array<number>(symbols).fill(alpha));
  for (const sequence of train) {
    for (let t = 1; t < sequence.length; t++) counts[sequence[t - 1]][sequence[t]]++;
  }
  return counts.map((row) => {
    const total = row.reduce((a, b) => a + b);
    return row.map((count) => count / total);
  });
}
