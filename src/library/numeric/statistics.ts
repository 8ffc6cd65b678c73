/** What some numbers have in common: their middle, in two senses, and how far two lists go together. */

/** The arithmetic mean. NaN of an empty list. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Pearson's correlation of two lists of equal length, in −1 … 1; 0 where one of them does not vary. */
export function correlation(left: readonly number[], right: readonly number[]): number {
  const [a, b] = [centred(left), centred(right)];
  const inner = (u: readonly number[], v: readonly number[]): number =>
    u.reduce((sum, value, at) => sum + value * v[at], 0);
  return inner(a, b) / (Math.sqrt(inner(a, a) * inner(b, b)) || 1);
}

function centred(values: readonly number[]): number[] {
  const middle = mean(values);
  return values.map((value) => value - middle);
}
