/** Rows of a table, such as one experiment per row. */

import { escapeHtml } from "./escape-html.ts";
import { publish } from "./publish.ts";

/** One row: a value for each column's name. */
export type TableRow = Readonly<Record<string, unknown>>;

/** Shows a table: one column per key, in the order in which the keys first come. Numbers get four digits. */
export function table(rows: readonly TableRow[]): void {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (columns.length === 0)
    throw new RangeError("table: there is nothing to show; give at least one row with one key.");
  const cells = rows.map((row) => columns.map((column) => cellText(row[column])));
  const isNumeric = columns.map((column) => rows.every((row) => isNumberOrMissing(row[column])));
  const text = tableText(columns, cells, isNumeric);
  if (!publish({ "text/html": tableHtml(columns, cells, isNumeric), "text/plain": text })) console.log(text);
}

function cellText(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (value === Number.POSITIVE_INFINITY) return "∞";
  if (typeof value !== "number" || Number.isInteger(value) || !Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  return size >= 1e-3 && size < 1e6 ? String(Number(value.toPrecision(4))) : value.toExponential(3);
}

const isNumberOrMissing = (value: unknown): boolean => typeof value === "number" || value === undefined;

function tableText(
  columns: readonly string[],
  cells: readonly string[][],
  isNumeric: readonly boolean[],
): string {
  const lines = [[...columns], ...cells];
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const pad = (text: string, column: number): string =>
    isNumeric[column] ? text.padStart(widths[column]!) : text.padEnd(widths[column]!);
  return lines.map((line) => line.map(pad).join("  ").trimEnd()).join("\n");
}

function tableHtml(
  columns: readonly string[],
  cells: readonly string[][],
  isNumeric: readonly boolean[],
): string {
  const side = (column: number): string => (isNumeric[column] ? ' style="text-align: right"' : "");
  const head = columns
    .map((name, column) => `<th scope="col"${side(column)}>${escapeHtml(name)}</th>`)
    .join("");
  const body = cells.map(
    (line) =>
      `<tr>${line.map((text, column) => `<td${side(column)}>${escapeHtml(text)}</td>`).join("")}</tr>`,
  );
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}
