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

type KernelHook = (data: MimeBundle, options?: PublishOptions) => void;

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
  "application/vnd.plotly.v1+json",
  "text/html",
  "text/latex",
  "text/markdown",
  "text/plain",
];

const tslabDisplays = new Map<string, TslabDisplay>();

/** Shows a bundle; says whether a notebook took it. */
export function publish(data: MimeBundle, options: PublishOptions = {}): boolean {
  const hook = (globalThis as Record<symbol, unknown>)[kernelHook] as KernelHook | undefined;
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
