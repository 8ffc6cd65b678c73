/**
 * Where things shown in a notebook go: to this course's kernel, which takes a whole MIME bundle; to a stock
 * tslab kernel, which takes one type at a time; else, in a plain program, to the terminal as text.
 */

import { createRequire } from "node:module";
import { join } from "node:path";

/** MIME type -> data; JSON types hold objects, text types hold strings. */
export type MimeBundle = Record<string, unknown>;

export interface PublishOptions {
  /** Names a display, so that a later one can take its place. */
  readonly displayId?: string;
  readonly update?: boolean;
}

/** The run of a cell that shows something. */
export interface ShowingCell {
  readonly code: string;
  /** Another number each time. */
  readonly run: number;
}

interface KernelHook {
  (data: MimeBundle, options?: PublishOptions): void;
  /** Set where the client may be unable to draw Plotly's JSON. */
  readonly offlineFigures?: ShowingCell | undefined;
}

interface TslabDisplay {
  raw(type: string, data: unknown): void;
}

interface Tslab {
  readonly display: TslabDisplay;
  newDisplay(): TslabDisplay;
}

const kernelHook = Symbol.for("unrolled.display");
/** What a client without choice shows, best first. */
const preference = [
  "text/html",
  "application/vnd.plotly.v1+json",
  "text/latex",
  "text/markdown",
  "text/plain",
];

const tslabDisplays = new Map<string, TslabDisplay>();

/** Shows a bundle; says whether a notebook took it. */
export function publish(data: MimeBundle, options: PublishOptions = {}): boolean {
  const hook = runningHook();
  if (hook) {
    hook(data, options);
    return true;
  }
  const tslab = runningTslab();
  if (!tslab) return false;
  const type = preference.find((candidate) => candidate in data) ?? Object.keys(data)[0];
  if (type !== undefined) displayOf(tslab, options.displayId).raw(type, data[type]);
  return true;
}

/** The cell that shows, where a figure should come as HTML too; nothing where Plotly's JSON will do. */
export function offlineFiguresFor(): ShowingCell | undefined {
  const hook = runningHook();
  if (hook) return hook.offlineFigures;
  return runningTslab() && { code: "", run: 0 };
}

const runningHook = (): KernelHook | undefined =>
  (globalThis as Record<symbol, unknown>)[kernelHook] as KernelHook | undefined;

function displayOf(tslab: Tslab, displayId: string | undefined): TslabDisplay {
  if (displayId === undefined) return tslab.display;
  const display = tslabDisplays.get(displayId) ?? tslab.newDisplay();
  tslabDisplays.set(displayId, display);
  return display;
}

/** tslab hands its cells a `require`; without it no tslab kernel runs here. */
function runningTslab(): Tslab | undefined {
  const cells = (globalThis as { __tslab__?: { require?: (id: string) => unknown } }).__tslab__;
  if (!cells) return undefined;
  const require = cells.require ?? createRequire(join(process.cwd(), "notebook.js"));
  return require("tslab") as Tslab;
}
