/** What was typed is never lost: saving, two windows, a server that does not answer. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chromium, describeWith } from "../../support/needs.ts";
import { code, hold, runCell, startWorkbook, type TestWorkbook, waitUntilRun } from "./workbook.ts";

describeWith("chromium", chromium)("saving in the browser", () => {
  let workbook: TestWorkbook;
  beforeAll(async () => {
    workbook = await startWorkbook();
  });
  afterAll(() => workbook.close());

  const output = (page: Page, cell: { id: string }) =>
    expect.poll(() => page.locator(`#cell-${cell.id} .outputs`).innerText());
  const source = (page: Page) => expect.poll(() => page.locator("pre.source").innerText());

  it("saves what was typed by itself, with its outputs", async () => {
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

    await source(page).toBe("1 + 41");
    await output(page, cell).toBe("42");
  });

  it("warns the second of two windows, and loses nothing", async () => {
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

    await source(first).toBe("2");
  });

  it("asks again at the next save what was to be decided later", async () => {
    const first = await workbook.open([code("0")], { name: "later.ipynb" });
    const second = await workbook.visit("/notebooks/later.ipynb");
    await second.waitForSelector(".toolbar button");
    for (const page of [first, second]) {
      await page.locator(".source").click();
      await page.locator(".cm-focused").waitFor();
      await page.keyboard.press("Control+a");
      await page.keyboard.type(page === first ? "1" : "2");
      if (page === first) await page.getByText("saved", { exact: true }).waitFor();
    }

    await second.getByRole("button", { name: "Decide later" }).click();
    await second.locator("dialog").waitFor({ state: "detached" });
    await second.keyboard.press("Control+s");
    await second.keyboard.press("Control+s"); // asks once
    await second.getByRole("button", { name: "Keep mine" }).click();

    await second.getByText("saved", { exact: true }).waitFor();
    expect(await second.locator("dialog").count()).toBe(0);
    await first.reload();
    await source(first).toBe("2");
  });

  it("brings back what the server never got", async () => {
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

    await source(page).toMatch(/^(40|04)$/);
  });

  it("never takes its own save for somebody else's", async () => {
    const page = await workbook.open([code("0")]);
    const answers: number[] = [];
    page.on("response", (response) => {
      if (response.url().includes("/api/contents/")) answers.push(response.status());
    });
    const first = await hold(page, "**/api/contents/**");

    await page.locator("pre.source").click();
    await page.locator(".cm-focused").waitFor();
    await page.keyboard.type("1");
    await page.keyboard.press("Control+s");
    await page.keyboard.type("2");
    await page.keyboard.press("Control+s"); // both wait for the first save
    await page.keyboard.press("Control+s");
    first.letGo();
    await page.getByText("saved", { exact: true }).waitFor();

    expect(answers).toEqual([200, 200]);
    expect(await page.locator("dialog").count()).toBe(0);
  });

  it("has on disk what is two seconds old, when page and server die at once", async () => {
    const cell = code("0");
    const page = await workbook.open([cell], { name: "crash.ipynb" });
    await page.locator("pre.source").click();
    await page.locator(".cm-focused").waitFor();
    await page.clock.install(); // the page's time, which passes only when it is told to
    await page.clock.pauseAt(Date.now() + 60_000);

    await page.keyboard.press("End");
    const letters = Array.from({ length: 30 }, (_, number) => String.fromCharCode(97 + (number % 26)));
    for (const letter of letters) {
      await page.keyboard.type(letter);
      await page.clock.runFor(120);
    }
    const old = letters.slice(0, -Math.floor(2_000 / 120)).join("");
    await expect.poll(() => workbook.stored("crash.ipynb")).toContain(old); // what was sent takes its time to arrive
    const stopped = await workbook.killServer();
    await page.context().close();
    await stopped.start();

    expect(old.length).toBeGreaterThan(5);
    expect(await workbook.stored("crash.ipynb")).toContain(old);
  });

  it("loses nothing when the server is killed and started again", async () => {
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
    await page.getByRole("button", { name: "Restart" }).click();
    await page.locator("dialog").getByRole("button", { name: "Restart" }).click();
    await page.locator("dialog").getByText("The server does not answer.").waitFor();
    await page.locator("dialog").getByRole("button", { name: "Close" }).click();
    const address = await stopped.start();
    await (await page.context().newPage()).goto(address); // the new key, in any window
    await page.getByText("saved", { exact: true }).waitFor();
    await runCell(page, cell);
    await page.getByText("saved", { exact: true }).waitFor();
    await page.reload();

    await source(page).toBe("1 + 2 + 3");
    await output(page, cell).toBe("6");
  });
});
