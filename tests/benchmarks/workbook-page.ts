/** The workbook's page in headless Chromium with an empty cache: when one can read, act and see, and what came over the wire. */

import type { Browser, Page } from "playwright-core";
import { newPage } from "../support/browser.ts";

export interface PageVisit {
  /** Milliseconds from the start of the navigation. */
  readonly firstPaint: number;
  /** The controls of the notebook answer. */
  readonly interactive: number;
  readonly firstFigure: number | undefined;
  /** Kilobytes (10³ bytes) with gzip, headers included. */
  readonly kilobytes: number;
}

/** A page with an empty cache that has the server's cookie. */
async function newVisitor(browser: Browser, server: string): Promise<Page> {
  const page = await newPage(browser, { viewport: { width: 1280, height: 900 } });
  await page.request.get(server); // the token becomes a cookie; nothing is loaded
  return page;
}

/** Notes when the controls and the first figure are there, from within the page. */
const watch = `
  const times = (window.benchTimes = {});
  new MutationObserver(() => {
    if (times.interactive === undefined && document.querySelector(".toolbar button")) times.interactive = performance.now();
    if (times.figure === undefined && document.querySelector(".plot[data-drawn=true]")) times.figure = performance.now();
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-drawn"] });`;

/** How long nothing more may come before all has come. */
const quietMilliseconds = 1_500;

/** `address` may name a cell, so that its figure is in view at once. */
export async function visit(browser: Browser, server: string, address: string): Promise<PageVisit> {
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
  await page.addInitScript(watch);
  await page.goto(new URL(address, server).href);
  await page.waitForSelector(".toolbar button");
  if (address.includes("#")) await page.waitForSelector(".plot[data-drawn=true]");
  while (Date.now() - last < quietMilliseconds) await page.waitForTimeout(200);
  const times = (await page.evaluate(
    "({ ...benchTimes, paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime })",
  )) as { interactive: number; figure?: number; paint: number };
  await page.context().close();
  const { interactive, figure, paint } = times;
  return { firstPaint: paint, interactive, firstFigure: figure, kilobytes: bytes / 1e3 };
}

/** Milliseconds that the page works on each keystroke, until it is laid out for the next frame. */
export async function keystrokes(browser: Browser, server: string, address: string): Promise<number[]> {
  const page = await newVisitor(browser, server);
  await page.goto(new URL(address, server).href);
  await page.waitForSelector(".toolbar button"); // before, a click opens no editor
  await page.locator("pre.source").nth(30).click();
  await page.locator(".cm-focused").waitFor();
  await page.waitForTimeout(1_500); // the language service has answered
  await page.evaluate(`
    window.benchKeys = [];
    addEventListener("keydown", () => {
      const start = performance.now();
      let busy = 0;
      requestAnimationFrame(() => {
        const frame = performance.now();
        document.body.getBoundingClientRect(); // lays out what the keystroke changed
        busy = performance.now() - frame;
      });
      const channel = new MessageChannel(); // comes after the key's own work, before the frame
      channel.port1.onmessage = () => {
        const handled = performance.now() - start;
        requestAnimationFrame(() => setTimeout(() => benchKeys.push(handled + busy)));
      };
      channel.port2.postMessage(0);
    }, { capture: true });`);
  for (let key = 0; key < 80; key++) {
    await page.keyboard.press("abcdefghij"[key % 10]!);
    await page.waitForTimeout(60);
  }
  const times = (await page.evaluate("benchKeys")) as number[];
  await page.context().close();
  return times.slice(10); // the first ones compile the editor's code
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
