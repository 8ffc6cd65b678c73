/**
 * Exercise X9.5: a comparison with its interval.
 *
 * Two models are trained from the same n seeds. An effort is the number of updates until the task was solved; Infinity stands
 * for a training that used its whole budget in vain, and it counts with that budget.
 *
 *   d_k = log₂(first_k / second_k)          for each seed: +1 means that the first model needed twice as much
 *   mean = Σ d_k / n
 *   s² = Σ (d_k − mean)² / (n − 1)
 *   interval: mean ± t · s / √n             t: Student's, for n − 1 degrees of freedom, is given
 *
 * The seeds tell the two apart if the interval does not contain 0. Check: npx unrolled grade 9.5
 */

/** first, second: the efforts, seed by seed. solved: how many trainings of each were solved. */
export function compareTrainings(
  first: number[],
  second: number[],
  { budget, t }: { budget: number; t: number },
): { solved: [number, number]; mean: number; low: number; high: number; toldApart: boolean } {
  throw new Error("TODO: exercise X9.5");
}
