/**
 * Exercise X0.2: what counting alone can predict.
 *
 *   n = 1:  p(c)     = (count(c)  + α) / Σ over all symbols of the same
 *   n = 2:  p(c | b) = (count(bc) + α) / Σ over all symbols c of the same
 *   bits per character = −(1 / N) Σ log₂ p
 *
 * Count in train, predict test. The first symbol of a sequence marks its beginning: it is given, so it is neither
 * counted nor predicted, for n = 1 and n = 2 alike; N is the number of symbols predicted. Check: npx unrolled grade 0.2
 */

/** train, test: sequences of symbols, from 0 to symbols − 1. alpha: what each count starts from. */
export function ngramBitsPerChar(
  train: number[][],
  test: number[][],
  { symbols, n, alpha = 1 }: { symbols: number; n: 1 | 2; alpha?: number },
): number {
  throw new Error("TODO: exercise X0.2");
}
