/** Running cells in a real browser: values, errors, stopping, marks, and outputs that mean harm. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { untilStill } from "../../support/browser.ts";
import { chromium, describeWith } from "../../support/needs.ts";
import { code, hold, runCell, startWorkbook, type TestWorkbook, text, waitUntilRun } from "./workbook.ts";

const display = `const show = (globalThis as any)[Symbol.for("unrolled.display")];\n`;

/** `wait`: the beginning of a cell that waits until the gate is opened. */
function closedGate(): { readonly wait: string; open(): void; close(): void } {
  const folder = mkdtempSync(join(tmpdir(), "unrolled-running-"));
  const gate = join(folder, "open");
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return {
    wait: `import { existsSync } from "node:fs";
while (!existsSync(${JSON.stringify(gate)})) await new Promise((r) => setTimeout(r, 20));`,
    open: () => writeFileSync(gate, ""),
    close: () => rmSync(gate),
  };
}

describeWith("chromium", chromium)("running in the browser", () => {
  let workbook: TestWorkbook;
  beforeAll(async () => {
    workbook = await startWorkbook();
  });
  afterAll(() => workbook.close());

  const outputs = (page: Page, cell: { id: string }) => page.locator(`#cell-${cell.id} .outputs`);
  /** Outputs are drawn with the next frame. */
  const output = (page: Page, cell: { id: string }) => expect.poll(() => outputs(page, cell).innerText());
  const note = (page: Page, cell: { id: string }) =>
    expect.poll(() => page.locator(`#cell-${cell.id} .run-note`).innerText());

  it("runs all cells in order, with shared variables, and draws the figures", async () => {
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

    await output(page, cells[2]!).toBe("42");
    const counts = (await page.locator(".code .count").allInnerTexts()).map(Number);
    expect(counts.map((count) => count - counts[0]!)).toEqual([0, 1, 2, 3]);
    await outputs(page, lines).scrollIntoViewIfNeeded();
    const line = page.locator(`#cell-${lines.id} path.js-line`);
    await line.waitFor();
    await expect.poll(async () => (await line.boundingBox())?.width).toBeGreaterThan(400);
    await outputs(page, lines).getByRole("img", { name: "A falling line." }).waitFor();
    const image = page.locator(`#cell-${map.id} .heatmaplayer image`);
    await image.waitFor();
    const href = "http://www.w3.org/1999/xlink";
    const source = () =>
      image.evaluate((each, space) => each.getAttributeNS(space, "href") ?? each.getAttribute("href"), href);
    await expect.poll(async () => (await source())?.length).toBeGreaterThan(100); // a PNG of six colours, as a data: address
  });

  it("says what went wrong and leads to the line", async () => {
    const failing = code("const values: number[] = [];\n\nvalues[3].toFixed(2);");
    const never = code("console.log('not reached')");
    const page = await workbook.open([failing, never]);

    await page.getByRole("button", { name: "Run all" }).click();
    await waitUntilRun(page, failing);

    await output(page, failing).toContain("TypeError: Cannot read properties of undefined");
    await output(page, never).toBe("");
    await outputs(page, failing)
      .getByRole("button", { name: /^cell \d+:3:/ })
      .first()
      .click();
    await page.locator(`#cell-${failing.id} .cm-focused .error-line`).waitFor();
    await expect.poll(() => page.locator(".error-line").innerText()).toBe("values[3].toFixed(2);");
  });

  it("stops an endless loop and keeps the variables", async () => {
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

    await note(page, loop).toContain("stopped after");
    await output(page, after).toBe("7");
  });

  it("does not run what was stopped while the kernel was starting", async () => {
    const [first, second] = [code("'ran'"), code("'ran too'")];
    const page = await workbook.open([first, second]);
    const start = await hold(page, "**/api/sessions");
    await page.reload();
    await page.waitForSelector(".toolbar button");

    await page.getByRole("button", { name: "Run all" }).click();
    await page.locator(`#cell-${first.id}.running`).waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    start.letGo();
    await page.getByText("kernel ready").waitFor();
    await page.locator(".running, .queued").first().waitFor({ state: "detached" });
    await runCell(page, second);

    expect(await outputs(page, first).innerText()).toBe("");
    await output(page, second).toBe("'ran too'");
  });

  it("restarts after asking: the variables are gone, the outputs stay, the other tab knows", async () => {
    const [value, user] = [code("const gone = 7;\ngone"), code("gone + 1")];
    const page = await workbook.open([value, user], { name: "restarted.ipynb" });
    await runCell(page, value);
    const other = await workbook.visit("/notebooks/restarted.ipynb");
    await other.getByText("kernel ready").waitFor();

    await page.getByRole("button", { name: "Restart" }).click();
    await page.locator("dialog").getByText("All variables will be gone.").waitFor();
    await page.locator("dialog").getByRole("button", { name: "Keep it" }).click();
    await page.locator("dialog").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Restart" }).click();
    await page.locator("dialog").getByRole("button", { name: "Restart" }).click();
    await page
      .locator(`#cell-${value.id} .count`)
      .getByText(/^\(\d+\)$/)
      .waitFor(); // from before the restart
    await other.getByText("kernel ready").waitFor();
    await runCell(page, user);

    await output(page, value).toBe("7");
    await output(page, user).toContain("gone");
    await note(page, user).toContain("error after");
    await runCell(page, value);
    await runCell(page, user);
    await output(page, user).toBe("8");
  });

  it("runs in the new kernel what was started while the old one went", async () => {
    const gate = closedGate();
    const [value, user] = [code("1"), code(`${gate.wait}\n2`)];
    const page = await workbook.open([value, user]);
    await runCell(page, value);
    let letGo: () => void = () => {};
    const open = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route("**/restart", async (route) => {
      const response = await route.fetch();
      await open; // the answer comes late
      await route.fulfill({ response });
    });

    await page.getByRole("button", { name: "Restart" }).click();
    await page.locator("dialog").getByRole("button", { name: "Restart" }).click();
    await page.locator(`#cell-${value.id} .count`).getByText(/^\(/).waitFor();
    await page.locator(`#cell-${user.id}`).focus();
    await page.keyboard.press("Control+Enter");
    await page.getByText("kernel busy").waitFor();
    letGo();
    gate.open();
    await waitUntilRun(page, user);

    await output(page, user).toBe("2");
    await expect.poll(() => page.locator(`#cell-${user.id} .count`).innerText()).toMatch(/^\d+$/);
  });

  it("goes on with a cell over a reload, and says so where it ended while nobody looked", async () => {
    const gate = closedGate();
    const cell = code(`console.log("early");\n${gate.wait}\nconsole.log("late");\n7`);
    const page = await workbook.open([cell]);
    const run = async () => {
      await page.locator(`#cell-${cell.id}`).focus();
      await page.keyboard.press("Control+Enter");
      await output(page, cell).toBe("early");
      await page.getByText("saved", { exact: true }).waitFor();
    };

    await run();
    await page.reload();
    await page.locator(`#cell-${cell.id}.running`).waitFor();
    gate.open();
    await waitUntilRun(page, cell);
    await output(page, cell).toBe("early\nlate\n7");
    await note(page, cell).not.toContain("error");

    gate.close();
    await run();
    await page.goto(new URL("/", page.url()).href);
    gate.open();
    const kernels = () => page.evaluate(async () => await (await fetch("/api/kernels")).text());
    await expect.poll(kernels).not.toContain('"busy"');
    await page.goBack();
    await output(page, cell).toContain("it ended while this page was not open");
    await runCell(page, cell);
    await output(page, cell).toBe("early\nlate\n7");
  });

  it("replaces the outputs of the run before also where it was loaded again before the first new one", async () => {
    const gate = closedGate();
    const cell = code(`${gate.wait}\n"once"`);
    const page = await workbook.open([cell]);
    gate.open();
    await runCell(page, cell);
    await output(page, cell).toBe("'once'");
    await page.getByText("saved", { exact: true }).waitFor();
    gate.close();

    await page.locator(`#cell-${cell.id}`).focus();
    await page.keyboard.press("Control+Enter");
    await page.getByText("kernel busy").waitFor();
    await page.reload();
    await page.locator(`#cell-${cell.id}.running`).waitFor();
    gate.open();
    await waitUntilRun(page, cell);

    await output(page, cell).toBe("'once'");
  });

  it("marks what is older than the code it came from", async () => {
    const [value, user] = [code("const width = 3;"), code("width * 2")];
    const page = await workbook.open([value, user]);
    await runCell(page, value);
    await runCell(page, user);

    await page.locator(`#cell-${value.id} pre.source`).click();
    await page.locator(".cm-focused").waitFor();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("const width = 5;");
    await note(page, value).toContain("edited since it ran");
    await runCell(page, value);

    await note(page, user).toContain("older than a value it uses");
  });

  it("lets no output run scripts or load anything", async () => {
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
    await untilStill(page); // what would load or run has begun by then

    expect(await page.title()).toBe(title);
    expect(foreign).toEqual([]);
    const html = await page.locator(".output.html").innerHTML();
    expect(html).not.toMatch(/script|onerror|url\(|fixed|<form|<image|:9|javascript/);
    expect(await page.locator("#notebook").evaluate(({ tagName }) => tagName)).toBe("SCRIPT");
  });

  it("draws what a second run puts out as it drew the first: text unfolds, markdown is rendered", async () => {
    const cell = code(
      `${display}show({ "text/plain": [...Array(60).keys()].map((n) => "line " + n + " " + Math.random()).join("\\n") });
show({ "text/markdown": "**bold** " + Math.random() });`,
    );
    const page = await workbook.open([cell]);
    const prose = outputs(page, cell).locator(".prose");

    await runCell(page, cell);
    await prose.locator("strong").waitFor();
    const first = await prose.innerText();
    await runCell(page, cell);
    await expect.poll(() => prose.innerText()).not.toBe(first);
    await outputs(page, cell).getByRole("button", { name: "38 more lines" }).click();

    await output(page, cell).toContain("line 30 ");
    await prose.locator("strong").waitFor();
  });

  it("runs a cell that runs already once more, in its place", async () => {
    const gate = closedGate();
    const [value, user] = [code("const depth = 3;"), code(`${gate.wait}\ndepth * 2`)];
    const page = await workbook.open([value, user]);
    await runCell(page, value);

    await page.locator(`#cell-${user.id}`).focus();
    await page.keyboard.press("Control+Enter");
    await page.locator(`#cell-${user.id}.running`).waitFor();
    await page.getByRole("button", { name: "Run all" }).click();
    gate.open();
    await waitUntilRun(page, user);

    const [first, second] = (await page.locator(".code .count").allInnerTexts()).map(Number);
    expect(second).toBe(first! + 1);
    expect(await page.locator(".stale").count()).toBe(0);
  });
});
