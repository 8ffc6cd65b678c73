/**
 * Exercise X12.3: how many symbols fit into a state?
 *
 * A state has `hidden` numbers, and each can be told apart at `levels` levels. So there are levels^hidden different
 * states. A text of n symbols from an alphabet of `symbols` is one of symbols^n texts. Each needs a state of its own,
 * or it could not be told back. Check: npx unrolled grade 12.3
 */

/** The largest n with which every text of n symbols can have its own state. All three are 2 or more. */
export function symbolsThatFit(hidden: number, levels: number, symbols: number): number {
  throw new Error("TODO: exercise X12.3");
}
