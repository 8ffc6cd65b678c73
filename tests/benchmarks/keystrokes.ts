/** What a keystroke costs in a cell's editor, from the browser's own trace of its main thread. */

import type { Browser } from "playwright-core";
import { newVisitor } from "./workbook-page.ts";

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  readonly dur?: number;
  /** Processor time of the thread, in microseconds. */
  readonly tdur?: number;
  readonly args?: { readonly data?: { readonly type?: string } };
}

/** Milliseconds. */
export interface Keystroke {
  /** By the clock. */
  readonly work: number;
  /** Without the time in which other programs had the processor. */
  readonly processor: number;
}

/** The second one has the tasks of the threads. */
const categories = ["devtools.timeline", "disabled-by-default-devtools.timeline"];

const keyCount = 80;
/** The first ones compile the editor's code. */
const warmUp = 10;

/**
 * How long the page works on each keystroke until the frame that shows it is handed to the compositor: the
 * tasks of its main thread, without the wait for the screen's next refresh between them.
 */
export async function keystrokes(browser: Browser, server: string, address: string): Promise<Keystroke[]> {
  const page = await newVisitor(browser, server);
  await page.goto(new URL(address, server).href);
  await page.waitForSelector(".toolbar button"); // before, a click opens no editor
  await page.locator("pre.source").nth(30).click();
  await page.locator(".cm-focused").waitFor();
  await page.waitForTimeout(1_500); // the language service has answered
  await browser.startTracing(page, { categories });
  for (let key = 0; key < keyCount; key++) {
    await page.keyboard.press("abcdefghij"[key % 10]!);
    await page.waitForTimeout(60);
  }
  const trace = await browser.stopTracing();
  await page.context().close();
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: readonly TraceEvent[] };
  return keystrokeWork(traceEvents).slice(warmUp);
}

function keystrokeWork(events: readonly TraceEvent[]): Keystroke[] {
  const keys = events.filter(({ name, args }) => name === "EventDispatch" && args?.data?.type === "keydown");
  if (keys.length !== keyCount)
    throw new Error(`bench: the trace has ${keys.length} of ${keyCount} keystrokes.`);
  const { pid, tid } = keys[0]!;
  const onThread = events
    .filter((event) => event.pid === pid && event.tid === tid && event.ph === "X")
    .sort((one, other) => one.ts - other.ts);
  const endOf = ({ ts, dur = 0 }: TraceEvent): number => ts + dur;
  return keys.map((key) => {
    const shown = onThread.find(({ name, ts }) => name === "Commit" && ts > key.ts);
    if (shown === undefined) throw new Error("bench: no frame follows a keystroke.");
    const tasks = onThread.filter(
      (task) => task.name === "RunTask" && endOf(task) > key.ts && task.ts < shown.ts,
    );
    const sum = (part: (task: TraceEvent) => number | undefined): number =>
      tasks.reduce((total, task) => total + (part(task) ?? 0), 0) / 1_000;
    return { work: sum(({ dur }) => dur), processor: sum(({ tdur }) => tdur) };
  });
}
