/**
 * Everything that a teacher gets beside results/: gradebooks, one page for each student, the overview. Made from the
 * results alone, one student at a time, so the same results give the same bytes.
 */

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { refusedReport } from "../grading/assemble-report.ts";
import { type Exercise, maxPoints } from "../grading/exercise-list.ts";
import type { GradeReport } from "../grading/report.ts";
import { feedbackPage } from "./feedback-page.ts";
import type { FoundSubmission } from "./find-submissions.ts";
import { resultFile } from "./grade-class.ts";
import { canvasCsv, type GradebookRow, nbgraderCsv } from "./gradebook.ts";
import { overviewPage } from "./overview-page.ts";
import { type RosterEntry, stranger } from "./roster.ts";
import { type LateRule, type ManualPoints, type Score, scoreOf } from "./scores.ts";
import { studentFile } from "./student-file.ts";
import { nothingHandedIn, readResult, type StudentResult } from "./student-result.ts";
import { addStudent, createTally, type Tally } from "./tally.ts";

export interface OutputOptions {
  readonly out: string;
  readonly assignment: string;
  readonly exercises: readonly Exercise[];
  readonly submissions: readonly FoundSubmission[];
  /** Students who handed in nothing get a line too. */
  readonly roster: readonly RosterEntry[];
  readonly manual: readonly ManualPoints[];
  readonly late?: LateRule;
}

interface Summary {
  readonly student: string;
  readonly points: number | null;
  readonly maxPoints: number;
  readonly latePenalty: number;
  readonly exercises: Readonly<Record<string, number>>;
  readonly feedback: string;
}

export async function writeOutputs(options: OutputOptions): Promise<Tally> {
  const { out, assignment, exercises, manual, late } = options;
  await mkdir(join(out, "feedback"), { recursive: true });
  const tally = createTally(exercises);
  const rows: GradebookRow[] = [];
  const summaries: Summary[] = [];
  for (const who of everyone(options)) {
    const result = (await readResult(resultFile(out, who.student))) ?? absent(who.student, exercises);
    const own = manual.filter(({ student }) => student === who.student);
    const score = scoreOf(result.reports, own, result.timestamp, late);
    const judged = result.faults.length === 0 ? score : undefined;
    const feedback = `feedback/${studentFile(who.student)}.html`;
    const name = [who.firstName, who.lastName].filter((part) => part !== "").join(" ") || who.student;
    await writeFileAtomic(
      join(out, feedback),
      feedbackPage({ assignment, name, result, manual: own, score }),
    );
    addStudent(tally, who.student, result.reports, judged);
    rows.push({ who, timestamp: result.timestamp ?? "", ...(judged && { score: judged }) });
    summaries.push(summarize(result, judged, score, feedback));
  }
  const max = exercises.reduce((sum, exercise) => sum + maxPoints(exercise), 0);
  const entry = { name: assignment, due: late?.due.toISOString() ?? "", maxPoints: max };
  await writeFileAtomic(join(out, "gradebook.csv"), nbgraderCsv(entry, rows));
  await writeFileAtomic(join(out, "canvas.csv"), canvasCsv(entry, rows));
  await writeFileAtomic(join(out, "overview.html"), overviewPage(assignment, tally));
  const all = { assignment, maxPoints: max, students: summaries };
  await writeFileAtomic(join(out, "results.json"), `${JSON.stringify(all, null, 1)}\n`);
  return tally;
}

/** All of the roster and all who handed in, by name. */
function everyone({ roster, submissions }: OutputOptions): RosterEntry[] {
  const found = new Map(roster.map((entry) => [entry.student, entry]));
  for (const { student, canvasId } of submissions)
    if (!found.has(student)) found.set(student, stranger(student, canvasId));
  return [...found.values()].sort((a, b) => (a.student < b.student ? -1 : 1));
}

const absent = (student: string, exercises: readonly Exercise[]): StudentResult => ({
  student,
  fingerprint: "",
  notes: [],
  reports: exercises.map((exercise) => refusedReport(exercise, nothingHandedIn)),
  faults: [],
});

function summarize(
  { student, reports }: { student: string; reports: readonly GradeReport[] },
  judged: Score | undefined,
  score: Score,
  feedback: string,
): Summary {
  return {
    student,
    points: judged?.score ?? null,
    maxPoints: score.max,
    latePenalty: score.penalty,
    exercises: Object.fromEntries(reports.map(({ exercise, points }) => [exercise, points])),
    feedback,
  };
}
