/** The browser of the tests and benchmarks: how it starts, how long it is waited for, and when a page stands still. */

import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { chromium as executablePath } from "./needs.ts";

/** How long one action may take: many times what is usual, because a busy machine is no fault of the page. */
const actionMilliseconds = 120_000;

const browserArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts headless Chromium. Throws where there is none. */
export async function launchBrowser(): Promise<Browser> {
  if (executablePath === undefined)
    throw new Error("browser: Chromium is missing; apt-get install chromium, or set UNROLLED_CHROMIUM.");
  return await chromium.launch({ executablePath, args: browserArguments, timeout: actionMilliseconds });
}

/** A page in a context of its own, which waits patiently. Closing the context closes it. */
export async function newPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(actionMilliseconds);
  return await context.newPage();
}

/**
 * Waits until the page is laid out with its fonts and whatever moves by itself has come to rest: before something is
 * measured, dragged or judged by its colours. What the page still asks a server for, it does not know.
 */
export async function untilStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    document.body.getBoundingClientRect(); // asks for the fonts that the page needs
    await document.fonts.ready;
    for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    const roots = [...document.querySelectorAll("*")].flatMap(({ shadowRoot }) => shadowRoot ?? []);
    const moving = [document, ...roots].flatMap((root) => root.getAnimations());
    const ending = moving.filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}
