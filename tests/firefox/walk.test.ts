/**
 * The workbook in Firefox: a walk from the list of chapters through all that a student does.
 *
 * Playwright drives the Firefox that Debian brings over WebDriver BiDi. The version of the page tests asks it for
 * `emulation.setMediaFeaturesOverride`, which Firefox 153 does not know, so that an older one is installed apart:
 * npm ci --prefix tests/firefox/driver. So it runs by npm run test:firefox and not with the others: a new Firefox may need
 * another driver, and shall not stop them.
 */

import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserType, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import {
  changeTheme,
  checkMilliseconds,
  code,
  pressTwice,
  runCell,
  runChapter,
  startWorkbook,
  type TestWorkbook,
  text,
  waitUntilRun,
} from "../notebook/page/workbook.ts";
import { untilStill } from "../support/browser.ts";
import { describeWith, firefox } from "../support/needs.ts";

const root = join(import.meta.dirname, "../..");
const chapter = "04-vanishing-and-exploding-gradients.ipynb";
const driver = join(import.meta.dirname, "driver/node_modules/playwright-core/package.json");
const [part, found] =
  firefox === undefined
    ? ["firefox", undefined]
    : ["Firefox’s driver (npm ci --prefix tests/firefox/driver)", existsSync(driver) ? driver : undefined];

