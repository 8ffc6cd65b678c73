/** Why an answer gave no value, in sentences for the learner. */

import { type Bundle, sourceLine } from "./bundle.ts";
import type { Ending } from "./confined-process.ts";
import type { Reply } from "./runner.ts";

/** The answer could not give a value. The message is one or more whole sentences for the learner. */
export class AnswerError extends Error {
  override readonly name = "AnswerError";
  readonly kind: "untouched" | "missing" | "threw" | "timeout" | "ended" | "protocol";

  constructor(kind: AnswerError["kind"], message: string) {
    super(message);
    this.kind = kind;
  }
}

export const forged = (doing: string): AnswerError =>
  new AnswerError("protocol", `${doing} sent a message that nobody asked for; it counts as no answer.`);

export function endingError(ending: Ending, doing: string, printed: string): AnswerError {
  if (ending.kind === "timeout")
    return new AnswerError(
      "timeout",
      `${doing} did not finish within ${ending.seconds} s. Is there a loop whose end is never reached?`,
    );
  if (ending.kind === "protocol") return new AnswerError("protocol", `${doing} ${ending.message}.`);
  if (/heap out of memory|Allocation failed|Failed to reserve/.test(printed))
    return new AnswerError("ended", `${doing} used more memory than an answer may have.`);
  if (ending.signal === "SIGXCPU" || ending.code === 152)
    return new AnswerError(
      "timeout",
      `${doing} used up its processor time. Is there a loop whose end is never reached?`,
    );
  const how = ending.signal ? `signal ${ending.signal}` : `exit status ${ending.code}`;
  return new AnswerError("ended", `${doing} ended its process (${how}) instead of returning a value.`);
}

export function missingError(name: string, exported: readonly string[], file: string): AnswerError {
  const found =
    exported.length > 0 ? `it exports ${exported.slice(0, 10).join(", ")}` : "it exports no function";
  return new AnswerError("missing", `${file} does not export a function named ${name}; ${found}.`);
}

export function thrownError(doing: string, thrown: Reply & { op: "threw" }, bundle: Bundle): AnswerError {
  const message = String(thrown.message);
  if (message.startsWith("TODO: exercise")) return new AnswerError("untouched", "Not attempted yet.");
  const line = faultLine(String(thrown.stack), bundle);
  const where = line === undefined ? "" : ` (${bundle.file}, line ${line})`;
  const name = thrown.name && thrown.name !== "Error" ? `${thrown.name}: ` : "";
  return new AnswerError("threw", `${doing} threw an error${where}: ${name}${message}`);
}

/** The line of the answer nearest to where the error was thrown. */
function faultLine(stack: string, bundle: Bundle): number | undefined {
  for (const frame of stack.split("\n").slice(1)) {
    const at = frame.lastIndexOf(`${bundle.file}:`);
    if (at < 0) continue;
    const [line, column] = frame
      .slice(at + bundle.file.length + 1)
      .split(/[:)]/)
      .map(Number);
    const source = sourceLine(bundle, line, column);
    if (source !== undefined) return source;
  }
  return undefined;
}
