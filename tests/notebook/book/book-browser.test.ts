/** The static book in a real browser: on a host below a path, and opened from a folder. */

import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser, newPage } from "../../support/browser.ts";
import { chromium, describeWith } from "../../support/needs.ts";
import { violations } from "../page/accessibility.ts";
import { type SmallBook, writeSmallBook } from "./small-book.ts";

const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

/** As any static host: files, and nothing else, below a path. */
function host(folder: string): Promise<{ server: Server; url: string }> {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent((request.url ?? "").split("?")[0]!).replace(/^\/course\/rnn/, "");
    try {
      const body = await readFile(join(folder, path));
      response
        .writeHead(200, { "content-type": types[extname(path)] ?? "application/octet-stream" })
        .end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve({ server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/course/rnn/` });
    });
  });
}

describeWith("chromium", chromium)("the book in the browser", () => {
  let book: SmallBook;
  let browser: Browser;
  let hosted: { server: Server; url: string };
  beforeAll(async () => {
    book = await writeSmallBook();
    hosted = await host(book.folder);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    hosted.server.close();
    await book.remove();
  });

  async function open(
    address: string,
    options: BrowserContextOptions = {},
  ): Promise<{ page: Page; amiss: string[] }> {
    const page = await newPage(browser, options);
    const amiss: string[] = [];
    const home = new URL(".", address).href;
    page.on("request", (request) => {
      if (!request.url().startsWith(home) && !request.url().startsWith("data:")) amiss.push(request.url());
    });
    page.on("response", (response) => {
      if (response.status() >= 400) amiss.push(`${response.status()} ${response.url()}`);
    });
    page.on("console", (message) => {
      if (message.type() === "error") amiss.push(message.text());
    });
    page.on("pageerror", (error) => amiss.push(error.message));
    await page.goto(address);
    return { page, amiss };
  }

  const addresses = () => ({
    "on a host": hosted.url,
    "from a folder": pathToFileURL(`${book.folder}/`).href,
  });

  it.each(["on a host", "from a folder"] as const)(
    "is read, searched and drawn %s, and asks for nothing beyond itself",
    async (where) => {
      const { page, amiss } = await open(new URL("index.html", addresses()[where]).href);

      await page.getByRole("link", { name: /The first cell/ }).click();
      const line = page.locator("figure path.js-line");
      await line.waitFor();
      await expect.poll(async () => (await line.boundingBox())?.width).toBeGreaterThan(300); // the column's width, not a collapsed drawing
      await page.locator("pre.source .tok-keyword").first().waitFor();
      await page.locator(".output.walkthrough svg").first().waitFor();
      await page.keyboard.press("/");
      await page.keyboard.type("은닉 상태");
      await page.getByText("1 place", { exact: true }).waitFor();
      await page.keyboard.press("Enter");
      await page.waitForURL(/02-gates\.html#cell-forget$/);

      await expect.poll(() => page.evaluate(() => document.fonts.check('16px "KaTeX_Math"'))).toBe(true);
      expect(await page.getByRole("link", { name: /The first cell/ }).getAttribute("href")).toBe(
        "01-the%20first.html",
      );
      expect(amiss).toEqual([]);
      await page.context().close();
    },
  );

  it.each(["light", "dark"] as const)(
    "has no accessibility violation, %s, wide and narrow",
    async (colorScheme) => {
      for (const width of [1280, 390]) {
        for (const file of ["index.html", "01-the%20first.html", "02-gates.html"]) {
          const { page } = await open(hosted.url + file, { colorScheme, viewport: { width, height: 844 } });
          if (file.startsWith("01")) await page.locator("figure path.js-line").waitFor();
          expect(await violations(page), `${file} at ${width}`).toEqual([]);
          await page.context().close();
        }
      }
    },
  );

  it("opens the outline, remembers the theme from page to page, and goes on to the next chapter", async () => {
    const { page } = await open(`${hosted.url}01-the%20first.html`, { colorScheme: "light" });
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await paper();

    await page.getByRole("button", { name: "Dark theme" }).click();
    await page.getByRole("link", { name: /Gates/ }).click();
    await page.getByRole("button", { name: "Contents" }).click();

    const entries = () => page.locator(".outline a").allInnerTexts();
    await expect.poll(entries).toEqual(["02 · Gates", "The forget gate"]);
    await expect.poll(paper).not.toBe(light);
    await page.context().close();
  });

  it("can be read without a script", async () => {
    const { page } = await open(`${hosted.url}01-the%20first.html`, { javaScriptEnabled: false });

    expect(await page.locator("main").innerText()).toContain("The norm falls, then rises.");
    expect(await page.locator("details.hint summary").allInnerTexts()).toEqual([
      "Hint 1",
      "Hint 2",
      "Hint 3",
    ]);
    expect(await page.getByText("Three terms.").isVisible()).toBe(false);
    await page.context().close();
  });

  it("prints on white, with figures nobody had scrolled to, and no controls", async () => {
    const { page } = await open(`${hosted.url}01-the%20first.html`, {
      colorScheme: "dark",
      viewport: { width: 1280, height: 200 },
    });
    await page.evaluate(() => {
      globalThis.print = () => document.body.setAttribute("data-printed", "yes");
    });

    await page.keyboard.press("Control+p");
    await page.locator("body[data-printed]").waitFor();
    const drawn = await page.locator("figure path.js-line").count();
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const seen = await page.evaluate(() => ({
      paper: getComputedStyle(document.documentElement).backgroundColor,
      controls: [...document.querySelectorAll("button")].filter((each) => each.checkVisibility()).length,
    }));

    expect(drawn).toBe(1);
    expect(seen).toEqual({ paper: "rgb(255, 255, 255)", controls: 0 });
    await page.context().close();
  });
});
