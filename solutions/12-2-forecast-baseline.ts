/**
 * Exercise X12.2: windows of a series, and the forecast that must be beaten.
 *
 *   series   0 1 2 3 4 5 6 7      past = 3, ahead = 2, stride = 2
 *   windows  [0 1 2 → 3 4]  [2 3 4 → 5 6]
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
  const windows: Window[] = [];
  for (let at = past; at + ahead <= series.length; at += stride)
    windows.push({ past: series.slice(at - past, at), ahead: series.slice(at, at + ahead), at });
  return windows;
}

/** The next `ahead` values. `past` holds one season or more. */
export function seasonalNaive(past: number[], season: number, ahead: number): number[] {
  const last = past.slice(-season);
  return Array.from({ length: ahead }, (_, k) => last[k % season]);
}
