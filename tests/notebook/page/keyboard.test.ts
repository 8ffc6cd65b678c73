/** A whole session without a mouse: from the list of chapters to a checked exercise. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chromium, describeWith } from "../../support/needs.ts";
import { code, startWorkbook, type TestWorkbook, text, waitUntilRun } from "./workbook.ts";

const patience = 300_000;

describeWith("chromium", chromium)("the keyboard alone", () => {
  let workbook: TestWorkbook;
  beforeAll(async () => {
    workbook = await startWorkbook();
  }, patience);
  afterAll(() => workbook.close());

  const focused = (page: Page) =>
    page.evaluate(() => {
      const { activeElement, body } = document;
      if (activeElement === null || activeElement === body) return "";
      return activeElement.getAttribute("aria-label") ?? activeElement.textContent;
    });

  /** Presses Tab until the focus stands on something of this name. */
  async function tabTo(page: Page, name: RegExp): Promise<void> {
    for (let presses = 0; presses < 40; presses++) {
      if (name.test(await focused(page))) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`Tab never reaches ${name}; it stands on "${await focused(page)}"`);
  }

  it("opens a chapter, edits, runs, undoes, checks and asks for a hint", { timeout: patience }, async () => {
    const [first, exercise] = [
      code("const a = 2;"),
      code("export const nothing = 0;", { unrolled: { exercise: "X1.1" } }),
    ];
    await workbook.open([text("# Keys only"), first, exercise], { name: "keys.ipynb" });
    const page = await workbook.visit("/");

    await tabTo(page, /Keys only/);
    await page.keyboard.press("Enter");
    await page.waitForURL(/keys\.ipynb/);
    await page.waitForSelector(".toolbar button");
    await tabTo(page, /^Text, cell 1/);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.locator(".cm-focused").waitFor();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("\na * 21");
    await page.keyboard.press("Control+Enter");
    await waitUntilRun(page, first);
    await page.keyboard.press("b");
    const inserted = await page.locator("section.cell").count();
    await page.keyboard.press("d");
    await page.keyboard.press("d");
    await page.keyboard.press("z");
    const undone = await page.locator("section.cell").count();
    await page.keyboard.press("z");
    await page.locator(`#cell-${exercise.id}`).focus();
    await page.keyboard.press("Control+Enter");
    await page.keyboard.press("Control+Enter");
    await page
      .locator(".check-panel")
      .getByText(/of 6 points/)
      .waitFor({ timeout: 120_000 });
    await tabTo(page, /^Hint$/);
    await page.keyboard.press("Enter");
    await page.locator(".hints li").waitFor();

    expect(await page.locator(`#cell-${first.id} .outputs`).innerText()).toBe("42");
    expect([inserted, undone]).toEqual([4, 4]);
    expect(await page.locator("section.cell").count()).toBe(3);
    expect(await focused(page)).toBe(await page.locator(".hints li").innerText());
  });

  it("walks the menu, closes it, and comes back to its button", { timeout: patience }, async () => {
    const page = await workbook.open([code("1")]);

    await tabTo(page, /^More commands/);
    await page.keyboard.press("Enter");
    await page.locator("[role=menu]").waitFor();
    await page.keyboard.press("End");
    const last = await focused(page);
    await page.keyboard.press("Escape");
    await page.locator("[role=menu]").waitFor({ state: "detached" });

    expect(last).toMatch(/^All keys/);
    expect(await focused(page)).toBe("More commands");
  });

  it("leaves an editor by Escape and Tab, which is no trap", { timeout: patience }, async () => {
    const page = await workbook.open([code("1"), code("2")]);
    await page.locator("pre.source").first().click();
    await page.locator(".cm-focused").waitFor();

    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");

    expect(await page.locator(".cm-focused").count()).toBe(0);
  });
});
