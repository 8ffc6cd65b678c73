/**
 * Exercise X12.2: windows of a series, and the forecast that must be beaten.
 *
 *   series   0 1 2 3 4 5 6 7      past = 3, ahead = 2, stride = 2
 *   windows  [0 1 2 → 3 4]  [2 3 4 → 5 6]
 *
 * The seasonal-naive forecast says: as it was one season ago. Beyond one season it starts that season again.
 *
 *   past     … 5 6 7 8      season = 3, ahead = 5      forecast   6 7 8 6 7
 *
 * Check: npx unrolled grade 12.2
 */

/** One window; `at` is the place in the series of its first value ahead. */
export interface Window {
  past: number[];
  ahead: number[];
  at: number;
}

/** All windows that fit, the first from the start of the series, each `stride` after the one before. */
export function slidingWindows(
  series: number[],
  { past, ahead, stride }: { past: number; ahead: number; stride: number },
): Window[] {
  throw new Error("TODO: exercise X12.2, slidingWindows");
}

/** The next `ahead` values. `past` holds one season or more. */
export function seasonalNaive(past: number[], season: number, ahead: number): number[] {
  throw new Error("TODO: exercise X12.2, seasonalNaive");
}
