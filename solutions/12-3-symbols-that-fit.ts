/**
 * Exercise X12.3: how many symbols fit into a state?
 *
 *   symbols^n ≤ levels^hidden      n = ⌊hidden · ln(levels) / ln(symbols)⌋
 *
 * Counted with whole numbers, because the quotient of two logarithms is not exact where it comes out even.
 */

/** The largest n with which every text of n symbols can have its own state. All three are 2 or more. */
export function symbolsThatFit(hidden: number, levels: number, symbols: number): number {
  const states = BigInt(levels) ** BigInt(hidden);
  let n = 0;
  for (let texts = BigInt(symbols); texts <= states; texts *= BigInt(symbols)) n++;
  return n;
}
