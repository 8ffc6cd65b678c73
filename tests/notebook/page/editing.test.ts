/** Writing in a real browser: keys, undo, Korean, completion, prose. */

import { afterAll, beforeAll, expect, it } from "vitest";
import { chromium, describeWith } from "../../support/needs.ts";
import { code, startWorkbook, type TestWorkbook, text, waitUntilRun } from "./workbook.ts";

const patience = 180_000;

describeWith("chromium", chromium)("editing in the browser", () => {
  let workbook: TestWorkbook;
  beforeAll(async () => {
    workbook = await startWorkbook();
  }, patience);
  afterAll(() => workbook.close());

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

  it(
    "runs the whole syllable once it is composed, and takes commands from a Korean keyboard",
    { timeout: patience },
    async () => {
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

      expect(await page.locator(`#cell-${cell.id} .outputs`).innerText()).toContain("한");
      expect(await page.locator("section.cell").count()).toBe(2);
    },
  );

  it("completes a name and leaves the list before the editor", { timeout: patience }, async () => {
    const cell = code("const learningRate = 0.1;");
    const next = code("");
    const page = await workbook.open([cell, next]);

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

  it("tells types, signatures and problems while a cell runs", { timeout: patience }, async () => {
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
    await page.locator(".signature").waitFor();
    const parameter = await page.locator(".signature strong").innerText();
    await page.keyboard.type("'three'");
    await page.locator(".cm-lintRange-error").waitFor();
    await page.locator(".cm-content").getByText("scale").hover();
    await page.locator(".inspection").waitFor();
    const type = await page.locator(".inspection").innerText();
    await page.getByRole("button", { name: "Stop" }).click();
    await waitUntilRun(page, loop);

    expect(parameter).toBe("factor: number");
    expect(type).toContain("scale(value: number, factor: number): number");
    expect(type).toContain("Multiplies.");
    expect(await page.locator(".cm-lintRange-error").innerText()).toBe("'three'");
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
});
