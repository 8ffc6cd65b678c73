/**
 * The workbook's speed and weight in headless Chromium, held against its goals; writes its section of RESULTS.md.
 *
 *   npm run bench:workbook
 *
 * Chapter 04 is executed first (quick budget), so that its figures are there. Every visit begins with an empty cache.
 */

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { type Notebook, parseNotebook, serializeNotebook } from "../../src/notebook/format/notebook.ts";
import { launchBrowser } from "../support/browser.ts";
import { type Keystroke, keystrokes } from "./keystrokes.ts";
import { writeResults } from "./results-page.ts";
import {
  type PageVisit,
  recomputing,
  runFirstCell,
  transferred,
  visit,
  visitOneLine,
} from "./workbook-page.ts";
import { megabytesOf, startBuiltServer } from "./workbook-server.ts";

const root = join(import.meta.dirname, "../..");
const chapter = "04-vanishing-and-exploding-gradients.ipynb";
const longNotebook = "60-cells.ipynb";
const rounds = 15;

type Weight = ReturnType<typeof megabytesOf>;

interface Measured {
  readonly starts: readonly number[];
  readonly reading: readonly PageVisit[];
  /** First paint of a page of one line. */
  readonly oneLine: readonly number[];
  readonly figures: readonly PageVisit[];
  /** Kilobytes: without a figure in view, and with one. */
  readonly kilobytes: readonly [number, number];
  readonly keys: readonly Keystroke[];
  readonly recomputed: number;
  readonly idle: Weight | undefined;
  /** After typing: the language service has started too. */
  readonly typed: Weight | undefined;
}

/** The learner's folder with the executed chapter and a notebook of 60 cells; gives the first cell with a figure. */
function prepare(own: string): string {
  const notebooks = join(own, "notebooks");
  mkdirSync(notebooks, { recursive: true });
  const executed = join(notebooks, chapter);
  const command = [
    join(root, "dist/cli/main.js"),
    "run",
    join(root, "notebooks", chapter),
    "--out",
    executed,
  ];
  const env = { ...process.env, BUDGET: "quick" };
  execFileSync(process.execPath, [...command, "--timeout", "600"], {
    env,
    stdio: ["ignore", "inherit", "inherit"],
  });
  writeFileSync(join(notebooks, longNotebook), serializeNotebook(sixtyCells()));
  const { cells } = parseNotebook(readFileSync(executed, "utf8"), chapter);
  const first = cells.find((cell) => JSON.stringify(cell).includes("application/vnd.plotly.v1+json"));
  if (first === undefined) throw new Error(`bench: ${chapter} shows no figure.`);
  return first.id;
}

function sixtyCells(): Notebook {
  const source = (number: number): string =>
    `const total${number} = [1, 2, 3].map((value) => value * ${number});\nconsole.log(total${number});\ntotal${number}.length`;
  const cells = Array.from({ length: 60 }, (_, number) => ({
    cell_type: "code" as const,
    id: `cell-${number}`,
    metadata: {},
    source: source(number),
    execution_count: null,
    outputs: [],
  }));
  return { nbformat: 4, nbformat_minor: 5, metadata: {}, cells };
}

async function measureStarts(own: string): Promise<number[]> {
  const starts: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const server = await startBuiltServer(own);
    starts.push(server.milliseconds);
    await server.stop();
  }
  return starts;
}

