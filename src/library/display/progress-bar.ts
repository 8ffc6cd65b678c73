/** A progress bar in a cell; outside a notebook a line on the terminal. */

import { escapeHtml } from "./escape-html.ts";
import { publish } from "./publish.ts";

/** A bar that stands in a cell's output and is redrawn in place. */
export interface ProgressBar {
  /** `done` of the total; `note` stands behind it, such as "loss 2.31". */
  update(done: number, note?: string): void;
  /** Fills the bar and lets it stand. */
  done(note?: string): void;
}

/** A reader sees no more than ten changes in a second. */
const millisecondsBetween = 100;
const barWidth = 24;
let bars = 0;

/** Starts a bar at 0 of `total`. Updates between two drawings cost next to nothing. */
export function progressBar(total: number, label: string): ProgressBar {
  if (!(total > 0)) throw new RangeError(`progressBar: total must be positive, got ${total}.`);
  const displayId = `unrolled-progress-${process.pid}-${++bars}`;
  let drawnAt = Number.NEGATIVE_INFINITY;
  let lastNote = "";

  const draw = (done: number, update: boolean): void => {
    drawnAt = performance.now();
    const text = barText(label, done, total, lastNote);
    const bundle = { "text/html": barHtml(label, done, total, lastNote), "text/plain": text };
    if (!publish(bundle, { displayId, update })) drawOnTerminal(text, done >= total);
  };
  draw(0, false);
  return {
    update(done, note = "") {
      lastNote = note;
      if (performance.now() - drawnAt >= millisecondsBetween) draw(Math.min(done, total), true);
    },
    done(note = lastNote) {
      lastNote = note;
      draw(total, true);
    },
  };
}

function barText(label: string, done: number, total: number, note: string): string {
  const filled = Math.round((barWidth * done) / total);
  const bar = "█".repeat(filled) + "░".repeat(barWidth - filled);
  return `${label} ${bar} ${done}/${total}${note && ` · ${note}`}`;
}

function barHtml(label: string, done: number, total: number, note: string): string {
  const text = `${done}/${total}${note && ` · ${note}`}`;
  const name = escapeHtml(label);
  return `<div>${name} <progress value="${done}" max="${total}" aria-label="${name}"></progress> ${escapeHtml(text)}</div>`;
}

function drawOnTerminal(text: string, isLast: boolean): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}${isLast ? "\n" : ""}`);
  else if (isLast) process.stderr.write(`${text}\n`);
}
