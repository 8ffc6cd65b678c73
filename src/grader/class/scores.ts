/** From results to scores: points of the checks, points given by hand, and what lateness costs. */

import type { GradeReport } from "../grading/report.ts";

export interface LateRule {
  readonly due: Date;
  /** Percent of the points for each day that has begun. */
  readonly percentPerDay: number;
  /** Never more than this, in percent. */
  readonly mostPercent: number;
  readonly graceMinutes: number;
}

/** Points that a teacher adds (or takes), beside those of the checks. */
export interface ManualPoints {
  readonly student: string;
  /** For one exercise; left out, for the whole. */
  readonly exercise?: string;
  readonly points: number;
  readonly comment: string;
}

export interface Score {
  /** Of the checks and by hand. */
  readonly raw: number;
  readonly penalty: number;
  /** Never below 0. */
  readonly score: number;
  readonly max: number;
  readonly lateDays: number;
}

const day = 24 * 60 * 60 * 1000;

export function scoreOf(
  reports: readonly GradeReport[],
  manual: readonly ManualPoints[],
  timestamp: string | undefined,
  rule: LateRule | undefined,
): Score {
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  const raw = sum(reports.map(({ points }) => points)) + sum(manual.map(({ points }) => points));
  const max = sum(reports.map(({ maxPoints }) => maxPoints));
  const lateDays = rule && timestamp !== undefined ? daysLate(new Date(timestamp), rule) : 0;
  const percent = rule ? Math.min(rule.mostPercent, lateDays * rule.percentPerDay) : 0;
  const penalty = cents((Math.max(0, raw) * percent) / 100);
  return { raw: cents(raw), penalty, score: cents(Math.max(0, raw - penalty)), max, lateDays };
}

/** Days that have begun since the deadline; 0 within the grace period. */
function daysLate(handedIn: Date, { due, graceMinutes }: LateRule): number {
  const late = handedIn.getTime() - due.getTime();
  return late <= graceMinutes * 60_000 ? 0 : Math.ceil(late / day);
}

/** To the hundredth, as gradebooks keep points. */
const cents = (points: number): number => Math.round(100 * points) / 100 + 0;
