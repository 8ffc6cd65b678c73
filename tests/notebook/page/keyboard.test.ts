/** A whole session without a mouse: from the list of chapters to a checked exercise. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chromium, describeWith } from "../../support/needs.ts";
import {
  checkMilliseconds,
  code,
  pressTwice,
  startWorkbook,
  type TestWorkbook,
  text,
  waitUntilRun,
} from "./workbook.ts";

describeWith("chromium", chromium)("the keyboard alone", () => {
  let workbook: TestWorkbook;
  beforeAll(async () => {
    workbook = await startWorkbook();
  });
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

  it("opens a chapter, edits, runs, undoes, checks and asks for a hint", async () => {
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
    await expect.poll(() => page.locator(`#cell-${first.id} .outputs`).innerText()).toBe("42");
    const count = () => page.locator("section.cell").count();
    await page.keyboard.press("b");
    await expect.poll(count).toBe(4);
    await pressTwice(page, "d");
    await expect.poll(count).toBe(3);
    await page.keyboard.press("z");
    await expect.poll(count).toBe(4);
    await page.keyboard.press("z");
    await expect.poll(count).toBe(3);
    await page.locator(`#cell-${exercise.id}`).focus();
    await pressTwice(page, "Control+Enter");
    await page
      .locator(".check-panel")
      .getByText(/of 6 points/)
      .waitFor({ timeout: checkMilliseconds });
    await tabTo(page, /^Hint$/);
    await page.keyboard.press("Enter");

    const hint = await page.locator(".hints li").innerText();
    await expect.poll(() => focused(page)).toBe(hint);
  });

  it("walks the menu, closes it, and comes back to its button", async () => {
    const page = await workbook.open([code("1")]);

    await tabTo(page, /^More commands/);
    await page.keyboard.press("Enter");
    await page.locator("[role=menu]").waitFor();
    await page.keyboard.press("End");
    await expect.poll(() => focused(page)).toMatch(/^All keys/);
    await page.keyboard.press("Escape");
    await page.locator("[role=menu]").waitFor({ state: "detached" });

    await expect.poll(() => focused(page)).toBe("More commands");
  });

  it("leaves an editor by Escape and Tab, which is no trap", async () => {
    const page = await workbook.open([code("1"), code("2")]);
    await page.locator("pre.source").first().click();
    await page.locator(".cm-focused").waitFor();

    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");

    await page.locator(".cm-focused").waitFor({ state: "detached" });
  });
});
