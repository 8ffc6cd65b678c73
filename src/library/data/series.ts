/** A series of numbers for a forecaster: scaling, windows, and the forecast that must be beaten. */

import { Matrix } from "../numeric/matrix.ts";
import { expectSize } from "./size-check.ts";

/** (value − mean) / deviation; keep mean and deviation to scale later values and to turn forecasts back. */
export function standardise(series: readonly number[]): {
  values: number[];
  mean: number;
  deviation: number;
} {
  expectSize("standardise", "the length of the series", series.length, 2);
  const mean = series.reduce((sum, v) => sum + v, 0) / series.length;
  const deviation = Math.sqrt(series.reduce((sum, v) => sum + (v - mean) ** 2, 0) / series.length);
  if (deviation === 0)
    throw new RangeError("standardise: all values are equal, so there is no scale to divide by.");
  return { values: series.map((v) => (v - mean) / deviation), mean, deviation };
}

/** One window: `past` values and the `ahead` values that follow. `at`: place of the first value ahead. */
export interface Window {
  readonly past: number[];
  readonly ahead: number[];
  readonly at: number;
}

/** All windows of a series, in order, `stride` apart (1 unless given). */
export function slidingWindows(
  series: readonly number[],
  { past, ahead, stride = 1 }: { past: number; ahead: number; stride?: number },
): Window[] {
  expectSize("slidingWindows", "past", past, 1);
  expectSize("slidingWindows", "ahead", ahead, 1);
  expectSize("slidingWindows", "stride", stride, 1);
  expectSize("slidingWindows", "the length of the series", series.length, past + ahead);
  const windows: Window[] = [];
  for (let at = past; at + ahead <= series.length; at += stride) {
    windows.push({ past: series.slice(at - past, at), ahead: series.slice(at, at + ahead), at });
  }
  return windows;
}

/** Windows side by side: inputs[t]: [batch, 1] for each past time step, targets: [batch, ahead]. */
export function windowBatch(windows: readonly Window[]): { inputs: Matrix[]; targets: Matrix } {
  expectSize("windowBatch", "the number of windows", windows.length, 1);
  const inputs = windows[0].past.map((_, t) => Matrix.fromRows(windows.map(({ past }) => [past[t]])));
  return { inputs, targets: Matrix.fromRows(windows.map(({ ahead }) => ahead)) };
}

/**
 * Seasonal-naive forecast: the value one season earlier, again and again (Hyndman & Athanasopoulos, "Forecasting",
 * §5.2). `past` must hold a season. Returns `ahead` values.
 */
export function seasonalNaive(past: readonly number[], season: number, ahead: number): number[] {
  expectSize("seasonalNaive", "season", season, 1);
  expectSize("seasonalNaive", "the length of the past", past.length, season);
  return Array.from({ length: ahead }, (_, k) => past[past.length - season + (k % season)]);
}

/** Mean absolute error of forecasts, in the unit of the values. */
export function meanAbsoluteError(forecasts: readonly number[], actual: readonly number[]): number {
  if (forecasts.length !== actual.length || actual.length === 0) {
    throw new RangeError(
      `meanAbsoluteError: expected two lists of one length, at least 1, got ${forecasts.length} and ${actual.length}.`,
    );
  }
  return forecasts.reduce((sum, v, k) => sum + Math.abs(v - actual[k]), 0) / actual.length;
}
