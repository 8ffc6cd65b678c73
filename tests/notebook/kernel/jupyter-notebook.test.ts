import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser, newPage } from "../../support/browser.ts";
import { chromium, describeWith, program } from "../../support/needs.ts";
import { installedEnvironment, writeNotebook } from "./jupyter-support.ts";
import { notebookFolder } from "./kernel-session.ts";

const server = program("jupyter-notebook");
const cells = [
  'import { show } from "unrolled/display"; import { layoutOf } from "unrolled/figures";',
  'const layout = layoutOf("Growth", { title: "t" }, { title: "y" });\nshow({ data: [{ type: "scatter", y: [1, 3, 2, 5] }], layout, alt: "it <grows>" });',
  'show({ data: [{ type: "heatmap", z: [[1, 2], [3, 4]] }], layout, alt: "four fields" });',
];

/** Of every drawn figure: whether it has most of the notebook's column, its height, and how many lines and images it holds. */
const drawn = (page: Page): Promise<{ isWide: boolean; height: number; marks: number }[]> =>
  page.$$eval(".js-plotly-plot", (plots) =>
    plots.map((plot) => {
      const { width, height } = plot.querySelector(".main-svg")!.getBoundingClientRect();
      return {
        isWide: width > 400,
        height: Math.round(height),
        marks: plot.querySelectorAll(".scatterlayer .js-line, .heatmaplayer image").length,
      };
    }),
  );
/** The height is the layout's. */
const bothDrawn = Array.from({ length: 2 }, () => ({ isWide: true, height: 380, marks: 1 }));

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

describeWith("chromium", chromium)("with a browser", () => {
  describeWith("jupyter-notebook", server)("Jupyter Notebook", () => {
    const folder = notebookFolder();
    let jupyter: ChildProcess;
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      writeNotebook(join(folder, "book.ipynb"), cells);
      const port = await freePort();
      const options = [
        "--no-browser",
        "--allow-root",
        `--port=${port}`,
        "--NotebookApp.token=",
        `--notebook-dir=${folder}`,
      ];
      jupyter = spawn(server!, options, { env: installedEnvironment(), stdio: ["ignore", "ignore", "pipe"] });
      await new Promise<void>((resolve) => {
        jupyter
          .stderr!.setEncoding("utf8")
          .on("data", (text: string) => text.includes("is running at") && resolve());
      });
      browser = await launchBrowser();
      page = await newPage(browser, { viewport: { width: 1100, height: 900 } });
      // nothing but the notebook server can be reached
      await page.route(
        (url) => url.hostname !== "127.0.0.1",
        (route) => route.abort(),
      );
      await page.goto(`http://127.0.0.1:${port}/notebooks/book.ipynb`);
    });

    afterAll(async () => {
      await browser?.close();
      jupyter?.kill("SIGTERM");
    });

    it("draws figures offline without an extension, Plotly embedded once, also after loading the page again", async () => {
      await page.waitForFunction("window.Jupyter?.notebook?.kernel?.is_connected()");
      await page.evaluate("Jupyter.notebook.execute_all_cells()");
      await expect.poll(() => drawn(page)).toEqual(bothDrawn);
      await page.evaluate("Jupyter.notebook.save_notebook()");
      const saved = () => readFileSync(join(folder, "book.ipynb"), "utf8");
      await expect.poll(() => saved().split("plotly.js (cartesian - minified)").length).toBe(2); // one bundle between two parts
      await page.reload();
      await expect.poll(() => drawn(page)).toEqual(bothDrawn);
      await expect.poll(() => page.textContent("figcaption")).toBe("it <grows>");
    });

    it("carries Plotly again when the cell of the first figure runs again", async () => {
      await page.waitForFunction("window.Jupyter?.notebook?.kernel?.is_connected()");
      await page.evaluate("Jupyter.notebook.get_cell(1).clear_output()");
      await page.evaluate("Jupyter.notebook.execute_cells([1])");
      await page.waitForFunction("Jupyter.notebook.get_cell(1).output_area.outputs.length === 1");
      await page.waitForFunction("document.querySelectorAll('.scatterlayer .js-line').length === 1");

      const html = await page.evaluate<string>(
        "Jupyter.notebook.get_cell(1).output_area.outputs[0].data['text/html']",
      );

      expect(html).toContain("plotly.js (cartesian - minified)");
    });
  });
});
