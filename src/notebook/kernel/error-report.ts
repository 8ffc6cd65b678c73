/** Errors as the Jupyter protocol carries them: name, message and a traceback that speaks of cells and lines. */

import { inspect, types } from "node:util";
import type { SourcePositions } from "./source-positions.ts";
import type { CellDiagnostic } from "./tslab-converter.ts";

export interface ErrorReport {
  readonly ename: string;
  readonly evalue: string;
  /** Lines; the first is coloured with ANSI codes. */
  readonly traceback: readonly string[];
}

const red = (text: string): string => `\u001b[31m${text}\u001b[39m`;
const dim = (text: string): string => `\u001b[2m${text}\u001b[22m`;
const deepestCause = 5;

export function reportInterrupt(): ErrorReport {
  const evalue = "The cell was interrupted; variables keep the values they had.";
  return { ename: "KeyboardInterrupt", evalue, traceback: [red(`KeyboardInterrupt: ${evalue}`)] };
}

/** What a cell threw. */
export function reportThrown(thrown: unknown, positions: SourcePositions): ErrorReport {
  if (!isError(thrown)) {
    const evalue = inspect(thrown, { depth: 2 });
    return { ename: "Uncaught", evalue, traceback: [red(`Uncaught ${evalue}`)] };
  }
  const ename = text(() => thrown.name) || "Error";
  const evalue = text(() => thrown.message);
  const traceback = [red(evalue ? `${ename}: ${evalue}` : ename), ...framesWithSource(thrown, positions)];
  let cause = thrown.cause;
  for (let depth = 0; isError(cause) && depth < deepestCause; depth++) {
    const error = cause;
    traceback.push(red(`Caused by ${text(() => error.name)}: ${text(() => error.message)}`));
    traceback.push(...framesWithSource(error, positions));
    cause = error.cause;
  }
  return { ename, evalue, traceback };
}

/** Type errors of a cell, each with its line, its source and a mark under the place. */
export function reportDiagnostics(
  diagnostics: readonly CellDiagnostic[],
  cell: string,
  source: string,
): ErrorReport {
  const groups = groupChains(diagnostics);
  const traceback: string[] = [];
  for (const [head, ...details] of groups) {
    const { start, code, fileName, messageText } = head!;
    const where = `${fileName ?? cell}:${start.line + 1}:${start.character + 1}`;
    traceback.push(`${red(`${where} - error TS${code}:`)} ${messageText}`);
    traceback.push(...details.map((detail) => `    ${detail.messageText}`));
    if (!fileName) traceback.push(...excerpt(source, start.line + 1, start.character + 1));
  }
  const first = groups[0]![0]!;
  const where = `${first.fileName ?? cell}:${first.start.line + 1}:${first.start.character + 1}`;
  return { ename: "TypeScriptError", evalue: `${where} - ${first.messageText}`, traceback };
}

/** tslab flattens a message and its explanations; those share one place in the text. */
function groupChains(diagnostics: readonly CellDiagnostic[]): CellDiagnostic[][] {
  const groups: CellDiagnostic[][] = [];
  for (const diagnostic of diagnostics) {
    const group = groups.at(-1);
    const head = group?.[0];
    const isDetail =
      head?.start.offset === diagnostic.start.offset && head.end.offset === diagnostic.end.offset;
    if (group && isDetail && !diagnostic.fileName) group.push(diagnostic);
    else groups.push([diagnostic]);
  }
  return groups;
}

/** The stack's frames; under the first one in a cell, its source line. */
function framesWithSource(error: Error, positions: SourcePositions): string[] {
  const stack = text(() => error.stack ?? "");
  const frames = stack.split("\n").filter((line) => line.startsWith("    at "));
  const shown: string[] = [];
  let hasExcerpt = false;
  for (const frame of frames) {
    shown.push(frame);
    const place = /(?:\(|at )((?:[^():]|\([^)]*\))+):(\d+):(\d+)\)?$/.exec(frame);
    const source = place && !hasExcerpt ? positions.textOf(place[1]!.replace(/^async /, "")) : undefined;
    if (!place || source === undefined) continue;
    shown.push(...excerpt(source, Number(place[2]), Number(place[3])));
    hasExcerpt = true;
  }
  return shown;
}

function excerpt(source: string, line: number, column: number): string[] {
  const content = source.split("\n")[line - 1];
  if (content === undefined || content.length > 400) return [];
  const margin = String(line).length;
  return [
    dim(`      ${line} | ${content}`),
    dim(`      ${" ".repeat(margin)} | ${content.slice(0, column - 1).replace(/\S/g, " ")}^`),
  ];
}

const isError = (value: unknown): value is Error => value instanceof Error || types.isNativeError(value);

/** A learner's error may have getters that throw. */
function text(read: () => unknown): string {
  try {
    return String(read());
  } catch {
    return "";
  }
}
