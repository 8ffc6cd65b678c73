/** The view in a real browser, as a page of its own and as an output on another page: keys, drags, words, contrast. */

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildWalkthroughs } from "../../../src/cli/build-walkthroughs.ts";
import { makeWalkthrough } from "../../../src/library/walkthroughs/catalogue.ts";
import { walkthroughElement, walkthroughPage } from "../../../src/library/walkthroughs/html.ts";
import { violations } from "../../notebook/page/accessibility.ts";
import { describeWith, chromium as executablePath } from "../../support/needs.ts";
import { drawnTexts, expectedTexts, expectText, goTo } from "./drawn.ts";

const root = join(import.meta.dirname, "../../..");
const browserArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-sync",
];

describeWith("chromium", executablePath)("a walkthrough in the browser", () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), "unrolled-walkthrough-"));
  beforeAll(async () => {
    await buildWalkthroughs(root);
    browser = await chromium.launch({ executablePath: executablePath!, args: browserArguments });
  });
  afterAll(() => browser.close());

  const open = async (html: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const file = join(folder, `${Math.random()}.html`);
    writeFileSync(file, html);
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, ...options });
    const page = await context.newPage();
    page.on("pageerror", (error) => expect.unreachable(error.message));
    page.on("request", (request) => expect(request.url()).toMatch(/^file:/));
    await page.goto(pathToFileURL(file).href);
    await page.locator("svg .box").first().waitFor();
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
        expect(await drawnTexts(page), `step ${k + 1}`).toEqual(expectedTexts(walkthrough, k));
      }
      await page.locator("details").evaluateAll((all) => {
        for (const each of all) each.setAttribute("open", "");
      });
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

    const items = await page.locator(".words > ol > li").allInnerTexts();
    await page.getByRole("button", { name: walkthrough.steps[6]!.title, exact: true }).click();

    expect(items).toHaveLength(walkthrough.steps.length);
    for (const [k, { text }] of walkthrough.steps.entries()) expect(items[k]).toContain(text);
    expect(items[1]).toContain("= 0.899");
    expect(await page.locator("output").innerText()).toBe("7 / 10");
    expect(await page.locator(".words [aria-current=step]").count()).toBe(1);
  });

  it("goes by keys, and answers a question before it goes on", async () => {
    const page = await open(walkthroughPage(makeWalkthrough("W2")));
    const counter = page.locator("output");
    await page.keyboard.press("ArrowRight");
    await expectText(counter, "2 / 10");
    const covered = await page.locator('[data-id="h1"] text').allTextContents();

    await page.keyboard.press("PageDown"); // a pointer's key: reveals
    await expectText(counter, "2 / 10");
    const revealed = await page.locator('[data-id="h1"] text.new').textContent();
    await page.keyboard.press("PageDown");
    await expectText(counter, "3 / 10");
    await page.keyboard.press("End");
    await expectText(counter, "10 / 10");
    await page.keyboard.press("ArrowLeft");
    await expectText(counter, "9 / 10");

    expect(covered).toContain("?");
    expect(revealed).toMatch(/^0\.899/);
  });

  it("recomputes the whole walk while a weight is dragged, as a fresh run would", async () => {
    const page = await open(walkthroughPage(makeWalkthrough("W2")));
    await page.keyboard.press("End");
    const weight = page.locator('[data-input="Wh"]');
    const box = (await weight.boundingBox())!;
    await page.mouse.move(box.x + 20, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + 70, box.y + 10, { steps: 5 });
    await page.mouse.up();

    const value = Number(await weight.getAttribute("aria-valuenow"));
    const fresh = makeWalkthrough("W2", { numbers: { Wh: [[value]] } });
    expect(value).toBe(1.5); // 50 pixels of 500, where −3 to 3 is allowed
    await expectText(page.locator(".text"), fresh.steps[9]!.text);
    expect(await drawnTexts(page)).toEqual(expectedTexts(fresh, 9));
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

  it("chooses other sizes, and moves nothing where motion is unwanted", async () => {
    const page = await open(walkthroughPage(makeWalkthrough("W2")), { reducedMotion: "reduce" });
    await page.getByRole("combobox", { name: "time steps" }).selectOption("6");
    await page.getByRole("combobox", { name: "units" }).selectOption("4");
    await expectText(page.locator("output"), "1 / 14");

    const fresh = makeWalkthrough("W2", { choices: { steps: "6", units: "4" } });
    expect(await drawnTexts(page)).toEqual(expectedTexts(fresh, 0));
    const transition = await page
      .locator(".box")
      .first()
      .evaluate((dom) => getComputedStyle(dom).transitionDuration);
    expect(transition).toBe("0s");
  });

  it("recomputes 6 time steps of 4 units within 16 ms in the page", async () => {
    const page = await open(walkthroughPage(makeWalkthrough("W2")));
    const median = await page.evaluate(() => {
      const { make } = (
        globalThis as unknown as { unrolledWalkthroughs: { make(id: string, changes: object): void } }
      ).unrolledWalkthroughs;
      const times = Array.from({ length: 40 }, () => {
        const started = performance.now();
        make("W2", { choices: { steps: "6", units: "4", loss: "every step" } });
        return performance.now() - started;
      });
      return times.sort((a, b) => a - b)[20]!;
    });

    expect(median).toBeLessThan(16);
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
    expect(await wide()).toBe(360);
  });

  it("draws itself as outputs on a page that knows nothing of it, two at a time", async () => {
    const [first, second] = ["W2", "W2"].map((id) => walkthroughElement(makeWalkthrough(id)));
    const page = await open(
      `<!doctype html><body data-jp-theme-light="false"><h1>Notebook</h1>${first}${second}</body>`,
    );

    expect(await page.locator("svg .box").count()).toBe(2 * makeWalkthrough("W2").picture.boxes.length);
    await page.getByRole("button", { name: "Next step" }).first().click();
    expect(await page.locator("output").allInnerTexts()).toEqual(["2 / 10", "1 / 10"]);
    const scheme = await page
      .locator("[data-walkthrough]")
      .first()
      .evaluate((dom) => getComputedStyle(dom).colorScheme);
    expect(scheme).toBe("dark");
  });
});
