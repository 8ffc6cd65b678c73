/** A real server in its own process, a real browser before it, and notebooks made for one test. */

import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";
import type { Cell } from "../../../src/notebook/format/notebook.ts";
import { launchBrowser, newPage, untilStill } from "../../support/browser.ts";

/** How long a check of an exercise may take; the first one makes the grader ready, with all its processes. */
export const checkMilliseconds = 400_000;

export interface TestWorkbook {
  /**
   * Writes a notebook and opens it in a new window; the windows of earlier tests are closed. It takes over
   * the kernel of the notebook before it, if there was one: starting a kernel takes seconds.
   */
  open(cells: readonly Cell[], options?: OpenOptions): Promise<Page>;
  /** Opens an address of the server in a new window. */
  visit(path: string, options?: OpenOptions): Promise<Page>;
  /** Text of the learner's copy of a notebook, as it lies on the disk. */
  stored(name: string): Promise<string>;
  /** Cuts the learner's copy of a notebook short and opens it. */
  damage(name: string): Promise<Page>;
  /** Kills the server without a chance to clean up; `start` starts it again on the same port and gives its address. */
  killServer(): Promise<{ start(): Promise<string> }>;
  close(): Promise<void>;
}

export interface OpenOptions extends BrowserContextOptions {
  readonly name?: string;
}

const root = join(import.meta.dirname, "../../..");

/** With another way to start a browser, it is another browser. */
export async function startWorkbook(launch: () => Promise<Browser> = launchBrowser): Promise<TestWorkbook> {
  const own = await mkdtemp(join(tmpdir(), "unrolled-page-"));
  await mkdir(join(own, "notebooks"));
  let { server, url } = await startServer(own, "0");
  const browser = await launch();
  let opened = 0;

  const visit = async (path: string, { name: _, ...options }: OpenOptions = {}) => {
    const page = await newPage(browser, { viewport: { width: 1280, height: 900 }, ...options });
    await page.goto(url);
    await page.goto(new URL(path, url).href);
    return page;
  };
  return {
    visit,
    async open(cells, options = {}) {
      const { name = `test-${++opened}.ipynb` } = options;
      await Promise.all(browser.contexts().map((context) => context.close()));
      const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells };
      await writeFile(join(own, "notebooks", name), JSON.stringify(notebook));
      const page = await visit("/", options);
      await takeOverKernel(page, name);
      await page.goto(new URL(`/notebooks/${name}`, url).href);
      if (options.javaScriptEnabled !== false) await page.waitForSelector(".toolbar button");
      return page;
    },
    stored: (name) => readFile(join(own, "notebooks", name), "utf8"),
    async damage(name) {
      await writeFile(join(own, "notebooks", name), '{"cells": [');
      return await visit(`/notebooks/${name}`);
    },
    async killServer() {
      await end(server, "SIGKILL");
      const { port } = new URL(url);
      return {
        async start() {
          ({ server, url } = await startServer(own, port));
          return url;
        },
      };
    },
    async close() {
      await browser.close();
      await end(server, "SIGTERM");
      await rm(own, { recursive: true, force: true });
    },
  };
}

async function takeOverKernel(page: Page, path: string): Promise<void> {
  const address = new URL("/api/sessions", page.url()).href;
  const sessions = (await (await page.request.get(address)).json()) as { kernel: { id: string } }[];
  const last = sessions.at(-1);
  if (last === undefined) return;
  await page.request.post(address, { data: { path, type: "notebook", kernel: { id: last.kernel.id } } });
}

async function end(server: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill(signal);
  await ended;
}

async function startServer(own: string, port: string): Promise<{ server: ChildProcess; url: string }> {
  const tsx = [
    join(root, "node_modules/tsx/dist/preflight.cjs"),
    join(root, "node_modules/tsx/dist/loader.mjs"),
  ];
  const node = ["--require", tsx[0]!, "--import", `file://${tsx[1]}`, "--conditions=source"];
  const command = [join(root, "src/cli/main.ts"), "start", "--port", port, "--no-open", "--own", own];
  const server = spawn(process.execPath, [...node, ...command], {
    cwd: root,
    env: { ...process.env, BUDGET: "quick" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: server.stdout! })) {
    const url = /http:\S+/.exec(line)?.[0];
    if (url !== undefined) return { server, url };
  }
  throw new Error("the server ended before it printed its address");
}

let cellsMade = 0;

export function code(source: string, metadata: Cell["metadata"] = {}): Cell {
  return {
    cell_type: "code",
    id: `code-${++cellsMade}`,
    metadata,
    source,
    execution_count: null,
    outputs: [],
  };
}

export function text(source: string): Cell {
  return { cell_type: "markdown", id: `text-${++cellsMade}`, metadata: {}, source };
}

/** Holds the page's requests for an address back until `letGo`; `answer` is given to them instead of the server's. */
export async function hold(
  page: Page,
  address: string,
  answer?: object,
): Promise<{ readonly asked: Promise<unknown>; letGo(): void }> {
  let letGo: () => void = () => {};
  const open = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(address, async (route) => {
    await open;
    await (answer === undefined ? route.continue() : route.fulfill({ json: answer }));
  });
  const asked = page.waitForRequest(address);
  asked.catch(() => undefined); // a test that does not wait for it does not mind
  return { asked, letGo };
}

/** Presses a key twice at once: from here to the page it may take longer than the pause that parts two keys. */
export async function pressTwice(page: Page, key: string): Promise<void> {
  await Promise.all([page.keyboard.press(key), page.keyboard.press(key)]);
}

/** Runs one cell by its button and waits until the margin says how it ended. */
export async function runCell(page: Page, cell: Cell): Promise<void> {
  const section = page.locator(`#cell-${cell.id}`);
  await section.hover();
  await section.locator("button.run").click();
  await waitUntilRun(page, cell);
}

export async function waitUntilRun(page: Page, cell: Cell): Promise<void> {
  await page
    .locator(`#cell-${cell.id}:not(.running):not(.queued) .run-note`)
    .filter({ hasText: /\d (ms|s)$|\d (ms|s) ·/ })
    .waitFor();
}

/** Runs all cells of a chapter and looks at every figure of it. */
export async function runChapter(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Run all" }).click();
  await page.locator(".running").first().waitFor();
  await page.waitForFunction(() => document.querySelector(".running, .queued") === null, null, {
    timeout: 400_000,
  });
  await untilStill(page); // outputs are drawn with the next frame
  expect(await page.locator(".output.error").allInnerTexts()).toEqual([]);
  const figures = page.locator("figure.figure .plot");
  expect(await figures.count()).toBeGreaterThan(0);
  for (const figure of await figures.all()) {
    await figure.scrollIntoViewIfNeeded();
    await figure.and(page.locator("[data-drawn=true]")).waitFor();
    await expect.poll(() => figure.evaluate(drawnMarks)).toBeGreaterThan(0);
  }
}

/** From light to dark, and still so after a reload. */
export async function changeTheme(page: Page): Promise<void> {
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await paper();

  await page.getByRole("button", { name: "Dark theme" }).click();
  await expect.poll(paper).not.toBe(light);
  await untilStill(page);
  const dark = await paper();
  await page.reload();

  await page.getByRole("button", { name: "Light theme" }).waitFor();
  await expect.poll(paper).toBe(dark);
}

/** Lines, points, bars and heatmap images that have a size on the screen. */
function drawnMarks(plot: Element): number {
  const marks = [
    ...plot.querySelectorAll(".trace path, .points path, .heatmaplayer image, .contourlayer path, canvas"),
  ];
  return marks.filter((mark) => mark.getBoundingClientRect().width > 1).length;
}
