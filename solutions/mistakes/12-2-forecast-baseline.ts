/** Known mistakes of X12.2, windows of a series and the seasonal-naive forecast. */

import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { Window } from "../12-2-forecast-baseline.ts";

const clauses = {
  "last-window-dropped": "the last window that fits is left out",
  "windows-past-the-end": "windows are cut off at the end of the series instead of being left out",
  "stride-ignored": "every window is taken, whatever the stride",
  "stride-is-past": "the windows do not overlap: the stride is as long as the past",
  "one-value-skipped": "a value is skipped between the past and what lies ahead",
  "last-value-leaks": "the last past value is also the first value ahead",
  "past-one-short": "the past of each window is one value too short",
  "ahead-one-short": "what lies ahead is one value too short",
  "at-of-past": "`at` is the place of the first past value instead of the first value ahead",
  "past-reversed": "the past of each window is reversed",
  "last-value-repeated": "the forecast repeats the last value; that is the naive forecast without a season",
  "first-season": "the season is taken from the start of the past instead of its end",
  "season-one-long": "the forecast looks back by one value too many",
  "season-one-short": "the forecast looks back by one value too few",
  "not-started-again": "beyond one season the last value is repeated instead of starting the season again",
  "season-reversed": "the season is repeated backwards",
  "season-mean": "the forecast is the mean of the last season",
  "two-seasons-ago": "the forecast looks back by two seasons where there are two",
  empty: "empty lists are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    slidingWindows(series: number[], size: { past: number; ahead: number; stride: number }): Window[] {
      if (has("empty")) return [];
      const past = size.past - (has("past-one-short") ? 1 : 0);
      const ahead = size.ahead - (has("ahead-one-short") ? 1 : 0);
      const stride = has("stride-ignored") ? 1 : has("stride-is-past") ? size.past : size.stride;
      const end = series.length - (has("last-window-dropped") ? 1 : 0);
      const shift = has("one-value-skipped") ? 1 : has("last-value-leaks") ? -1 : 0;
      const windows: Window[] = [];
      const fits = (at: number): boolean =>
        has("windows-past-the-end") ? at < series.length : at + size.ahead <= end;
      for (let at = size.past; fits(at); at += stride) {
        const before = series.slice(at - past, at);
        if (has("past-reversed")) before.reverse();
        windows.push({
          past: before,
          ahead: series.slice(at + shift, at + shift + ahead),
          at: has("at-of-past") ? at - size.past : at,
        });
      }
      return windows;
    },

    seasonalNaive(past: number[], season: number, ahead: number): number[] {
      if (has("empty")) return [];
      const last = seasonOf(past, season, has);
      if (has("season-reversed")) last.reverse();
      const mean = last.reduce((sum, value) => sum + value, 0) / last.length;
      return Array.from({ length: ahead }, (_, k) => {
        if (has("season-mean")) return mean;
        if (has("last-value-repeated")) return past[past.length - 1];
        return last[has("not-started-again") ? Math.min(k, season - 1) : k % season];
      });
    },
  }),
  { grave: ["empty"] },
);

function seasonOf(past: number[], season: number, has: Has): number[] {
  if (has("first-season")) return past.slice(0, season);
  const back = has("season-one-long") ? season + 1 : has("season-one-short") ? season - 1 : season;
  const start = past.length - (has("two-seasons-ago") && past.length >= 2 * season ? 2 * season : back);
  return Array.from({ length: season }, (_, k) => past[Math.min(past.length - 1, Math.max(0, start + k))]);
}
