/** Running cells in a real browser: values, errors, stopping, marks, and outputs that mean harm. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chromium, describeWith } from "../../support/needs.ts";
import { code, runCell, startWorkbook, type TestWorkbook, text, waitUntilRun } from "./workbook.ts";

const patience = 180_000;

const display = `const show = (globalThis as any)[Symbol.for("unrolled.display")];\n`;

describeWith("chromium", chromium)("running in the browser", () => {
  let workbook: TestWorkbook;
  beforeAll(async () => {
    workbook = await startWorkbook();
  }, patience);
  afterAll(() => workbook.close());

  const outputs = (page: Page, cell: { id: string }) => page.locator(`#cell-${cell.id} .outputs`);

  it(
    "runs all cells in order, with shared variables, and draws the figures",
    { timeout: patience },
    async () => {
      const lines = code(
        `${display}show({ "application/vnd.plotly.v1+json": { data: [{ type: "scatter", mode: "lines", y: [3, 1, 2] }], layout: {} }, "text/plain": "A falling line." });`,
      );
      const map = code(
        `show({ "application/vnd.plotly.v1+json": { data: [{ type: "heatmap", z: [[1, 2, 3], [4, 5, 6]] }], layout: {} } });`,
      );
      const cells = [code("let total = 40;"), text("Prose"), code("total += 2;\ntotal"), lines, map];
      const page = await workbook.open(cells);

      await page.getByRole("button", { name: "Run all" }).click();
      await waitUntilRun(page, map);

      expect(await outputs(page, cells[2]!).innerText()).toBe("42");
      const counts = (await page.locator(".code .count").allInnerTexts()).map(Number);
      expect(counts.map((count) => count - counts[0]!)).toEqual([0, 1, 2, 3]);
      await outputs(page, lines).scrollIntoViewIfNeeded();
      const line = page.locator(`#cell-${lines.id} path.js-line`);
      await line.waitFor();
      expect((await line.boundingBox())!.width).toBeGreaterThan(400);
      expect(await outputs(page, lines).getByRole("img", { name: "A falling line." }).count()).toBe(1);
      const image = page.locator(`#cell-${map.id} .heatmaplayer image`);
      await image.waitFor();
      const href = "http://www.w3.org/1999/xlink";
      const source = await image.evaluate(
        (each, space) => each.getAttributeNS(space, "href") ?? each.getAttribute("href"),
        href,
      );
      expect(source!.length).toBeGreaterThan(100); // a PNG of six colours, as a data: address
    },
  );

  it("says what went wrong and leads to the line", { timeout: patience }, async () => {
    const failing = code("const values: number[] = [];\n\nvalues[3].toFixed(2);");
    const never = code("console.log('not reached')");
    const page = await workbook.open([failing, never]);

    await page.getByRole("button", { name: "Run all" }).click();
    await waitUntilRun(page, failing);

    expect(await outputs(page, failing).innerText()).toContain(
      "TypeError: Cannot read properties of undefined",
    );
    expect(await outputs(page, never).innerText()).toBe("");
    await outputs(page, failing)
      .getByRole("button", { name: /^cell \d+:3:/ })
      .first()
      .click();
    await page.locator(`#cell-${failing.id} .cm-focused .error-line`).waitFor();
    expect(await page.locator(".error-line").innerText()).toBe("values[3].toFixed(2);");
  });

  it("stops an endless loop and keeps the variables", { timeout: patience }, async () => {
    const [before, loop, after] = [code("const kept = 7;"), code("while (true) {}"), code("kept")];
    const page = await workbook.open([before, loop, after]);
    await runCell(page, before);

    await page.locator(`#cell-${loop.id}`).hover();
    await page.locator(`#cell-${loop.id} button.run`).click();
    await page.locator(`#cell-${loop.id}.running`).waitFor();
    await page.getByText("kernel busy").waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await waitUntilRun(page, loop);
    await runCell(page, after);

    expect(await page.locator(`#cell-${loop.id} .run-note`).innerText()).toContain("stopped after");
    expect(await outputs(page, after).innerText()).toBe("7");
  });

  it(
    "restarts after asking: the variables are gone, the outputs stay, the other tab knows",
    { timeout: patience },
    async () => {
      const [value, user] = [code("const gone = 7;\ngone"), code("gone + 1")];
      const page = await workbook.open([value, user], { name: "restarted.ipynb" });
      await runCell(page, value);
      const other = await workbook.visit("/notebooks/restarted.ipynb");
      await other.getByText("kernel ready").waitFor();

      await page.getByRole("button", { name: "Restart" }).click();
      expect(await page.locator("dialog").innerText()).toContain("All variables will be gone.");
      await page.locator("dialog").getByRole("button", { name: "Keep it" }).click();
      await page.getByRole("button", { name: "Restart" }).click();
      await page.locator("dialog").getByRole("button", { name: "Restart" }).click();
      await page
        .locator(`#cell-${value.id} .count`)
        .getByText(/^\(\d+\)$/)
        .waitFor(); // from before the restart
      await other.getByText("kernel ready").waitFor();
      await runCell(page, user);

      expect(await outputs(page, value).innerText()).toBe("7");
      expect(await outputs(page, user).innerText()).toContain("gone");
      expect(await page.locator(`#cell-${user.id} .run-note`).innerText()).toContain("error after");
      await runCell(page, value);
      await runCell(page, user);
      expect(await outputs(page, user).innerText()).toBe("8");
    },
  );

  it("marks what is older than the code it came from", { timeout: patience }, async () => {
    const [value, user] = [code("const width = 3;"), code("width * 2")];
    const page = await workbook.open([value, user]);
    await runCell(page, value);
    await runCell(page, user);

    await page.locator(`#cell-${value.id} pre.source`).click();
    await page.locator(".cm-focused").waitFor();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("const width = 5;");
    const edited = await page.locator(`#cell-${value.id} .run-note`).innerText();
    await runCell(page, value);

    expect(edited).toContain("edited since it ran");
    expect(await page.locator(`#cell-${user.id} .run-note`).innerText()).toContain(
      "older than a value it uses",
    );
  });

  it("lets no output run scripts or load anything", { timeout: patience }, async () => {
    const hostile = [
      '<img src="http://127.0.0.1:9/image" onerror="document.title=1">',
      '<div style="background:url(http://127.0.0.1:9/style);position:fixed">styled</div>',
      '<a href="javascript:document.title=2">link</a><form action="http://127.0.0.1:9/"><button>Go</button></form>',
      "<svg><script>document.title=3</script><image href='http://127.0.0.1:9/svg'/></svg>",
      "<b id='notebook'>bold</b>",
    ];
    const cell = code(`${display}show({ "text/html": ${JSON.stringify(hostile.join(""))} });`);
    const page = await workbook.open([cell]);
    const title = await page.title();
    const foreign: string[] = [];
    page.on("request", (request) => {
      if (request.url().includes(":9/")) foreign.push(request.url());
    });

    await runCell(page, cell);
    await page.locator(".output.html b").waitFor();
    await page.locator(".output.html a").click();

    expect(await page.title()).toBe(title);
    expect(foreign).toEqual([]);
    const html = await page.locator(".output.html").innerHTML();
    expect(html).not.toMatch(/script|onerror|url\(|fixed|<form|<image|:9|javascript/);
    expect(await page.locator("#notebook").evaluate(({ tagName }) => tagName)).toBe("SCRIPT");
  });

  it("runs a cell that runs already once more, in its place", { timeout: patience }, async () => {
    const [value, user] = [
      code("const depth = 3;"),
      code("await new Promise((resolve) => setTimeout(resolve, 500));\ndepth * 2"),
    ];
    const page = await workbook.open([value, user]);
    await runCell(page, value);

    await page.locator(`#cell-${user.id}`).focus();
    await page.keyboard.press("Control+Enter");
    await page.locator(`#cell-${user.id}.running`).waitFor();
    await page.getByRole("button", { name: "Run all" }).click();
    await page.locator(`#cell-${value.id} .count`).filter({ hasText: /\d/ }).waitFor();
    await waitUntilRun(page, user);

    const [first, second] = (await page.locator(".code .count").allInnerTexts()).map(Number);
    expect(second).toBe(first! + 1);
    expect(await page.locator(".stale").count()).toBe(0);
  });
});
