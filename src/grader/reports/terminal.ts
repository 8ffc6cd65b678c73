/**
 * A grade report as a tutor would say it in a terminal.
 *
 *   X1.1  The recurrent cell, one time step                         4 / 6
 *     a ✓ returns one hidden state per example
 *     b ✗ the input and the bias
 *         h is off by 0.58 at row 1, column 2: …
 *     → Your result equals what you get if the bias is left out.
 *     Hint: npx unrolled hint X1.1
 */

import { type CheckReport, type GradeReport, isFull, notAttempted } from "../grading/report.ts";

export interface TerminalStyle {
  readonly color: boolean;
  readonly columns: number;
}

const codes = { green: 32, red: 31, yellow: 33, dim: 2, bold: 1 };
type Paint = (text: string, code: keyof typeof codes) => string;

const marks = { passed: "✓", failed: "✗", skipped: "–" } as const;
const colors = { passed: "green", failed: "red", skipped: "dim" } as const;

export function terminalReport(report: GradeReport, style: TerminalStyle): string {
  const paint: Paint = (text, code) => (style.color ? `\u001b[${codes[code]}m${text}\u001b[0m` : text);
  const points = `${report.points} / ${report.maxPoints}`;
  const heading = `${report.exercise}  ${report.title}`;
  const gap = " ".repeat(Math.max(2, Math.min(style.columns, 78) - heading.length - points.length));
  const lines = [`${paint(heading, "bold")}${gap}${paint(points, isFull(report) ? "green" : "yellow")}`];
  if (report.error !== undefined) lines.push(...wrap(report.error, "  ", style.columns));
  for (const check of report.checks) lines.push(...checkLines(check, paint, style.columns));
  if (report.diagnosis !== undefined) {
    const [first, ...rest] = wrap(report.diagnosis, "    ", style.columns);
    lines.push(paint(`  → ${first.trimStart()}`, "yellow"), ...rest.map((line) => paint(line, "yellow")));
  }
  for (const note of [...report.notes, ...(report.hiddenNotes ?? [])])
    lines.push(...wrap(note, "  ", style.columns).map((line) => paint(line, "dim")));
  if (!isFull(report) && report.error !== notAttempted)
    lines.push(paint(`  Hint: npx unrolled hint ${report.exercise}`, "dim"));
  return lines.join("\n");
}

/** The sum over all reports, and what to turn to next. */
export function terminalSummary(reports: readonly GradeReport[], { color }: TerminalStyle): string {
  const points = reports.reduce((sum, report) => sum + report.points, 0);
  const most = reports.reduce((sum, report) => sum + report.maxPoints, 0);
  const next = reports.find((report) => !isFull(report));
  const total = `${points} of ${most} points`;
  if (!next) return color ? `\u001b[32m${total}: all right.\u001b[0m` : `${total}: all right.`;
  return `${total}. Next: ${next.exercise}, ${next.title}.`;
}

function checkLines({ id, title, status, message }: CheckReport, paint: Paint, columns: number): string[] {
  const line = `  ${id} ${paint(marks[status], colors[status])} ${title}`;
  return message ? [line, ...wrap(message, "      ", columns)] : [line];
}

/** Breaks at spaces; keeps the line breaks of the text. Control characters are shown, not obeyed. */
function wrap(text: string, indent: string, columns: number): string[] {
  const width = Math.max(40, Math.min(columns, 110)) - indent.length;
  return text.split("\n").flatMap((paragraph) => {
    const lines: string[] = [];
    let rest = visible(paragraph);
    while (rest.length > width) {
      const space = rest.lastIndexOf(" ", width);
      const end = space > width / 2 ? space : width;
      lines.push(indent + rest.slice(0, end));
      rest = rest.slice(end).trimStart();
    }
    return [...lines, indent + rest];
  });
}

/** An answer can print anything, so no control code of it may reach the terminal. */
export function visible(text: string): string {
  const shown = (code: number): string => `\\x${code.toString(16).padStart(2, "0")}`;
  return Array.from(text, (letter) => {
    const code = letter.codePointAt(0)!;
    if (letter === "\t") return "  ";
    const steers =
      code < 32 ||
      (code >= 0x7f && code < 0xa0) ||
      (code >= 0x202a && code <= 0x202e) ||
      (code >= 0x2066 && code <= 0x2069);
    return steers ? shown(code) : letter;
  }).join("");
}

/** As `visible`, but lines stay lines. */
export const visibleLines = (text: string): string => text.split("\n").map(visible).join("\n");
