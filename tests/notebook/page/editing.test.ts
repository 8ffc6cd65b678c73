/** Writing in a real browser: keys, undo, Korean, completion, prose. */

import { afterAll, beforeAll, expect, it } from "vitest";
import type { Cell } from "../../../src/notebook/format/notebook.ts";
import { untilStill } from "../../support/browser.ts";
import { chromium, describeWith } from "../../support/needs.ts";
import { code, hold, pressTwice, startWorkbook, type TestWorkbook, text, waitUntilRun } from "./workbook.ts";

describeWith("chromium", chromium)("editing in the browser", () => {
  let workbook: TestWorkbook;
  beforeAll(async () => {
    workbook = await startWorkbook();
  });
  afterAll(() => workbook.close());

  it("brings a deleted cell back with Jupyter's keys, and with what was typed elsewhere since", async () => {
    const cells = [code("first"), code("second"), code("third")];
    const page = await workbook.open(cells);
    const ids = () => page.locator("section.cell").evaluateAll((sections) => sections.map(({ id }) => id));
    const before = await ids();

    await page.locator(`#cell-${cells[1]!.id}`).focus();
    await pressTwice(page, "d");
    await expect.poll(ids).toEqual([before[0], before[2]]);
    await page.keyboard.press("Enter");
    await page.locator(".cm-focused").waitFor();
    await page.keyboard.type("typed ");
    await page.keyboard.press("Escape");
    await page.keyboard.press("z");

    await expect.poll(ids).toEqual(before);
    const third = page.locator(`#cell-${cells[2]!.id} .cm-content`);
    await expect.poll(() => third.innerText()).toContain("typed ");
  });

  it("takes a syllable that is being composed for text, not for a command", async () => {
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

    await expect.poll(() => page.locator(".cm-content").innerText()).toBe("한");
    await untilStill(page);
    expect(await page.locator("section.cell").count()).toBe(1);
    expect(await page.locator(".running, .queued").count()).toBe(0);
  });

  it("runs the whole syllable once it is composed, and takes commands from a Korean keyboard", async () => {
    const cell = code("");
    const page = await workbook.open([cell]);
    await page.locator("pre.source").click();
    await page.locator(".cm-focused").waitFor();
    const input = await page.context().newCDPSession(page);

    await page.keyboard.type("'");
    await input.send("Input.imeSetComposition", { text: "한", selectionStart: 1, selectionEnd: 1 });
    await input.send("Input.insertText", { text: "한" });
    await page.keyboard.press("End");
    await page.keyboard.press("Control+Enter");
    await waitUntilRun(page, cell);
    await page.locator(`#cell-${cell.id}`).focus();
    await page
      .locator(`#cell-${cell.id}`)
      .dispatchEvent("keydown", { key: "ㅠ", code: "KeyB", bubbles: true });

    await expect.poll(() => page.locator(`#cell-${cell.id} .outputs`).innerText()).toContain("한");
    await expect.poll(() => page.locator("section.cell").count()).toBe(2);
  });

  it("completes a name and leaves the list before the editor", async () => {
    const cell = code("const learningRate = 0.1;");
    const next = code("");
    const page = await workbook.open([cell, next]);

    await page.locator(`#cell-${next.id} pre.source`).click();
    await page.locator(".cm-focused").waitFor();
    await page.keyboard.type("learn");
    await page.locator(".cm-tooltip-autocomplete").getByText("learningRate").waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".cm-tooltip-autocomplete").waitFor({ state: "detached" });
    await untilStill(page);
    expect(await page.locator(".cm-focused").count()).toBe(1);
    await page.keyboard.press("Tab");
    await page.locator(".cm-tooltip-autocomplete").getByText("learningRate").waitFor();
    await page.waitForTimeout(200); // at least: the list takes no Enter in the 75 ms after its opening
    await page.keyboard.press("Enter");

    const editor = page.locator(".cm-focused .cm-content, .cm-content:focus");
    await expect.poll(() => editor.innerText()).toContain("learningRate");
  });

  it("tells types, signatures and problems while a cell runs", async () => {
    const [scale, loop, next] = [
      code(
        "/** Multiplies. */\nfunction scale(value: number, factor: number): number {\n  return value * factor;\n}",
      ),
      code("while (true) {}"),
      code(""),
    ];
    const page = await workbook.open([scale, loop, next]);
    await page.locator(`#cell-${loop.id}`).focus();
    await page.keyboard.press("Control+Enter");
    await page.getByText("kernel busy").waitFor();

    await page.locator(`#cell-${next.id} pre.source`).click();
    await page.locator(".cm-focused").waitFor();
    await page.keyboard.type("const grown = scale(2, ");
    await expect.poll(() => page.locator(".signature strong").innerText()).toBe("factor: number");
    await page.keyboard.type("'three'");
    await expect.poll(() => page.locator(".cm-lintRange-error").innerText()).toBe("'three'");
    await page.locator(".cm-content").getByText("scale").hover();
    const inspection = page.locator(".inspection");
    await expect.poll(() => inspection.innerText()).toContain("scale(value: number, factor: number): number");
    await expect.poll(() => inspection.innerText()).toContain("Multiplies.");
    await page.getByRole("button", { name: "Stop" }).click();
    await waitUntilRun(page, loop);
  });

  it("shows no signature that comes when the cell was left", async () => {
    const cell = code("");
    const page = await workbook.open([cell]);
    await page.locator(`#cell-${cell.id} pre.source`).click();
    await page.locator(".cm-focused").waitFor();
    const late = await hold(page, "**/api/unrolled/language", {
      signature: { before: "late(", parameter: "value", after: ")", documentation: "" },
    });

    await page.keyboard.type("late(");
    await late.asked;
    await page.keyboard.press("Escape");
    const answered = page.waitForResponse("**/api/unrolled/language");
    late.letGo();
    await (await answered).finished();
    await untilStill(page);

    expect(await page.locator(".signature").count()).toBe(0);
  });

  it("opens the editor in the place of the text, so that nothing moves", async () => {
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
    await untilStill(page);
    const before = await look();

    await page.locator("pre.source").first().click();
    await page.locator(".cm-focused").waitFor();

    await untilStill(page);
    await expect.poll(look).toEqual(before);
  });

  it("opens one editor for prose, however often it is asked for while the editor loads", async () => {
    const page = await workbook.open([text("Words")]);
    const load = await hold(page, "**/code-editor*");
    await page.reload();
    await page.waitForSelector(".toolbar button");

    await page.locator(".prose").dblclick();
    await page.keyboard.press("Enter");
    load.letGo();
    await page.locator(".cm-focused").waitFor();
    await untilStill(page);

    expect(await page.locator(".cm-editor").count()).toBe(1);
  });

  it("keeps the pictures of a text that is edited", async () => {
    const dot = "R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";
    const attachments = { "dot.gif": { "image/gif": dot } };
    const page = await workbook.open([{ ...text("![A dot](attachment:dot.gif)"), attachments } as Cell]);

    await page.locator(".prose").dblclick();
    await page.locator(".cm-focused").waitFor();
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" and words");
    await page.keyboard.press("Shift+Enter");

    await page.locator(".prose").getByText("and words").waitFor();
    await expect
      .poll(() => page.locator(".prose img").getAttribute("src"))
      .toBe(`data:image/gif;base64,${dot}`);
  });

  it("shows a raw cell as it is, also when it was edited or brought back", async () => {
    const cell = { cell_type: "raw", id: "raw", metadata: {}, source: "raw *text*\n  as it is" } as const;
    const page = await workbook.open([cell, text("Words")]);
    const shown = page.locator("#cell-raw .source");

    await page.locator("#cell-raw").focus();
    await page.keyboard.press("Enter");
    await page.locator(".cm-focused").waitFor();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("!");
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => shown.innerHTML()).toBe(`${cell.source}!`);
    await page.keyboard.press("x");
    await shown.waitFor({ state: "detached" });
    await page.keyboard.press("z");

    await expect.poll(() => shown.innerHTML()).toBe(`${cell.source}!`);
    await expect.poll(() => shown.evaluate(({ tagName }) => tagName)).toBe("PRE");
  });

  it("resets a cell to what the course wrote, also where it was made another kind", async () => {
    const page = await workbook.visit("/notebooks/00-order-matters.ipynb");
    await page.waitForSelector(".toolbar button");
    const id = await page.locator("section.cell.code").first().getAttribute("id");
    const cell = page.locator(`#${id}`);
    const source = await cell.locator("pre.source").innerText();

    await cell.focus();
    await page.keyboard.press("r");
    await expect.poll(() => cell.getAttribute("data-cell-type")).toBe("raw");
    await expect.poll(() => cell.locator(".source").innerText()).toBe(source);
    await page.keyboard.press("m");
    await expect.poll(() => cell.getAttribute("data-cell-type")).toBe("markdown");
    await cell.getByRole("button", { name: "Cell menu" }).click();
    await page.getByRole("menuitem", { name: "Reset this cell" }).click();

    await expect.poll(() => cell.getAttribute("data-cell-type")).toBe("code");
    await expect.poll(() => cell.locator("pre.source").innerText()).toBe(source);
  });

  it("edits prose on a double click and renders it again", async () => {
    const cell = text("Old words");
    const page = await workbook.open([cell]);

    await page.locator(".prose").dblclick();
    await page.locator(".cm-focused").waitFor();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("New $x_1$ words");
    await page.keyboard.press("Shift+Enter");

    await page.locator(".prose .katex").waitFor();
    await expect.poll(() => page.locator(".prose").innerText()).toMatch(/^New .* words$/s);
  });
});
