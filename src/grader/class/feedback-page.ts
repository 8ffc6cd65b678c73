/** What one student reads: points with their reasons. Of a hidden check it tells the points alone. */

import { type CheckReport, type GradeReport, studentView } from "../grading/report.ts";
import { escapeHtml, page } from "./page.ts";
import type { ManualPoints, Score } from "./scores.ts";
import type { StudentResult } from "./student-result.ts";

export interface Feedback {
  readonly assignment: string;
  /** As the page greets the student. */
  readonly name: string;
  readonly result: Pick<StudentResult, "reports" | "notes" | "faults">;
  readonly manual: readonly ManualPoints[];
  readonly score: Score;
}

const marks = { passed: "✓", failed: "✗", skipped: "–" } as const;
const words = { passed: "passed", failed: "failed", skipped: "not run" } as const;

export function feedbackPage({ assignment, name, result, manual, score }: Feedback): string {
  const { reports, notes, faults } = result;
  const sections = reports.map((report) =>
    exerciseSection(
      studentView(report),
      manual.filter(({ exercise }) => exercise === report.exercise),
    ),
  );
  const body = [
    `<header><p class="quiet">${escapeHtml(assignment)}</p><h1>${escapeHtml(name)}</h1>`,
    `<p class="total">${score.score} <span class="quiet">of ${score.max} points</span></p>`,
    ...sumLines(score, manual),
    faults.length > 0 ? "<p>Some answers could not be graded yet; that is no fault of yours.</p>" : "",
    "</header>",
    ...sections,
    notes.length > 0
      ? `<section class="card"><h2>What was handed in</h2><ul>${notes.map((note) => `<li>${escapeHtml(note)}</li>`).join("")}</ul></section>`
      : "",
  ];
  return page({ title: `${assignment}: ${name}`, body: body.join("\n") });
}

/** How the total came about, where it is not just the sum of the checks. */
function sumLines({ raw, penalty, lateDays }: Score, manual: readonly ManualPoints[]): string[] {
  const lines = manual.filter(({ exercise }) => exercise === undefined).map(manualLine);
  if (lateDays > 0)
    lines.push(
      `<p>Handed in late by ${lateDays} ${lateDays === 1 ? "day" : "days"}: ${penalty} of ${raw} points are taken off.</p>`,
    );
  return lines;
}

const manualLine = ({ points, comment }: ManualPoints): string =>
  `<p>${points < 0 ? "−" : "+"}${Math.abs(points)} ${Math.abs(points) === 1 ? "point" : "points"} by hand${comment === "" ? "." : `: ${escapeHtml(comment)}`}</p>`;

function exerciseSection(report: GradeReport, manual: readonly ManualPoints[]): string {
  const { exercise, title, points, maxPoints, checks, error, diagnosis, notes } = report;
  return `<section class="card" id="${escapeHtml(exercise)}">
<div class="head"><h2>${escapeHtml(exercise)} ${escapeHtml(title)}</h2><span class="points">${points} / ${maxPoints}</span></div>
${error === undefined ? "" : `<p>${lines(error)}</p>`}
${checks.length > 0 ? `<ul class="checks">${checks.map(checkItem).join("\n")}</ul>` : ""}
${diagnosis === undefined ? "" : `<p class="mistake">${escapeHtml(diagnosis)}</p>`}
${notes.map((note) => `<pre>${escapeHtml(note)}</pre>`).join("\n")}
${manual.map(manualLine).join("\n")}
</section>`;
}

const checkItem = ({ id, title, status, points, maxPoints, message }: CheckReport): string =>
  `<li class="${status}"><span class="mark" role="img" aria-label="${words[status]}">${marks[status]}</span><span>${escapeHtml(id)} · ${escapeHtml(title)}</span><span class="points">${points} / ${maxPoints}</span>${message === undefined ? "" : `<span class="why">${lines(message)}</span>`}</li>`;

const lines = (text: string): string => escapeHtml(text).replaceAll("\n", "<br>");
