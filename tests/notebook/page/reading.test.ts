/** Opening a chapter in a real browser: what one sees before anything runs. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chromium, describeWith } from "../../support/needs.ts";
import { code, runCell, startWorkbook, type TestWorkbook, text } from "./workbook.ts";

const patience = 120_000;

describeWith("chromium", chromium)("reading in the browser", () => {
  let workbook: TestWorkbook;
  beforeAll(async () => {
    workbook = await startWorkbook();
  }, patience);
  afterAll(() => workbook.close());

  it("shows prose with mathematics without any script", { timeout: patience }, async () => {
    const cells = [
      text("# A title\n\nThe state is $h_t$ and 은닉 상태.\n\n$$c = f \\odot c_-$$"),
      code("1 + 1"),
    ];

    const page = await workbook.open(cells, { javaScriptEnabled: false });

    expect(await page.locator(".prose h1").innerText()).toBe("A title");
    const formula = await page.locator(".katex-display .katex-html").boundingBox();
    expect(formula!.width).toBeGreaterThan(60); // six symbols at 18 px; a collapsed formula has no width
    expect(await page.locator("pre.source").innerText()).toBe("1 + 1");
  });

  it("keeps the measure of the prose between 55 and 75 characters", { timeout: patience }, async () => {
    const sentence = "The gradient that travels back through time is a product of Jacobians. ";

    const page = await workbook.open([text(sentence.repeat(8))]);

    const { height, lineHeight } = await page.locator(".prose p").evaluate((paragraph) => ({
      height: paragraph.getBoundingClientRect().height,
      lineHeight: Number.parseFloat(getComputedStyle(paragraph).lineHeight),
    }));
    const perLine = (sentence.length * 8) / Math.round(height / lineHeight);
    expect(perLine).toBeGreaterThan(55);
    expect(perLine).toBeLessThan(75);
  });

  it("starts no kernel and runs nothing on opening", { timeout: patience }, async () => {
    const page = await workbook.open([code("console.log('ran')")]);

    const sessions = await page.evaluate(async () => (await fetch("/api/sessions")).json());

    expect(sessions).toEqual([]);
    expect(await page.locator(".outputs").innerText()).toBe("");
  });

  it("colours the code before an editor is opened", { timeout: patience }, async () => {
    const page = await workbook.open([code('const word: string = "tanh";')]);

    await page.locator("pre.source .tok-keyword").waitFor();

    expect(await page.locator("pre.source .tok-string").innerText()).toBe('"tanh"');
    expect(await page.locator(".cm-editor").count()).toBe(0);
  });

  it("remembers the theme", { timeout: patience }, async () => {
    const page = await workbook.open([text("Paper")], { colorScheme: "light" });
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await paper();

    await page.getByRole("button", { name: "Dark theme" }).click();
    const dark = await paper();
    await page.reload();

    expect(dark).not.toBe(light);
    expect(await paper()).toBe(dark);
    expect(await page.getByRole("button", { name: "Light theme" }).count()).toBe(1);
  });

  it.each(["light", "dark"] as const)(
    "has no accessibility violation in the %s theme",
    { timeout: patience },
    async (colorScheme) => {
      const [output, failing] = [
        code("console.log('a line'); [1, 2]"),
        code("throw new RangeError('too far')"),
      ];
      const cells = [text("# Title\n\nText with $x$.\n\n| a | b |\n|--|--|\n| 1 | 2 |"), output, failing];
      const page = await workbook.open(cells, { colorScheme });
      await runCell(page, output);
      await runCell(page, failing);

      expect(await violations(page)).toEqual([]);

      await page.locator(`#cell-${output.id} pre.source`).click();
      await page.locator(".cm-editor.cm-focused").waitFor();
      expect(await violations(page)).toEqual([]);
      expect(await violations(await workbook.visit("/", { colorScheme }))).toEqual([]);
    },
  );
});

async function violations(page: Page): Promise<string[]> {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const result = (await page.evaluate(`${axe}; axe.run()`)) as {
    violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
  };
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html} ${nodes[0]!.failureSummary}`);
}
