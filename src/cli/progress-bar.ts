/**
 * How far a long command is: one line that is drawn again in a terminal, one line in a while elsewhere.
 *
 *   ███████████░░░░░░░░░   112 / 200   ada
 */

export interface ProgressBar {
  /** `label` must be safe for a terminal. `of` where the total was not known before. */
  advance(done: number, label: string, of?: number): void;
  /** A line above the bar. */
  say(text: string): void;
  close(): void;
}

const width = 30;
/** Where no terminal shows a bar, a line each tenth. */
const linesInAll = 10;

export function progressBar(stream: NodeJS.WriteStream, expected: number): ProgressBar {
  const isTerminal = stream.isTTY === true;
  let line = "";
  let told = 0;
  const clear = isTerminal ? "\r\u001b[K" : "";
  return {
    advance(done, label, total = expected) {
      const filled = total > 0 ? Math.floor((width * done) / total) : width;
      const count = `${String(done).padStart(String(total).length)} / ${total}`;
      if (isTerminal) {
        const text = `${"█".repeat(filled)}${"░".repeat(width - filled)}  ${count}  ${label}`;
        line = text.slice(0, Math.max(20, (stream.columns ?? 80) - 1));
        stream.write(`${clear}${line}`);
      } else if (Math.floor((linesInAll * done) / total) > told) {
        told = Math.floor((linesInAll * done) / total);
        stream.write(`${count}\n`);
      }
    },
    say(text) {
      stream.write(`${clear}${text}\n${isTerminal ? line : ""}`);
    },
    close() {
      stream.write(clear);
    },
  };
}
