/** A learner's day in a real browser: run, break, stop, edit, undo, check. */

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
      expect(await page.locator(".code .count").allInnerTexts()).toEqual(["1", "2", "3", "4"]);
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
    await outputs(page, failing).getByRole("button", { name: "cell 1:3:" }).first().click();
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

  it("saves what was typed by itself, with its outputs", { timeout: patience }, async () => {
    const cell = code("1");
    const page = await workbook.open([cell]);

    await page.locator("pre.source").click();
    await page.locator(".cm-focused").waitFor();
    await page.keyboard.press("End");
    await page.keyboard.type(" + 41");
    await page.keyboard.press("Control+Enter");
    await waitUntilRun(page, cell);
    await page.getByText("saved", { exact: true }).waitFor();
    await page.reload();

    expect(await page.locator("pre.source").innerText()).toBe("1 + 41");
    expect(await outputs(page, cell).innerText()).toBe("42");
  });

  it(
    "brings a deleted cell back with Jupyter's keys, and with what was typed elsewhere since",
    { timeout: patience },
    async () => {
      const cells = [code("first"), code("second"), code("third")];
      const page = await workbook.open(cells);
      const ids = () => page.locator("section.cell").evaluateAll((sections) => sections.map(({ id }) => id));
      const before = await ids();

      await page.locator(`#cell-${cells[1]!.id}`).focus();
      await page.keyboard.press("d");
      await page.keyboard.press("d");
      const without = await ids();
      await page.keyboard.press("Enter");
      await page.locator(".cm-focused").waitFor();
      await page.keyboard.type("typed ");
      await page.keyboard.press("Escape");
      await page.keyboard.press("z");

      expect(without).toEqual([before[0], before[2]]);
      expect(await ids()).toEqual(before);
      expect(await page.locator(`#cell-${cells[2]!.id} .cm-content`).innerText()).toContain("typed ");
    },
  );

  it(
    "takes a syllable that is being composed for text, not for a command",
    { timeout: patience },
    async () => {
      const cell = code("");
      const page = await workbook.open([cell]);
      await page.locator("pre.source").click();
      await page.locator(".cm-focused").waitFor();
      const input = await page.context().newCDPSession(page);

      await input.send("Input.imeSetComposition", { text: "하", selectionStart: 1, selectionEnd: 1 });
      await input.send("Input.dispatchKeyEvent", {
        type: "rawKeyDown",
        key: "Process",
        code: "Enter",
        modifiers: 8,
        windowsVirtualKeyCode: 229,
      });
      await input.send("Input.insertText", { text: "한" });

      expect(await page.locator(".cm-content").innerText()).toBe("한");
      expect(await page.locator("section.cell").count()).toBe(1);
      expect(await page.locator(".running, .queued").count()).toBe(0);
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

  it("completes a name and leaves the list before the editor", { timeout: patience }, async () => {
    const cell = code("const learningRate = 0.1;");
    const next = code("");
    const page = await workbook.open([cell, next]);
    await runCell(page, cell);

    await page.locator(`#cell-${next.id} pre.source`).click();
    await page.locator(".cm-focused").waitFor();
    await page.keyboard.type("learn");
    await page.locator(".cm-tooltip-autocomplete").getByText("learningRate").waitFor();
    await page.keyboard.press("Escape");
    const isStillEditing = (await page.locator(".cm-focused").count()) === 1;
    await page.keyboard.press("Tab");
    await page.locator(".cm-tooltip-autocomplete").getByText("learningRate").waitFor();
    await page.waitForTimeout(200); // the list takes no Enter that follows its opening at once
    await page.keyboard.press("Enter");

    expect(isStillEditing).toBe(true);
    expect(await page.locator(".cm-focused .cm-content, .cm-content:focus").innerText()).toContain(
      "learningRate",
    );
  });

  it("opens the editor in the place of the text, so that nothing moves", { timeout: patience }, async () => {
    const page = await workbook.open([code("const a = 1;\nconst b = 2;"), code("a + b")]);
    const look = () =>
      page.evaluate(() => {
        const line = document.querySelector(".cm-line") ?? document.querySelector("pre.source code")!;
        const { fontFamily, fontSize, lineHeight } = getComputedStyle(line);
        const background = getComputedStyle(document.querySelector("section .source")!).backgroundColor;
        const { top } = document.querySelectorAll("section.cell")[1]!.getBoundingClientRect();
        return { fontFamily, fontSize, lineHeight, background, top };
      });
    await page.locator("pre.source .tok-keyword").first().waitFor();
    const before = await look();

    await page.locator("pre.source").first().click();
    await page.locator(".cm-focused").waitFor();

    expect(await look()).toEqual(before);
  });

  it("edits prose on a double click and renders it again", { timeout: patience }, async () => {
    const cell = text("Old words");
    const page = await workbook.open([cell]);

    await page.locator(".prose").dblclick();
    await page.locator(".cm-focused").waitFor();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("New $x_1$ words");
    await page.keyboard.press("Shift+Enter");

    await page.locator(".prose .katex").waitFor();
    expect(await page.locator(".prose").innerText()).toMatch(/^New .* words$/s);
  });

  it("warns the second of two windows, and loses nothing", { timeout: patience }, async () => {
    const cell = code("0");
    const first = await workbook.open([cell], { name: "shared.ipynb" });
    const second = await workbook.visit("/notebooks/shared.ipynb");
    await second.waitForSelector(".toolbar button");
    const type = async (page: Page, typed: string) => {
      await page.locator(".source").click();
      await page.locator(".cm-focused").waitFor();
      await page.keyboard.press("Control+a");
      await page.keyboard.type(typed);
    };

    await type(first, "1");
    await first.getByText("saved", { exact: true }).waitFor();
    await type(second, "2");
    await second.getByRole("button", { name: "Keep mine" }).click();
    await second.getByText("saved", { exact: true }).waitFor();
    await first.reload();

    expect(await first.locator("pre.source").innerText()).toBe("2");
  });

  it("brings back what the server never got", { timeout: patience }, async () => {
    const cell = code("0");
    const page = await workbook.open([cell]);
    page.on("dialog", (dialog) => void dialog.accept());
    await page.route("**/api/contents/**", (route) => route.abort());

    await page.locator("pre.source").click();
    await page.locator(".cm-focused").waitFor();
    await page.keyboard.type("4");
    await page.getByText("not saved: the server does not answer", { exact: true }).waitFor();
    await page.unroute("**/api/contents/**");
    await page.reload();
    await page.getByText("saved", { exact: true }).waitFor();

    expect(await page.locator("pre.source").innerText()).toMatch(/^(40|04)$/);
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
});
