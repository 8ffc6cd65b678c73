/** The workbook's page in headless Chromium with an empty cache: when one can read, act and see, and what came over the wire. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { newPage } from "../support/browser.ts";

export interface PageVisit {
  /** Milliseconds from the start of the navigation. */
  readonly firstPaint: number;
  /** The controls of the notebook answer. */
  readonly interactive: number;
  readonly firstFigure: number | undefined;
}

const viewport = { width: 1280, height: 900 };

const firstPaint = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime";

/** A page with an empty cache that has the server's cookie. */
export async function newVisitor(browser: Browser, server: string): Promise<Page> {
  const page = await newPage(browser, { viewport });
  await page.request.get(server); // the token becomes a cookie; nothing is loaded
  return page;
}

/** Notes when the controls and the first figure are there, from within the page; the parser is not watched. */
const watch = `
  const times = (window.benchTimes = {});
  const note = () => {
    if (times.interactive === undefined && document.querySelector(".toolbar button")) times.interactive = performance.now();
    if (times.figure === undefined && document.querySelector(".plot[data-drawn=true]")) times.figure = performance.now();
  };
  document.addEventListener("readystatechange", () => {
    new MutationObserver(note).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-drawn"] });
  }, { once: true });`;

/** The first paint of a page of one line, in milliseconds: what of a chapter's is the browser's own. */
export async function visitOneLine(browser: Browser): Promise<number> {
  const server = createServer((_request, response) => {
    response.setHeader("Content-Type", "text/html");
    response.end("<!doctype html><title>One line</title><p>One line");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const page = await newPage(browser, { viewport });
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction("performance.getEntriesByName('first-contentful-paint').length > 0");
  const paint = (await page.evaluate(firstPaint)) as number;
  await page.context().close();
  server.closeAllConnections();
  server.close();
  return paint;
}

/** `address` may name a cell, so that its figure is in view at once. */
export async function visit(browser: Browser, server: string, address: string): Promise<PageVisit> {
  const page = await newVisitor(browser, server);
  await page.addInitScript(watch);
  await page.goto(new URL(address, server).href);
  await untilDrawn(page, address);
  const times = (await page.evaluate(`({ ...benchTimes, paint: ${firstPaint} })`)) as {
    interactive: number;
    figure?: number;
    paint: number;
  };
  await page.context().close();
  const { interactive, figure, paint } = times;
  return { firstPaint: paint, interactive, firstFigure: figure };
}

async function untilDrawn(page: Page, address: string): Promise<void> {
  await page.waitForSelector(".toolbar button");
  if (address.includes("#")) await page.waitForSelector(".plot[data-drawn=true]");
}

/** How long nothing more may come before all has come. */
const quietMilliseconds = 1_500;

/** What a visit transfers, in kilobytes (10³ bytes) with gzip, headers included. */
export async function transferred(browser: Browser, server: string, address: string): Promise<number> {
  const page = await newVisitor(browser, server);
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setExtraHTTPHeaders", { headers: { "Accept-Encoding": "gzip" } }); // not Brotli
  let bytes = 0;
  let last = Date.now();
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    last = Date.now();
  });
  await page.goto(new URL(address, server).href);
  await untilDrawn(page, address);
  while (Date.now() - last < quietMilliseconds) await page.waitForTimeout(200);
  await page.context().close();
  return bytes / 1e3;
}

/**
 * Milliseconds in which the page computes a walkthrough anew, as it does while a number is dragged: of each walkthrough,
 * with its largest choices, the median; of these the longest.
 */
export async function recomputing(browser: Browser, server: string): Promise<number> {
  const page = await newVisitor(browser, server);
  await page.goto(new URL("/walkthroughs/W2", server).href);
  await page.locator("svg .box").first().waitFor();
  const longest = (await page.evaluate(`
    const { ids, make } = unrolledWalkthroughs;
    const largest = (options) => [...options].sort((a, b) => Number(b) - Number(a))[0];
    Math.max(...ids.map((id) => {
      const choices = Object.fromEntries(make(id).choices.map(({ name, options }) => [name, largest(options)]));
      const { setup } = make(id, { choices });
      const times = Array.from({ length: 40 }, () => {
        const started = performance.now();
        make(id, setup);
        return performance.now() - started;
      });
      return times.slice(10).sort((a, b) => a - b)[15]; // the first ones compile the code
    }));`)) as number;
  await page.context().close();
  return longest;
}

/** Opens a notebook, starts its kernel by running the first cell, and waits until all is quiet. */
export async function runFirstCell(browser: Browser, server: string, address: string): Promise<void> {
  const page = await newVisitor(browser, server);
  await page.goto(new URL(address, server).href);
  await page.waitForSelector(".toolbar button");
  await page.locator("section.cell.code").first().focus();
  await page.keyboard.press("Control+Enter");
  await page.getByText("kernel ready").waitFor();
  await page.waitForTimeout(8_000); // the spare process has started
  await page.context().close();
}