async function measure(own: string, browser: Browser): Promise<Measured> {
  const figureCell = prepare(own);
  const starts = await measureStarts(own);
  const server = await startBuiltServer(own);
  try {
    await new Promise((resolve) => setTimeout(resolve, 6_000)); // pages rendered, kernel started ahead
    const plain = `/notebooks/${chapter}`;
    const atFigure = `${plain}#cell-${figureCell}`;
    const kilobytes = [
      await transferred(browser, server.url, plain),
      await transferred(browser, server.url, atFigure),
    ] as const;
    const reading: PageVisit[] = [];
    const figures: PageVisit[] = [];
    const oneLine: number[] = [];
    for (let round = 0; round < rounds; round++) {
      reading.push(await visit(browser, server.url, plain));
      oneLine.push(await visitOneLine(browser));
      figures.push(await visit(browser, server.url, atFigure));
      console.error(`round ${round + 1} of ${rounds}`);
    }
    const weigh = (): Weight | undefined =>
      process.platform === "linux" ? megabytesOf(server.pid) : undefined;
    await runFirstCell(browser, server.url, `/notebooks/${longNotebook}`);
    const idle = weigh();
    const keys = await keystrokes(browser, server.url, `/notebooks/${longNotebook}`);
    const typed = weigh();
    return {
      starts,
      reading,
      oneLine,
      figures,
      kilobytes,
      keys,
      idle,
      typed,
      recomputed: await recomputing(browser, server.url),
    };
  } finally {
    await server.stop();
  }
}

/** `share` 0.5 is the median. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function report(
  { starts, reading, oneLine, figures, kilobytes, keys, recomputed, idle, typed }: Measured,
  load: number,
): string {
  const median = (values: readonly (number | undefined)[]): number =>
    quantile(
      values.map((value) => value ?? Number.NaN),
      0.5,
    );
  const rows: [string, number | undefined, number, string][] = [
    ["first paint of a chapter", 300, median(reading.map(({ firstPaint }) => firstPaint)), "ms"],
    ["the same of a page of one line", undefined, median(oneLine), "ms"],
    ["its controls answer", 800, median(reading.map(({ interactive }) => interactive)), "ms"],
    [
      "first figure drawn, opened at its cell",
      1_300,
      median(figures.map(({ firstFigure }) => firstFigure)),
      "ms",
    ],
    ["transferred before figures (gzip)", 700, kilobytes[0], "kB"],
    ["transferred with figures (gzip)", 1_400, kilobytes[1], "kB"],
    ["work from a keystroke to its frame, 60 cells, median", 16, median(keys.map(({ work }) => work)), "ms"],
    [
      "its processor time, 19 of 20",
      16,
      quantile(
        keys.map(({ processor }) => processor),
        0.95,
      ),
      "ms",
    ],
    ["a walkthrough recomputed, the slowest, largest choices", 16, recomputed, "ms"],
    ["server start to address", 1_500, median(starts), "ms"],
    ["server and idle kernel", 400, idle?.total ?? Number.NaN, "MB"],
    ["the same with the editor’s language service", undefined, typed?.total ?? Number.NaN, "MB"],
  ];
  const lines = rows.map(([title, goal, value, unit]) => {
    const shown = value < 100 ? value.toFixed(1) : value.toFixed(0);
    if (goal === undefined) return `| ${title} | | ${shown} ${unit} | |`;
    return `| ${title} | ≤ ${goal} ${unit} | ${shown} ${unit} | ${value <= goal ? "yes" : "no"} |`;
  });
  return `## The workbook

Medians of ${rounds} visits in headless Chromium, each with an empty cache; chapter 04, executed with the quick budget.
What is transferred was counted in a visit of its own.
Load of the machine before: ${load.toFixed(1)} on ${cpus().length} processors. Node ${process.versions.node}. Memory is the proportional set size.
Made by \`npm run bench:workbook\`.

| | goal | measured | held |
| --- | --- | --- | --- |
${lines.join("\n")}
`;
}

async function main(): Promise<void> {
  const load = loadavg()[0] ?? 0;
  const own = mkdtempSync(join(tmpdir(), "unrolled-bench-"));
  const browser = await launchBrowser();
  try {
    const text = report(await measure(own, browser), load);
    writeResults("workbook", text);
    console.log(text);
  } finally {
    await browser.close();
    rmSync(own, { recursive: true, force: true });
  }
}

await main();
