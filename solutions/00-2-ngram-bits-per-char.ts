/**
 * Exercise X0.2: what counting alone can predict.
 *
 *   n = 1:  p(c)     = (count(c)  + α) / Σ over all symbols of the same
 *   n = 2:  p(c | b) = (count(bc) + α) / Σ over all symbols c of the same
 *   bits per character = −(1 / N) Σ log₂ p
 *
 * Count in train, predict test. The first symbol of a sequence marks its beginning: it is given, so it is neither
 * counted nor predicted, for n = 1 and n = 2 alike; N is the number of symbols predicted.
 */

/** train, test: sequences of symbols, from 0 to symbols − 1. alpha: what each count starts from. */
export function ngramBitsPerChar(
  train: number[][],
  test: number[][],
  { symbols, n, alpha = 1 }: { symbols: number; n: 1 | 2; alpha?: number },
): number {
  const context = (previous: number): number => (n === 1 ? 0 : previous);
  const counts = Array.from({ length: n === 1 ? 1 : symbols }, () => new Array<number>(symbols).fill(alpha));
  for (const sequence of train)
    for (let t = 1; t < sequence.length; t++) counts[context(sequence[t - 1])][sequence[t]]++;
  let bits = 0;
  let predicted = 0;
  for (const sequence of test) {
    for (let t = 1; t < sequence.length; t++) {
      const row = counts[context(sequence[t - 1])];
      const total = row.reduce((sum, count) => sum + count, 0);
      bits -= Math.log2(row[sequence[t]] / total);
      predicted++;
    }
  }
  return bits / predicted;
}
