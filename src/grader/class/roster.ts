/**
 * What a teacher knows beside the submissions, in CSV files.
 *
 *   roster    student_id, last_name, first_name, email   (nbgrader's)
 *             canvas_id, sis_user_id, sis_login_id, section   (Canvas's; each may be left out)
 *   points    student_id, points, exercise, comment   (the last two may be left out)
 */

import { readCsv } from "./csv.ts";
import type { ManualPoints } from "./scores.ts";

export interface RosterEntry {
  readonly student: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly email: string;
  readonly canvasId: string;
  readonly sisUserId: string;
  readonly sisLoginId: string;
  readonly section: string;
}

/** Throws RangeError where student_id is missing or a student stands there twice. */
export function readRoster(name: string, text: string): RosterEntry[] {
  const rows = readCsv(name, text, ["student_id"]);
  const seen = new Set<string>();
  return rows.map((row) => {
    const student = row.student_id.trim();
    if (student === "" || seen.has(student))
      throw new RangeError(
        `${name}: expected each student_id once, got "${student}"${student ? " twice" : ""}.`,
      );
    seen.add(student);
    return {
      ...stranger(student, row.canvas_id),
      lastName: row.last_name ?? "",
      firstName: row.first_name ?? "",
      email: row.email ?? "",
      sisUserId: row.sis_user_id ?? "",
      sisLoginId: row.sis_login_id ?? "",
      section: row.section ?? "",
    };
  });
}

/** A student of whom nothing is known but the submission. */
export const stranger = (student: string, canvasId = ""): RosterEntry => ({
  student,
  canvasId,
  lastName: "",
  firstName: "",
  email: "",
  sisUserId: "",
  sisLoginId: "",
  section: "",
});

/** Throws RangeError where points are no number, or a student or an exercise is unknown. */
export function readManualPoints(
  name: string,
  text: string,
  students: ReadonlySet<string>,
  exercises: ReadonlySet<string>,
): ManualPoints[] {
  return readCsv(name, text, ["student_id", "points"]).map((row) => {
    const student = row.student_id.trim();
    const exercise = row.exercise?.trim() ?? "";
    const points = Number(row.points);
    if (!students.has(student)) throw new RangeError(`${name}: there is no student "${student}".`);
    if (exercise !== "" && !exercises.has(exercise))
      throw new RangeError(`${name}: there is no exercise "${exercise}" among those that are graded.`);
    if (row.points.trim() === "" || !Number.isFinite(points))
      throw new RangeError(`${name}: expected points as a number for ${student}, got "${row.points}".`);
    return { student, points, comment: row.comment ?? "", ...(exercise !== "" && { exercise }) };
  });
}
