/** The course's own notebook in a real browser: an exercise answered wrongly, then rightly. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { untilStill } from "../../support/browser.ts";
import { chromium, describeWith } from "../../support/needs.ts";
import { violations } from "./accessibility.ts";
import {
  checkMilliseconds,
  code,
  hold,
  pressTwice,
  runChapter,
  startWorkbook,
  type TestWorkbook,
  text,
} from "./workbook.ts";

const root = join(import.meta.dirname, "../../..");

describeWith("chromium", chromium)("an exercise in the browser", () => {
  let workbook: TestWorkbook;
  beforeAll(async () => {
    workbook = await startWorkbook();
  });
  afterAll(() => workbook.close());

  it("names the known mistake, then gives full points", async () => {
    const right = await readFile(join(root, "solutions/01-1-rnn-cell-forward.ts"), "utf8");
    const wrong = right.replace(/\.plusRow\(b\)/, "");
    expect(wrong).not.toBe(right);
    const [first, second] = [wrong, right].map((source) => code(source, { unrolled: { exercise: "X1.1" } }));
    const page = await workbook.open([first!, second!]);
    const panel = (id: string) => page.locator(`#cell-${id} .check-panel`);

    await panel(first!.id).getByRole("button", { name: "Check" }).dblclick();
    await panel(first!.id)
      .getByText(/of 6 points/)
      .waitFor({ timeout: checkMilliseconds });
    await page.locator(`#cell-${second!.id}`).focus();
    await pressTwice(page, "Control+Enter");
    await panel(second!.id)
      .getByText(/of 6 points/)
      .waitFor({ timeout: checkMilliseconds });

    await expect.poll(() => panel(first!.id).locator(".diagnosis").innerText()).toMatch(/bias/i);
    await expect.poll(() => panel(first!.id).locator(".checks .failed").count()).toBeGreaterThan(0);
    await expect.poll(() => panel(second!.id).innerText()).toContain("6 of 6 points");
    const verdict = panel(second!.id).locator(".verdict");
    await expect.poll(() => verdict.innerText()).toBe("Right. Every check passes.");
  });

  it("gives hints one at a time, and the solution to who solved it", async () => {
    const cell = code("export const nothing = 0;", { unrolled: { exercise: "X1.2" } });
    const page = await workbook.open([cell]);
    const panel = page.locator(`#cell-${cell.id} .check-panel`);
    const hints = panel.locator(".hints li");

    await panel.getByRole("button", { name: "Hint", exact: true }).click();
    await expect.poll(() => hints.count()).toBe(1);
    await panel.getByRole("button", { name: "Next hint (2 left)" }).click();
    await panel.getByRole("button", { name: "Next hint (1 left)" }).click();
    await panel.getByText("Check an answer of your own, and the solution opens.").waitFor();
    await panel.getByRole("button", { name: "Check" }).click();
    await panel.getByRole("button", { name: "Solution" }).click({ timeout: checkMilliseconds });

    await expect.poll(() => hints.count()).toBe(3);
    await panel.locator(".solution .tok-keyword").first().waitFor();
    const solution = panel.locator(".solution pre");
    await expect.poll(() => solution.innerText()).toContain("export function rnnForward");
    const source = page.locator(`#cell-${cell.id} > .source`);
    await expect.poll(() => source.innerText()).toBe("export const nothing = 0;");
  });

  it("keeps a hint that was asked for when an older answer of the server comes late", async () => {
    const cell = code("export const nothing = 0;", { unrolled: { exercise: "X1.4" } });
    const page = await workbook.open([cell]);
    const panel = page.locator(`#cell-${cell.id} .check-panel`);
    const hint = panel.getByRole("button", { name: "Hint", exact: true });
    await hint.waitFor();
    const old = { ...(await help(page)), hints: [] };
    const late = await hold(page, "**/api/unrolled/exercises/X1.4", old);

    await panel.getByRole("button", { name: "Check" }).click();
    await late.asked;
    await hint.click();
    await panel.locator(".hints li").waitFor();
    const answered = page.waitForResponse("**/api/unrolled/exercises/X1.4");
    late.letGo();
    await (await answered).finished();
    await untilStill(page);

    expect(await panel.locator(".hints li").count()).toBe(1);
  });

  it.each(["light", "dark"] as const)(
    "has no accessibility violation with its answers and hints, %s, wide and narrow",
    async (colorScheme) => {
      const cell = code("export const nothing = 0;", { unrolled: { exercise: "X1.1" } });
      const page = await workbook.open([text("# Exercise"), cell], { colorScheme });
      const panel = page.locator(`#cell-${cell.id} .check-panel`);

      await panel.getByRole("button", { name: "Check" }).click();
      await panel.getByText(/of 6 points/).waitFor({ timeout: checkMilliseconds });
      await panel.getByRole("button", { name: /^(Hint|Next hint)/ }).click();
      await panel.locator(".hints li").first().waitFor();

      expect(await violations(page)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await violations(page)).toEqual([]);
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
        .toBeLessThanOrEqual(390);
    },
  );

  it("runs a whole chapter and draws every figure of it", async () => {
    const page = await workbook.visit("/notebooks/04-vanishing-and-exploding-gradients.ipynb");

    await runChapter(page);
    expect(await page.locator(".cell.stale .run-note").allInnerTexts()).toEqual([]);
  });
});

const help = (page: Page): Promise<object> =>
  page.evaluate(async () => (await fetch("/api/unrolled/exercises/X1.4")).json());
