/**
 * Exercise X9.5: a comparison with its interval.
 *
 *   d_k = log₂(first_k / second_k)
 *   mean = Σ d_k / n,   s² = Σ (d_k − mean)² / (n − 1)
 *   interval: mean ± t · s / √n
 */

/** first, second: the efforts, seed by seed. solved: how many trainings of each were solved. */
export function compareTrainings(
  first: number[],
  second: number[],
  { budget, t }: { budget: number; t: number },
): { solved: [number, number]; mean: number; low: number; high: number; toldApart: boolean } {
  const counted = (effort: number): number => Math.min(effort, budget);
  const solvedIn = (efforts: number[]): number => efforts.filter(Number.isFinite).length;
  const differences = first.map((effort, k) => Math.log2(counted(effort) / counted(second[k])));
  const n = differences.length;
  const mean = differences.reduce((sum, d) => sum + d, 0) / n;
  const variance = differences.reduce((sum, d) => sum + (d - mean) ** 2, 0) / (n - 1);
  const half = t * Math.sqrt(variance / n);
  const [low, high] = [mean - half, mean + half];
  return { solved: [solvedIn(first), solvedIn(second)], mean, low, high, toldApart: low > 0 || high < 0 };
}