describeWith(part, found)("the workbook in Firefox", () => {
  let workbook: TestWorkbook;
  /** What the console complains of, and what is asked of anybody but the server. */
  const faults: string[] = [];
  beforeAll(async () => {
    workbook = await startWorkbook(async () => listen(await launchFirefox(), faults));
  });
  afterEach(() => expect(faults.splice(0)).toEqual([]));
  afterAll(() => workbook.close());

  const ids = (page: Page) => page.locator("section.cell").evaluateAll((all) => all.map(({ id }) => id));
  const outputs = (page: Page, cell: { id: string }) => page.locator(`#cell-${cell.id} .outputs`);
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.id);
  const topOf = (dom: Locator) => dom.evaluate((each) => each.getBoundingClientRect().top);

  /** Opens the editor of a cell as a reader does. */
  async function click(page: Page, cell: { id: string }): Promise<void> {
    await page.locator(`#cell-${cell.id} pre.source`).click();
    await page.locator(`#cell-${cell.id} .cm-focused`).waitFor();
  }

  it("leads from the list of chapters to a chapter’s prose and formulas", async () => {
    const page = await workbook.visit("/");
    await page.getByRole("link", { name: /Vanishing and exploding gradients/ }).click();
    await page.waitForURL(`**/notebooks/${chapter}`);

    await page.getByRole("heading", { name: "04 · Vanishing and exploding gradients" }).waitFor();
    await page.getByText("Each step multiplies it by the same kind of factor.").waitFor();
    const formula = page.locator("#cell-one-step .katex-display .katex-html").first();
    await formula.scrollIntoViewIfNeeded();
    await untilStill(page);
    expect(await page.evaluate(() => document.fonts.check("18px KaTeX_Main"))).toBe(true);
    const ends = formula.locator(".base");
    const [start, end] = [await ends.first().boundingBox(), await ends.last().boundingBox()];
    expect(end!.x + end!.width - start!.x).toBeGreaterThan(200); // two equations of some ten symbols at 18 px
  });

  it("runs a chapter, draws its figures, and finds the place and an edit again after a reload", async () => {
    const page = await workbook.visit(`/notebooks/${chapter}`);
    await runChapter(page);

    const middle = { id: "gain-slider" };
    await click(page, middle);
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" // seen");
    await expect.poll(() => workbook.stored(chapter)).toContain("// seen");
    await page.getByText("saved", { exact: true }).waitFor();
    const top = () => topOf(page.locator(`#cell-${middle.id}`));
    const before = await top();
    await page.reload();

    await page.locator(`#cell-${middle.id} pre.source`).getByText("// seen").waitFor();
    await expect.poll(async () => Math.abs((await top()) - before)).toBeLessThan(60); // times in the margin, gone by then, made cells above higher
  });

  it("completes a name, names the next argument, and changes between text and commands by the keys", async () => {
    const [scale, next, last] = [
      code("function learningRate(step: number): number {\n  return 1 / step;\n}"),
      code(""),
      code("'last'"),
    ];
    const page = await workbook.open([scale, next, last]);
    const list = page.locator(".cm-tooltip-autocomplete");
    const before = await ids(page);

    await click(page, next);
    await page.keyboard.type("learn");
    await list.getByText("learningRate").waitFor();
    await page.keyboard.press("Escape");
    await list.waitFor({ state: "detached" });
    await page.keyboard.press("Tab");
    await list.getByText("learningRate").waitFor();
    await page.waitForTimeout(200); // at least: the list takes no Enter in the 75 ms after its opening
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator(".cm-focused .cm-content").innerText()).toBe("learningRate");
    await page.keyboard.type("(");
    await expect.poll(() => page.locator(".signature strong").innerText()).toBe("step: number");
    await page.keyboard.type("4)");
    await page.locator(".signature").waitFor({ state: "detached" });
    await page.keyboard.press("Escape");
    await expect.poll(() => focused(page)).toBe(`cell-${next.id}`);

    const remaining = async () => {
      const all = await ids(page);
      if (all.length === before.length) await pressTwice(page, "d"); // once more where it took too long
      return all;
    };
    await expect.poll(remaining).toEqual([before[0], before[2]]);
    await page.keyboard.press("z");
    await expect.poll(() => ids(page)).toEqual(before);
    await page.locator(`#cell-${scale.id}`).focus();
    await page.keyboard.press("Shift+Enter");
    await expect.poll(() => focused(page)).toBe(`cell-${next.id}`);
    await page.keyboard.press("Enter");
    await page.locator(`#cell-${next.id} .cm-focused`).waitFor();
    await page.keyboard.press("Shift+Enter");
    await waitUntilRun(page, next);

    await expect.poll(() => outputs(page, next).innerText()).toBe("0.25");
    await expect.poll(() => focused(page)).toBe(`cell-${last.id}`);
  });

  it("stops an endless loop and keeps the variables", async () => {
    const [before, loop, after] = [code("const kept = 7;"), code("while (true) {}"), code("kept")];
    const page = await workbook.open([before, loop, after]);
    await runCell(page, before);

    await page.locator(`#cell-${loop.id}`).focus();
    await page.keyboard.press("Control+Enter");
    await page.locator(`#cell-${loop.id}.running`).waitFor();
    await page.getByText("kernel busy").waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await waitUntilRun(page, loop);
    await runCell(page, after);

    await expect.poll(() => outputs(page, after).innerText()).toBe("7");
  });

  it("checks an exercise: a mistake with its name, then all points", async () => {
    const right = await readFile(join(root, "solutions/01-1-rnn-cell-forward.ts"), "utf8");
    const wrong = right.replace(/\.plusRow\(b\)/, "");
    expect(wrong).not.toBe(right);
    const cell = code(wrong, { unrolled: { exercise: "X1.1" } });
    const page = await workbook.open([text("# Exercise"), cell]);
    const panel = page.locator(`#cell-${cell.id} .check-panel`);

    await panel.getByRole("button", { name: "Check" }).click();
    await panel.locator(".diagnosis").getByText(/bias/i).first().waitFor({ timeout: checkMilliseconds });
    await click(page, cell);
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(right);
    await panel.getByRole("button", { name: "Check" }).click();

    await panel.getByText("Right. Every check passes.").waitFor({ timeout: checkMilliseconds });
    await panel.getByText("6 of 6 points").waitFor();
  });

  it("changes the theme, and remembers it", async () => {
    const page = await workbook.open([text("Paper")]);

    await changeTheme(page);
  });

  it("goes from slide to slide by a pointer’s key", async () => {
    const page = await workbook.visit(`/lecture/${chapter}`);
    await page.getByText(/^1 of \d+$/).waitFor();
    const goals = page.getByRole("heading", { name: "What you will be able to do" });
    await goals.waitFor({ state: "hidden" });

    await page.keyboard.press("PageDown");

    await page.getByText(/^2 of \d+$/).waitFor();
    await goals.waitFor();
  });

  it("steps through a walkthrough by a key", async () => {
    const page = await workbook.visit("/walkthroughs");
    await page.getByRole("link", { name: /^W2/ }).click();
    await page.getByText("1 / 10").waitFor();
    const picture = page.locator("svg").filter({ has: page.locator("g.box") });
    const first = await picture.innerHTML();

    await page.keyboard.press("ArrowRight");

    await page.getByText("2 / 10").waitFor();
    await expect.poll(() => picture.innerHTML()).not.toBe(first);
    await expect.poll(async () => (await picture.boundingBox())?.width).toBeGreaterThan(300);
    await expect
      .poll(async () => (await page.locator("math").first().boundingBox())?.width)
      .toBeGreaterThan(10);
  });

  it.each([
    ["/", "main.index a"],
    [`/notebooks/${chapter}`, ".toolbar button"],
    ["/walkthroughs/W2", "svg g.box"],
  ])("lets no page scroll sideways on a telephone: %s", async (path, drawn) => {
    const page = await workbook.visit(path, { viewport: { width: 320, height: 740 } });
    await page.locator(drawn).first().waitFor();

    await untilStill(page);

    const hidden = () =>
      page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth - clientWidth;
      });
    await expect.poll(hidden).toBe(0);
  });

  it("finds a word in any chapter and goes there", async () => {
    const page = await workbook.visit("/");

    await page.keyboard.press("/");
    await page.keyboard.type("nilpotent");
    const first = page.locator(".search-results li").first();
    await first.filter({ hasText: /nilpotent/i }).waitFor(); // not what the first letters alone found
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");

    await page.waitForURL(/\/notebooks\/.+#cell-/);
    const cell = page.locator(new URL(page.url()).hash);
    await expect.poll(() => cell.innerText()).toMatch(/nilpotent/i);
    await expect.poll(() => topOf(cell)).toBeLessThan(900);
    await expect.poll(() => topOf(cell)).toBeGreaterThan(-1);
  });
});

/** With a home of its own: Firefox leaves reports there, and does not start where the home is somebody else's. */
async function launchFirefox(): Promise<Browser> {
  const playwright = createRequire(driver)("playwright-core") as { firefox: BrowserType };
  const home = mkdtempSync(join(tmpdir(), "unrolled-firefox-"));
  const browser = await playwright.firefox.launch({
    channel: "moz-firefox", // the Firefox of Mozilla and Debian; without it, Playwright looks for its own
    executablePath: firefox!,
    env: { ...process.env, HOME: home },
    timeout: 120_000,
  });
  browser.on("disconnected", () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  return browser;
}

function listen(browser: Browser, faults: string[]): Browser {
  browser.on("context", (context) => {
    context.on("weberror", (error) => faults.push(error.error().message));
    context.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) faults.push(`${message.type()}: ${message.text()}`);
    });
    context.on("request", (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (protocol !== "data:" && hostname !== "127.0.0.1") faults.push(`request: ${request.url()}`);
    });
  });
  return browser;
}
