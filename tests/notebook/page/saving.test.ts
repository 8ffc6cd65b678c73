/** What was typed is never lost: saving, two windows, a server that does not answer. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chromium, describeWith } from "../../support/needs.ts";
import { code, runCell, startWorkbook, type TestWorkbook, waitUntilRun } from "./workbook.ts";

const patience = 180_000;

describeWith("chromium", chromium)("saving in the browser", () => {
  let workbook: TestWorkbook;
  beforeAll(async () => {
    workbook = await startWorkbook();
  }, patience);
  afterAll(() => workbook.close());

  const outputs = (page: Page, cell: { id: string }) => page.locator(`#cell-${cell.id} .outputs`);

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

  it("never takes its own save for somebody else's", { timeout: patience }, async () => {
    const page = await workbook.open([code("0")]);
    const answers: number[] = [];
    await page.route("**/api/contents/**", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      const response = await route.fetch();
      answers.push(response.status());
      await route.fulfill({ response });
    });

    await page.locator("pre.source").click();
    await page.locator(".cm-focused").waitFor();
    await page.keyboard.type("1");
    await page.keyboard.press("Control+s");
    await page.keyboard.type("2");
    await page.keyboard.press("Control+s"); // both wait for the first save
    await page.keyboard.press("Control+s");
    await page.getByText("saved", { exact: true }).waitFor();

    expect(answers).toEqual([200, 200]);
    expect(await page.locator("dialog").count()).toBe(0);
  });

  it(
    "has on disk what is two seconds old, when page and server die at once",
    { timeout: patience },
    async () => {
      const cell = code("0");
      const page = await workbook.open([cell], { name: "crash.ipynb" });
      await page.locator("pre.source").click();
      await page.locator(".cm-focused").waitFor();
      const started = Date.now();
      const typed: { letter: string; at: number }[] = [];

      await page.keyboard.press("End");
      for (let number = 0; number < 30; number++) {
        const letter = String.fromCharCode(97 + (number % 26));
        await page.keyboard.type(letter);
        typed.push({ letter, at: Date.now() });
        await page.waitForTimeout(120);
      }
      const died = Date.now();
      const stopped = await workbook.killServer();
      await page.context().close();
      await stopped.start();

      const stored = await workbook.stored("crash.ipynb");
      const old = typed
        .filter(({ at }) => died - at > 2_000)
        .map(({ letter }) => letter)
        .join("");
      expect(died - started).toBeGreaterThan(3_000);
      expect(old.length).toBeGreaterThan(5);
      expect(stored).toContain(old);
    },
  );

  it("loses nothing when the server is killed and started again", { timeout: patience }, async () => {
    const cell = code("1");
    const page = await workbook.open([cell]);
    await runCell(page, cell);
    await page.locator("pre.source").click();
    await page.locator(".cm-focused").waitFor();
    await page.keyboard.press("End");
    await page.keyboard.type(" + 2");
    await page.getByText("saved", { exact: true }).waitFor();

    const stopped = await workbook.killServer();
    await page.keyboard.type(" + 3");
    await page.getByText("not saved: the server does not answer", { exact: true }).waitFor();
    const address = await stopped.start();
    await (await page.context().newPage()).goto(address); // the new key, in any window
    await page.getByText("saved", { exact: true }).waitFor();
    await runCell(page, cell);
    await page.getByText("saved", { exact: true }).waitFor();
    await page.reload();

    expect(await page.locator("pre.source").innerText()).toBe("1 + 2 + 3");
    expect(await outputs(page, cell).innerText()).toBe("6");
  });
});
