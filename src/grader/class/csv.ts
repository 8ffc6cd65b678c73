/**
 * Comma-separated values, RFC 4180, read and written so that a spreadsheet takes no text for a formula.
 *
 * A text that begins with =, +, -, @, a tab or a carriage return gets an apostrophe before it, as OWASP
 * recommends ("CSV Injection"); numbers stay numbers.
 */

export type CsvValue = string | number;

export function writeCsv(rows: readonly (readonly CsvValue[])[]): string {
  return rows.map((row) => `${row.map(field).join(",")}\r\n`).join("");
}

function field(value: CsvValue): string {
  if (typeof value === "number") return String(value);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a cell
  const shown = value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "\ufffd");
  const harmless = /^\s*[=+\-@\t\r＝＋－＠]/.test(shown) ? `'${shown}` : shown;
  return /[",\r\n;\t]/.test(harmless) || harmless !== shown
    ? `"${harmless.replaceAll('"', '""')}"`
    : harmless;
}

/** Rows as records by the names of the first row. Throws RangeError where a column of `needed` is missing. */
export function readCsv(
  name: string,
  text: string,
  needed: readonly string[],
): Readonly<Record<string, string>>[] {
  const [head, ...rows] = parseRows(text.replace(/^\ufeff/, ""));
  const missing = needed.filter((column) => !head?.includes(column));
  if (missing.length > 0)
    throw new RangeError(
      `${name}: the column ${missing.join(", ")} is missing; found ${head?.join(", ") ?? "nothing"}.`,
    );
  return rows
    .filter((row) => row.some((value) => value !== ""))
    .map((row) =>
      Object.fromEntries(head.map((column, i) => [column, (row[i] ?? "").replace(/^'(?=[=+\-@])/, "")])),
    );
}

function parseRows(text: string): string[][] {
  const rows: string[][] = [[]];
  const token = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|\n|\r|$)/y;
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    if (!match)
      throw new RangeError(`CSV: row ${rows.length} has a quotation mark inside a field that is not quoted.`);
    const [, value, end] = match;
    rows[rows.length - 1].push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end === "") break;
    if (end !== ",") rows.push([]);
  }
  return rows;
}
