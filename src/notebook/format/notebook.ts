/**
 * Notebooks of format 4.5, as Jupyter keeps them: types, reading and writing.
 *
 * In memory, a multi-line text is one string. In the file it is a list of lines, keys are sorted, and
 * the indentation is one space, exactly as Python's nbformat writes it: a file that Jupyter saved comes
 * back byte for byte.
 * https://nbformat.readthedocs.io/en/latest/format_description.html
 */

import type { MimeBundle } from "./message.ts";
import { notebookProblems } from "./notebook-problems.ts";

export interface Notebook {
  readonly nbformat: 4;
  readonly nbformat_minor: number;
  readonly metadata: Record<string, unknown>;
  readonly cells: readonly Cell[];
}

export type Cell = MarkdownCell | CodeCell | RawCell;

interface CellBase {
  readonly id: string;
  readonly source: string;
  readonly metadata: CellMetadata;
}

export interface MarkdownCell extends CellBase {
  readonly cell_type: "markdown";
  readonly attachments?: Record<string, MimeBundle>;
}

export interface RawCell extends CellBase {
  readonly cell_type: "raw";
  readonly attachments?: Record<string, MimeBundle>;
}

export interface CodeCell extends CellBase {
  readonly cell_type: "code";
  readonly execution_count: number | null;
  readonly outputs: readonly Output[];
}

export interface CellMetadata {
  /** The exercise that a code cell answers, and the claims of the course that a cell settles. */
  readonly unrolled?: { readonly exercise?: string; readonly claims?: readonly string[] };
  readonly slideshow?: { readonly slide_type?: string };
  readonly [key: string]: unknown;
}

/** What only the speaker of a lecture sees; it is no part of the text that is read. */
export function isSpeakerNotes({ metadata }: Pick<Cell, "metadata">): boolean {
  return metadata.slideshow?.slide_type === "notes";
}

export type Output = StreamOutput | ResultOutput | DisplayOutput | ErrorOutput;

export interface StreamOutput {
  readonly output_type: "stream";
  readonly name: "stdout" | "stderr";
  readonly text: string;
}

export interface DisplayOutput {
  readonly output_type: "display_data";
  readonly data: MimeBundle;
  readonly metadata: Record<string, unknown>;
}

export interface ResultOutput {
  readonly output_type: "execute_result";
  readonly execution_count: number | null;
  readonly data: MimeBundle;
  readonly metadata: Record<string, unknown>;
}

export interface ErrorOutput {
  readonly output_type: "error";
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** The text or the JSON is not a notebook. `problems` holds all of them, the message the first few. */
export class NotebookError extends Error {
  readonly problems: readonly string[];

  constructor(name: string, problems: readonly string[]) {
    const more = problems.length > 5 ? `\n  … and ${problems.length - 5} more` : "";
    super(`${name} is not a notebook:\n  ${problems.slice(0, 5).join("\n  ")}${more}`);
    this.name = "NotebookError";
    this.problems = problems;
  }
}

/** Reads the text of an .ipynb file; `name` is for the error message. Throws NotebookError. */
export function parseNotebook(text: string, name: string): Notebook {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""), withoutPrototypeKeys); // some editors begin a file so
  } catch (error) {
    const isEmpty = text.trim() === "";
    throw new NotebookError(name, [isEmpty ? "the file is empty" : `no JSON: ${(error as Error).message}`]);
  }
  return validateNotebook(value, name);
}

/** Takes JSON that is already parsed, with texts as strings or as lists of lines. Throws NotebookError. */
export function validateNotebook(value: unknown, name: string): Notebook {
  const joined = mapTexts(withCellIds(value), joinLines);
  const problems = notebookProblems(joined);
  if (problems.length > 0) throw new NotebookError(name, problems);
  return joined as Notebook;
}

/** The text of the .ipynb file. */
export function serializeNotebook(notebook: Notebook): string {
  return `${JSON.stringify(mapTexts(notebook, splitLines), withSortedKeys, 1)}\n`;
}

type Json = Record<string, unknown>;

/** Format 4.0 to 4.4 has no cell ids: the cell's position serves, so that reading twice gives the same. */
function withCellIds(value: unknown): unknown {
  if (!isObject(value) || value.nbformat !== 4 || !Array.isArray(value.cells)) return value;
  if (typeof value.nbformat_minor !== "number" || value.nbformat_minor >= 5) return value;
  const cells = value.cells.map((cell, index) => (isObject(cell) ? { id: `cell-${index}`, ...cell } : cell));
  return { ...value, nbformat_minor: 5, cells };
}

/** Applies `change` wherever the format allows a text as a list of lines. */
function mapTexts(value: unknown, change: (text: unknown) => unknown): unknown {
  if (!isObject(value) || !Array.isArray(value.cells)) return value;
  return { ...value, cells: value.cells.map((cell) => (isObject(cell) ? mapCell(cell, change) : cell)) };
}

function mapCell(cell: Json, change: (text: unknown) => unknown): Json {
  const changed: Json = { ...cell, source: change(cell.source) };
  if (isObject(cell.attachments)) {
    changed.attachments = mapValues(cell.attachments, (bundle) => mapBundle(bundle, change));
  }
  if (Array.isArray(cell.outputs)) {
    changed.outputs = cell.outputs.map((output: unknown) => {
      if (!isObject(output)) return output;
      if (output.output_type === "stream") return { ...output, text: change(output.text) };
      return "data" in output ? { ...output, data: mapBundle(output.data, change) } : output;
    });
  }
  return changed;
}

function mapBundle(bundle: unknown, change: (text: unknown) => unknown): unknown {
  if (!isObject(bundle)) return bundle;
  return mapValues(bundle, (data, type) => {
    const isText = type.startsWith("text/") || type === "image/svg+xml" || type === "application/javascript";
    const isJoinable = Array.isArray(data) && !type.endsWith("json");
    return isText || isJoinable ? change(data) : data;
  });
}

function mapValues(object: Json, change: (value: unknown, key: string) => unknown): Json {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]));
}

function joinLines(text: unknown): unknown {
  const isLines = Array.isArray(text) && text.every((line) => typeof line === "string");
  return isLines ? text.join("") : text;
}

/** As Python's splitlines(True), which nbformat uses: every line keeps its end. */
function splitLines(text: unknown): unknown {
  return typeof text === "string" ? (text.match(linesOfPython) ?? []) : text;
}

const ends = "\\n\\r\\v\\f\\x1c-\\x1e\\x85\\u2028\\u2029";
const linesOfPython = new RegExp(`[^${ends}]*(?:\\r\\n|[${ends}])|.+$`, "gsu");

function withSortedKeys(_key: string, value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A key "__proto__" in a hostile file must not reach code that copies objects key by key. */
function withoutPrototypeKeys(key: string, value: unknown): unknown {
  return key === "__proto__" ? undefined : value;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
