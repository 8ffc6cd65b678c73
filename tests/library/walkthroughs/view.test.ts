/** The view in a real browser, as a page of its own and as an output on another page: keys, drags, words, contrast. */

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildWalkthroughs } from "../../../src/cli/build-walkthroughs.ts";
import { makeWalkthrough } from "../../../src/library/walkthroughs/catalogue.ts";
import { walkthroughElement, walkthroughPage } from "../../../src/library/walkthroughs/html.ts";
import { violations } from "../../notebook/page/accessibility.ts";
import { launchBrowser, newPage, untilStill } from "../../support/browser.ts";
import { chromium, describeWith } from "../../support/needs.ts";
import { expectDrawn, expectText, goTo, unfold } from "./drawn.ts";

const root = join(import.meta.dirname, "../../..");

describeWith("chromium", chromium)("a walkthrough in the browser", () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), "unrolled-walkthrough-"));
  beforeAll(async () => {
    await buildWalkthroughs(root);
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  const open = async (html: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const file = join(folder, `${Math.random()}.html`);
    writeFileSync(file, html);
    const page = await newPage(browser, { viewport: { width: 1280, height: 720 }, ...options });
    page.on("pageerror", (error) => expect.unreachable(error.message));
    page.on("request", (request) => expect(request.url()).toMatch(/^file:/));
    await page.goto(pathToFileURL(file).href);
    await page.locator("svg .box").first().waitFor();
    await untilStill(page);
    return page;
  };

  it.each(["W2", "W7"])(
    "draws the numbers of %s as its scenes have them, and axe finds nothing amiss",
    async (id) => {
      const walkthrough = makeWalkthrough(id);
      const page = await open(walkthroughPage(walkthrough));
      const last = walkthrough.steps.length - 1;

      for (const k of [0, Math.floor(last / 2), last]) {
        await goTo(page, k);
        await expectDrawn(page, walkthrough, k);
      }
      await unfold(page);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await violations(page)).toEqual([]);
      }
      await page.context().close();
    },
  );

  it("says in its list what the picture shows, and goes to a step by its name there", async () => {
    const walkthrough = makeWalkthrough("W2");
    const page = await open(walkthroughPage(walkthrough));
    await page.getByText("All steps as text").click();

    const list = page.locator(".words > ol > li");
    await expect.poll(() => list.count()).toBe(walkthrough.steps.length);
    const items = await list.allInnerTexts();
    await page.getByRole("button", { name: walkthrough.steps[6]!.title, exact: true }).click();

    for (const [k, { text }] of walkthrough.steps.entries()) expect(items[k]).toContain(text);
    expect(items[1]).toContain("= 0.899");
    await expectText(page.locator("output"), "7 / 10");
    await expect
      .poll(() => page.locator(".words [aria-current=step]").allInnerTexts())
      .toEqual([expect.stringContaining(walkthrough.steps[6]!.text)]);
  });

  it("goes by keys, and answers a question before it goes on", async () => {
    const page = await open(walkthroughPage(makeWalkthrough("W2")));
    const counter = page.locator("output");
    await page.keyboard.press("ArrowRight");
    await expectText(counter, "2 / 10");
    const number = page.locator('[data-id="h1"] text.new');
    await expectText(number, "?");

    await page.keyboard.press("PageDown"); // a pointer's key: reveals
    await expectText(number, /^0\.899/);
    await expectText(counter, "2 / 10");
    await page.keyboard.press("PageDown");
    await expectText(counter, "3 / 10");
    await page.keyboard.press("End");
    await expectText(counter, "10 / 10");
    await page.keyboard.press("ArrowLeft");
    await expectText(counter, "9 / 10");
  });

  it("recomputes the whole walk while a weight is dragged, as a fresh run would", async () => {
    const page = await open(walkthroughPage(makeWalkthrough("W2")));
    await page.keyboard.press("End");
    await expectText(page.locator("output"), "10 / 10");
    const weight = page.locator('[data-input="Wh"]');
    await untilStill(page);
    await weight.hover({ position: { x: 20, y: 10 } });
    const box = (await weight.boundingBox())!;
    await page.mouse.down();
    await page.mouse.move(box.x + 70, box.y + 10, { steps: 5 });
    await page.mouse.up();

    const fresh = makeWalkthrough("W2", { numbers: { Wh: [[1.5]] } }); // 50 pixels of 500, where −3 to 3 is allowed
    await expect.poll(() => weight.getAttribute("aria-valuenow")).toBe("1.5");
    await expectText(page.locator(".text"), fresh.steps[9]!.text);
    await expectDrawn(page, fresh, 9);
  });

  it("changes a number by up and down, keeping the focus, and by typing", async () => {
    const page = await open(walkthroughPage(makeWalkthrough("W2")));
    await page.locator('[data-input="Wh"]').focus();
    await page.keyboard.press("ArrowUp");
    await expectText(page.locator('[data-input="Wh"] text'), "1");
    await page.keyboard.press("ArrowUp");
    await expectText(page.locator('[data-input="Wh"] text'), "1.1");

    await page.getByText("Type the numbers").click();
    await page.getByLabel("inputs x, t = 2").fill("-2");
    await expectText(page.locator('[data-id="x1"] .input text'), "−2");
    await page.getByRole("button", { name: "Reset" }).click();
    await expectText(page.locator('[data-input="Wh"] text'), "0.9");
  });

  it("counts every key, also those that come before the next frame is drawn", async () => {
    const page = await open(walkthroughPage(makeWalkthrough("W2")));
    const weight = page.locator('[data-input="Wh"]');

    await weight.evaluate((dom) => {
      for (const key of ["ArrowUp", "ArrowUp", "ArrowDown", "ArrowUp"])
        dom.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    });

    await expect.poll(() => weight.getAttribute("aria-valuenow")).toBe("1.1");
  });

  it("chooses other sizes, and moves nothing where motion is unwanted", async () => {
    const page = await open(walkthroughPage(makeWalkthrough("W2")), { reducedMotion: "reduce" });
    await page.getByRole("combobox", { name: "time steps" }).selectOption("6");
    await page.getByRole("combobox", { name: "units" }).selectOption("4");
    await expectText(page.locator("output"), "1 / 14");

    const fresh = makeWalkthrough("W2", { choices: { steps: "6", units: "4" } });
    await expectDrawn(page, fresh, 0);
    const transition = await page
      .locator(".box")
      .first()
      .evaluate((dom) => getComputedStyle(dom).transitionDuration);
    expect(transition).toBe("0s");
  });

  it("can be read on a telephone: the picture scrolls, the page does not", async () => {
    const page = await open(walkthroughPage(makeWalkthrough("W2")), {
      viewport: { width: 360, height: 740 },
    });
    // the picture is laid out again once its fonts are there
    const wide = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);
    await expect.poll(wide).toBe(360);
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowLeft");
    const height = (): Promise<number> =>
      page
        .locator(".box .value")
        .first()
        .evaluate((dom) => dom.getBoundingClientRect().height);

    await expect.poll(height).toBeGreaterThan(11);
    await untilStill(page);
    await expect.poll(wide).toBe(360);
  });

  it("draws itself as outputs on a page that knows nothing of it, two at a time", async () => {
    const [first, second] = ["W2", "W2"].map((id) => walkthroughElement(makeWalkthrough(id)));
    const page = await open(
      `<!doctype html><body data-jp-theme-light="false"><h1>Notebook</h1>${first}${second}</body>`,
    );

    const boxes = 2 * makeWalkthrough("W2").picture.boxes.length;
    await expect.poll(() => page.locator("svg .box").count()).toBe(boxes);
    await page.getByRole("button", { name: "Next step" }).first().click();
    await expect.poll(() => page.locator("output").allInnerTexts()).toEqual(["2 / 10", "1 / 10"]);
    const scheme = await page
      .locator("[data-walkthrough]")
      .first()
      .evaluate((dom) => getComputedStyle(dom).colorScheme);
    expect(scheme).toBe("dark");
  });
});
