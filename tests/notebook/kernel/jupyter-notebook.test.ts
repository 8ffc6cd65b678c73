import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { type Browser, chromium as driver, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chromium, describeWith, program } from "../../support/needs.ts";
import { installedEnvironment, writeNotebook } from "./jupyter-support.ts";
import { notebookFolder } from "./kernel-session.ts";

const server = program("jupyter-notebook");
const cells = [
  'import { show } from "unrolled/display"; import { layoutOf } from "unrolled/figures";',
  'const layout = layoutOf("Growth", { title: "t" }, { title: "y" });\nshow({ data: [{ type: "scatter", y: [1, 3, 2, 5] }], layout, alt: "it <grows>" });',
  'show({ data: [{ type: "heatmap", z: [[1, 2], [3, 4]] }], layout, alt: "four fields" });',
];

/** Width and height of every drawn figure's graphic, and how many lines and images it holds. */
const drawn = (page: Page): Promise<{ width: number; height: number; marks: number }[]> =>
  page.$$eval(".js-plotly-plot", (plots) =>
    plots.map((plot) => {
      const { width, height } = plot.querySelector(".main-svg")!.getBoundingClientRect();
      return {
        width,
        height,
        marks: plot.querySelectorAll(".scatterlayer .js-line, .heatmaplayer image").length,
      };
    }),
  );

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
      const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"];
      browser = await driver.launch({ executablePath: chromium!, args });
      page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
      // nothing but the notebook server can be reached
      await page.route(
        (url) => url.hostname !== "127.0.0.1",
        (route) => route.abort(),
      );
      await page.goto(`http://127.0.0.1:${port}/notebooks/book.ipynb`);
    }, 90_000);

    afterAll(async () => {
      await browser?.close();
      jupyter?.kill("SIGTERM");
    });

    it("draws figures offline without an extension, Plotly embedded once, also after loading the page again", async () => {
      await page.waitForFunction("window.Jupyter?.notebook?.kernel?.is_connected()", undefined, {
        timeout: 60_000,
      });
      await page.evaluate("Jupyter.notebook.execute_all_cells()");
      await page.waitForSelector(".heatmaplayer image", { timeout: 60_000 });

      const figures = await drawn(page);
      await page.evaluate("Jupyter.notebook.save_notebook()");
      const saved = readFileSync(join(folder, "book.ipynb"), "utf8");
      await page.reload();
      await page.waitForSelector(".heatmaplayer image", { timeout: 60_000 });
      const again = await drawn(page);

      expect(figures).toHaveLength(2);
      for (const { width, height, marks } of [...figures, ...again]) {
        expect(width).toBeGreaterThan(400); // most of the notebook's column
        expect(height).toBeCloseTo(380, 0); // as the layout says
        expect(marks).toBe(1);
      }
      expect(again).toHaveLength(2);
      expect(saved.split("plotly.js (cartesian - minified)")).toHaveLength(2); // one bundle between two parts
      expect(await page.textContent("figcaption")).toBe("it <grows>");
    }, 180_000);

    it("carries Plotly again when the cell of the first figure runs again", async () => {
      await page.waitForFunction("window.Jupyter?.notebook?.kernel?.is_connected()", undefined, {
        timeout: 60_000,
      });
      await page.evaluate("Jupyter.notebook.get_cell(1).clear_output()");
      await page.evaluate("Jupyter.notebook.execute_cells([1])");
      await page.waitForFunction("Jupyter.notebook.get_cell(1).output_area.outputs.length === 1");
      await page.waitForFunction("document.querySelectorAll('.scatterlayer .js-line').length === 1");

      const html = await page.evaluate<string>(
        "Jupyter.notebook.get_cell(1).output_area.outputs[0].data['text/html']",
      );

      expect(html).toContain("plotly.js (cartesian - minified)");
    }, 90_000);
  });
});
