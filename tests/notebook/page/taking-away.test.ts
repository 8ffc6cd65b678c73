/** What a reader takes along: the notebook in three forms, a printed page, the progress in a file. */

import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parseNotebook } from "../../../src/notebook/format/notebook.ts";
import { chromium, describeWith } from "../../support/needs.ts";
import { code, runCell, startWorkbook, type TestWorkbook, text } from "./workbook.ts";

const figure = `const show = (globalThis as any)[Symbol.for("unrolled.display")];
show({ "application/vnd.plotly.v1+json": { data: [{ type: "scatter", y: [3, 1, 2] }], layout: {} }, "text/plain": "A line." });`;

describeWith("chromium", chromium)("what one takes away", () => {
  let workbook: TestWorkbook;
  beforeAll(async () => {
    workbook = await startWorkbook();
  });
  afterAll(() => workbook.close());

  async function download(page: Page, choose: () => Promise<void>): Promise<{ name: string; text: string }> {
    const [file] = await Promise.all([page.waitForEvent("download"), choose()]);
    return { name: file.suggestedFilename(), text: await readFile((await file.path())!, "utf8") };
  }

  async function choose(page: Page, item: RegExp): Promise<void> {
    await page.getByRole("button", { name: "More commands" }).click();
    await page.getByRole("menuitem", { name: item }).click();
  }

  it("is the notebook as .ipynb, as a page and as TypeScript, with what was typed last", async () => {
    const cell = code("const a = 1;");
    const page = await workbook.open([text("# A title\n\nProse with $x$."), cell], { name: "take.ipynb" });
    await page.locator("pre.source").click();
    await page.locator(".cm-focused").waitFor();
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" // last words");

    const notebook = await download(page, () => choose(page, /\.ipynb/));
    const html = await download(page, () => choose(page, /HTML/));
    const script = await download(page, () => choose(page, /\.ts$/));

    expect(notebook.name).toBe("take.ipynb");
    expect(parseNotebook(notebook.text, "take").cells[1]!.source).toBe("const a = 1; // last words");
    expect(html.name).toBe("take.html");
    expect(html.text).toContain("// last words");
    expect(html.text).toContain('class="katex"');
    expect(script.name).toBe("take.ts");
    expect(script.text).toBe("// # A title\n//\n// Prose with $x$.\n\nconst a = 1; // last words\n");
  });

  it("is a printed page, with the figure that was below the screen, dark ink on white", async () => {
    const cell = code(figure);
    const filler = text("A paragraph.\n\n".repeat(80));
    const page = await workbook.open([cell, filler], { colorScheme: "dark" });
    await runCell(page, cell);
    await page.getByText("saved", { exact: true }).waitFor();
    await page.keyboard.press("Control+End");
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.reload();
    await page.evaluate(() => {
      globalThis.print = () => document.body.setAttribute("data-printed", "yes");
    });

    await page.keyboard.press("Control+p");
    await page.locator("body[data-printed]").waitFor();
    const lightness = async () => {
      const tick = page.locator(".xtick text").first();
      const colour = await tick.evaluate((each) => getComputedStyle(each).fill);
      return Math.max(...colour.match(/\d+/g)!.map(Number));
    };
    const width = () =>
      page
        .locator(".plot .main-svg")
        .first()
        .evaluate((each) => each.getBoundingClientRect().width);
    await expect.poll(lightness).toBeGreaterThan(150);
    const onScreen = await lightness();
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await expect.poll(lightness).toBeLessThan(90);
    await expect.poll(width).toBeLessThanOrEqual(640);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await expect.poll(lightness).toBe(onScreen);
    const pdf = await page.pdf({ format: "A4" });

    expect(pdf.length).toBeGreaterThan(10_000);
  });

  it("is the progress: saved to a file, brought from a file, never lowered", async () => {
    await workbook.open([code("0", { unrolled: { exercise: "X1.1" } })], { name: "progress.ipynb" });
    const page = await workbook.visit("/");
    const bring = async (record: unknown) => {
      await page.locator("input[type=file]").setInputFiles({
        name: "mine.json",
        mimeType: "application/json",
        buffer: Buffer.from(typeof record === "string" ? record : JSON.stringify(record)),
      });
    };
    const entry = (points: number) => ({
      exercises: { "X1.1": { points, maxPoints: 6, attempts: 2, hints: 1 } },
    });

    await bring(entry(6));
    await page.getByText("1 exercise brought. 0 exercises had as many points here already.").waitFor();
    const progress = page.locator('[data-path="progress.ipynb"] .progress');
    await expect.poll(() => progress.innerText()).toBe("1 of 1 exercise solved");
    await bring(entry(2));
    await page.getByText("0 exercises brought. 1 exercise had as many points here already.").waitFor();
    const saved = await download(page, () => page.getByRole("button", { name: "Save my progress" }).click());
    await bring("no json");
    await page.getByText("mine.json is no file of progress: it is not JSON.").waitFor();
    await bring({ exercises: { "X1.1": { points: "all" } } });
    await page.getByText(/X1\.1 needs points, maxPoints, attempts and hints as numbers/).waitFor();

    expect(saved.name).toBe("unrolled-progress.json");
    expect(JSON.parse(saved.text).exercises["X1.1"]).toEqual({
      points: 6,
      maxPoints: 6,
      attempts: 2,
      hints: 1,
    });
  });
});
