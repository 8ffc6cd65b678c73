import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { exportHtml } from "../../../src/notebook/format/html-export.ts";
import type { Notebook, Output } from "../../../src/notebook/format/notebook.ts";
import { launchBrowser, newPage } from "../../support/browser.ts";
import { chromium, describeWith } from "../../support/needs.ts";

const bundle = (data: Record<string, unknown>): Output => ({
  output_type: "display_data",
  data,
  metadata: {},
});
const surface = {
  data: [
    {
      type: "heatmap",
      z: [
        [1, 2],
        [3, 5],
      ],
    },
  ],
  layout: { title: { text: "∂L/∂h" } },
};
const hostile =
  '<img src=x onerror="window.hit=1"><script>window.hit=2</script><a href="javascript:window.hit=3">a</a>';

const notebook: Notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [
    { cell_type: "markdown", id: "m", metadata: {}, source: `# How $h_t$ fades\n\n${hostile}` },
    {
      cell_type: "code",
      id: "c",
      metadata: {},
      source: "draw()",
      execution_count: 1,
      outputs: [
        bundle({ "application/vnd.plotly.v1+json": surface, "text/plain": "a heat map" }),
        bundle({ "text/html": `${hostile}<table><tr><td>0.5</td></tr></table>` }),
        bundle({ "image/svg+xml": '<svg xmlns="http://www.w3.org/2000/svg" onload="window.hit=4"/>' }),
      ],
    },
  ],
};

describeWith("chromium", chromium)("an exported notebook in a browser", () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), "unrolled-export-"));

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  it("draws figures and maths from the file alone, and lets nothing hostile run or load", async () => {
    const file = join(folder, "export.html");
    writeFileSync(file, exportHtml(notebook, { title: "T" }));
    const page = await newPage(browser);
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));

    await page.goto(pathToFileURL(file).href);
    await page.waitForSelector(".figure .heatmaplayer image, .figure .heatmaplayer path");
    const mathsFont = () =>
      page.evaluate(
        'getComputedStyle(document.querySelector(".katex .mathnormal")).fontFamily + document.fonts.check("16px KaTeX_Math")',
      );
    await expect.poll(mathsFont).toBe("KaTeX_Mathtrue");

    expect(await page.evaluate("window.hit")).toBeUndefined();
    expect(requests.filter((url) => !url.startsWith("data:") && !url.startsWith("blob:"))).toEqual([
      pathToFileURL(file).href,
    ]);
    expect(complaints).toEqual([]);
    expect(await page.locator("td").innerText()).toBe("0.5");
  });
});
