/** Walkthroughs in the workbook: a page of their own, an output of a cell, a link in the lecture. */

import { afterAll, beforeAll, expect, it } from "vitest";
import { chromium, describeWith } from "../../support/needs.ts";
import { violations } from "./accessibility.ts";
import { code, runCell, startWorkbook, type TestWorkbook, text } from "./workbook.ts";

describeWith("chromium", chromium)("a walkthrough in the workbook", () => {
  let workbook: TestWorkbook;
  beforeAll(async () => {
    workbook = await startWorkbook();
  });
  afterAll(() => workbook.close());

  it("has a page of its own, found from a list, and takes the keys there", async () => {
    const page = await workbook.visit("/walkthroughs");
    const refused: string[] = [];
    page.on("console", (message) => message.type() === "error" && refused.push(message.text()));
    await page.getByRole("link", { name: /^W2/ }).click();
    await page.getByRole("heading", { name: "Backpropagation through time" }).waitFor();
    await page.getByText("1 / 10").waitFor();
    await page.keyboard.press("ArrowRight");
    await page.getByText("2 / 10").waitFor();

    await expect.poll(() => page.title()).toBe("Backpropagation through time · Unrolled");
    await expect.poll(() => page.locator("math").count()).toBeGreaterThan(0);
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Dark theme" }).click();
    expect(await violations(page)).toEqual([]);
    expect(refused).toEqual([]); // the page's policy forbids nothing that it needs
    expect((await page.request.get(new URL("/walkthroughs/W99", page.url()).href)).status()).toBe(404);
  });

  it("is drawn as a cell's output, with the numbers that the cell gives it", async () => {
    const cell = code(
      'import { show } from "unrolled/display";\nimport { walkthrough } from "unrolled/walkthroughs";\n' +
        'show(walkthrough("W2", { numbers: { Wh: [[0.5]] } }));',
    );
    const page = await workbook.open([text("# Chapter"), cell], { name: "walk.ipynb" });

    await runCell(page, cell);
    const output = page.locator(`#cell-${cell.id} .outputs`);
    await output.locator("svg .box").first().waitFor();

    await expect.poll(() => output.locator('[data-input="Wh"]').getAttribute("aria-valuenow")).toBe("0.5");
    expect(await output.getByRole("link").getAttribute("href")).toBe("/walkthroughs/W2");
    expect(await violations(page)).toEqual([]);

    const lecture = await workbook.visit("/lecture/walk.ipynb");
    const link = lecture.getByRole("link", { name: "Walkthrough W2" });
    await link.waitFor();
    expect(await link.getAttribute("href")).toBe("/walkthroughs/W2");
  });
});
