/** What is counted over a class, one student after another; its size does not grow with the class. */

import { type Exercise, maxPoints } from "../grading/exercise-list.ts";
import type { GradeReport } from "../grading/report.ts";
import type { Score } from "./scores.ts";
import { wasAttempted } from "./student-result.ts";

export interface CheckTally {
  readonly id: string;
  readonly title: string;
  readonly hidden: boolean;
  passed: number;
  failed: number;
  /** Not run, because another check comes first or the same mistake was charged there. */
  skipped: number;
}

export interface ExerciseTally {
  readonly id: string;
  readonly title: string;
  readonly maxPoints: number;
  readonly checks: readonly CheckTally[];
  attempted: number;
  /** Attempted, yet no check could run: a syntax error, a refused import. */
  refused: number;
  points: number;
  /** How often each known mistake was recognised, by its sentence. */
  readonly mistakes: Map<string, number>;
}

export interface Tally {
  readonly exercises: readonly ExerciseTally[];
  /** Students by tenths of the points: 0–10 %, …, 90–100 %. */
  readonly tenths: number[];
  students: number;
  nothingHandedIn: number;
  late: number;
  scoreSum: number;
  readonly maxScore: number;
  /** Students whose answers could not all be judged. */
  readonly faults: string[];
}

export function createTally(exercises: readonly Exercise[]): Tally {
  return {
    exercises: exercises.map(
      (exercise): ExerciseTally => ({
        id: exercise.id,
        title: exercise.title,
        maxPoints: maxPoints(exercise),
        checks: exercise.checks.map(({ id, title, hidden = false }) => ({
          ...{ id, title, hidden },
          ...{ passed: 0, failed: 0, skipped: 0 },
        })),
        attempted: 0,
        refused: 0,
        points: 0,
        mistakes: new Map(),
      }),
    ),
    tenths: new Array<number>(10).fill(0),
    students: 0,
    nothingHandedIn: 0,
    late: 0,
    scoreSum: 0,
    maxScore: exercises.reduce((sum, exercise) => sum + maxPoints(exercise), 0),
    faults: [],
  };
}

/** `score` is missing where some answers could not be judged. */
export function addStudent(
  tally: Tally,
  student: string,
  reports: readonly GradeReport[],
  score: Score | undefined,
): void {
  tally.students++;
  if (!reports.some(wasAttempted)) tally.nothingHandedIn++;
  if (score) {
    tally.scoreSum += score.score;
    if (score.lateDays > 0) tally.late++;
    const share = score.max > 0 ? score.score / score.max : 0;
    tally.tenths[Math.min(9, Math.max(0, Math.floor(10 * share)))]++;
  } else tally.faults.push(student);
  for (const report of reports) {
    const entry = tally.exercises.find(({ id }) => id === report.exercise);
    if (entry && wasAttempted(report)) addReport(entry, report);
  }
}

function addReport(entry: ExerciseTally, { points, checks, diagnosis }: GradeReport): void {
  entry.attempted++;
  entry.points += points;
  if (checks.length === 0) entry.refused++;
  for (const { id, status } of checks) {
    const check = entry.checks.find((item) => item.id === id);
    if (check) check[status]++;
  }
  if (diagnosis !== undefined) entry.mistakes.set(diagnosis, (entry.mistakes.get(diagnosis) ?? 0) + 1);
}
