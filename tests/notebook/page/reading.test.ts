/** Opening a chapter in a real browser: what one sees before anything runs. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Cell, Output } from "../../../src/notebook/format/notebook.ts";
import { untilStill } from "../../support/browser.ts";
import { chromium, describeWith } from "../../support/needs.ts";
import { violations } from "./accessibility.ts";
import { changeTheme, code, hold, runCell, startWorkbook, type TestWorkbook, text } from "./workbook.ts";

const figure = { data: [{ y: [3, 2, 1] }], layout: {} };
const drawing: Output = {
  output_type: "display_data",
  data: { "application/vnd.plotly.v1+json": figure, "text/plain": "A falling line." },
  metadata: {},
};
const wordless: Output = { ...drawing, data: { "application/vnd.plotly.v1+json": figure } };

describeWith("chromium", chromium)("reading in the browser", () => {
  let workbook: TestWorkbook;
  beforeAll(async () => {
    workbook = await startWorkbook();
  });
  afterAll(() => workbook.close());

  it("shows prose with mathematics without any script", async () => {
    const cells = [
      text("# A title\n\nThe state is $h_t$ and 은닉 상태.\n\n$$c = f \\odot c_-$$"),
      { ...code("1 + 1"), outputs: [drawing] },
    ];

    const page = await workbook.open(cells, { javaScriptEnabled: false });

    expect(await page.locator(".prose h1").innerText()).toBe("A title");
    const formula = page.locator(".katex-display .katex-html");
    await expect.poll(async () => (await formula.boundingBox())?.width).toBeGreaterThan(60); // six symbols at 18 px; a collapsed formula has no width
    expect(await page.locator("pre.source").innerText()).toBe("1 + 1");
    expect(await page.getByText("A falling line.").isVisible()).toBe(true);
    expect(await page.locator(".figure .plot").isVisible()).toBe(false);
  });

  it("lays out the far parts of a chapter after the first paint, so that a screen reader finds every heading", async () => {
    const sections = Array.from({ length: 40 }, (_, number) =>
      text(`## Part ${number}\n\n${"filler ".repeat(200)}`),
    );
    const unscripted = await workbook.open(sections, { javaScriptEnabled: false });
    const isLaidOut = (page: Page) =>
      page
        .locator("h2")
        .last()
        .evaluate((dom) => dom.checkVisibility({ contentVisibilityAuto: true }));
    expect(await isLaidOut(unscripted)).toBe(true);

    const page = await workbook.open(sections, { name: "far.ipynb" });
    const early = await page.context().newPage();
    await early.route("**/assets/*.js", () => undefined); // the first moment: the page's script is still on its way
    await early.goto(page.url(), { waitUntil: "commit" });
    await early.locator("h2").last().waitFor({ state: "attached" });
    await expect.poll(() => isLaidOut(early)).toBe(false);
    await early.close();

    const devtools = await page.context().newCDPSession(page);
    const headings = async () => {
      const { nodes } = await devtools.send("Accessibility.getFullAXTree");
      return nodes.filter(({ role }) => role?.value === "heading").length;
    };
    await expect.poll(headings).toBe(40);
    await page.locator("main.laid-out").waitFor();
    expect(await page.locator(".prose[style*=visibility]").count()).toBe(0);
  });

  it("finds the reader's place again after a reload and on the way back", async () => {
    const cells = Array.from({ length: 20 }, (_, number) => [
      text(`## Part ${number}\n\n$$h_t = \\tanh(z_t)$$\n\n${"filler ".repeat(20 + 30 * (number % 5))}`),
      { ...code(`show(${number})`), outputs: [number % 2 === 0 ? drawing : wordless] },
    ]).flat();
    const page = await workbook.open(cells, { name: "long.ipynb" });
    await page.locator("main.laid-out").waitFor();
    const heading = page.getByRole("heading", { name: "Part 12" });
    const top = () => heading.evaluate((dom) => Math.round(dom.getBoundingClientRect().top));
    await heading.evaluate((dom) => window.scrollBy(0, dom.getBoundingClientRect().top - 300));
    await untilStill(page);
    expect(await top()).toBe(300);

    await page.reload();
    await page.locator("main.laid-out").waitFor();
    await expect.poll(top).toBe(300);

    await page.goto(new URL("/", page.url()).href);
    await page.goBack();
    await page.locator("main.laid-out").waitFor();
    await expect.poll(top).toBe(300);
  });

  it("keeps the measure of the prose between 55 and 75 characters", async () => {
    const sentence = "The gradient that travels back through time is a product of Jacobians. ";

    const page = await workbook.open([text(sentence.repeat(8))]);

    await untilStill(page);
    const { height, lineHeight } = await page.locator(".prose p").evaluate((paragraph) => ({
      height: paragraph.getBoundingClientRect().height,
      lineHeight: Number.parseFloat(getComputedStyle(paragraph).lineHeight),
    }));
    const perLine = (sentence.length * 8) / Math.round(height / lineHeight);
    expect(perLine).toBeGreaterThan(55);
    expect(perLine).toBeLessThan(75);
  });

  it("starts no kernel and runs nothing on opening", async () => {
    const page = await workbook.open([code("console.log('ran')")]);

    const sessions = await page.evaluate(async () => (await fetch("/api/sessions")).json());

    expect(sessions).toEqual([]);
    await untilStill(page);
    expect(await page.locator(".outputs").innerText()).toBe("");
  });

  it("colours the code before an editor is opened", async () => {
    const page = await workbook.open([code('const word: string = "tanh";')]);

    await page.locator("pre.source .tok-keyword").waitFor();

    await expect.poll(() => page.locator("pre.source .tok-string").innerText()).toBe('"tanh"');
    expect(await page.locator(".cm-editor").count()).toBe(0);
  });

  it("lists the headings of the page, and goes to one", async () => {
    const page = await workbook.open([
      text("# Gates\n\n## The forget gate $f$\n\nProse"),
      text("\n\nfiller".repeat(60)),
      text("## The output gate"),
    ]);

    await page.getByRole("button", { name: "Contents" }).click();
    const entries = () => page.locator(".outline a").allInnerTexts();
    await expect.poll(entries).toEqual(["Gates", expect.any(String), "The output gate"]);
    await page.locator(".outline").getByText("The output gate").click();

    await page.locator(".outline").waitFor({ state: "hidden" });
    const heading = page.locator("h2").last();
    const top = () => heading.evaluate((dom) => dom.getBoundingClientRect().top);
    await expect.poll(top).toBeLessThan(900);
  });

  it("keeps the speaker's notes out of sight, of the outline and of the keys' way, until asked", async () => {
    const notes = { ...text("## Tell a story"), metadata: { slideshow: { slide_type: "notes" } } };
    const [before, after] = [code("1"), code("2")];
    const page = await workbook.open([text("# Title"), before, notes, after]);

    await page.locator(`#cell-${before.id}`).focus();
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe(`cell-${after.id}`);
    await page.getByRole("button", { name: "Contents" }).click();
    await expect.poll(() => page.locator(".outline a").allInnerTexts()).toEqual(["Title"]);
    await page.keyboard.press("Escape");
    await page.getByText("Tell a story").waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "More commands" }).click();
    await page.getByRole("menuitem", { name: /speaker’s notes/ }).click();

    await page.getByText("Tell a story").waitFor();
  });

  it("finds a place in any notebook by the keyboard alone", async () => {
    await workbook.open([text("# Haystack\n\nThe eigenneedle is here.")], { name: "haystack.ipynb" });
    const page = await workbook.open([text("# Elsewhere")]);

    await page.keyboard.press("/");
    await page.keyboard.type("eigenneedle HERE");
    await page.getByText("1 place", { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");

    await page.waitForURL(/haystack\.ipynb#cell-text-\d+$/);
    await page.locator("main.notebook").getByText("The eigenneedle is here.").waitFor();
  });

  it("closes the search without a keyboard, by a touch beside it", async () => {
    const viewport = { width: 360, height: 640 };
    const page = await workbook.open([text("# Telephone")], { viewport, hasTouch: true });

    await page.getByRole("button", { name: "Search" }).tap();
    await page.getByRole("searchbox").tap();
    expect(await page.locator("dialog").count()).toBe(1);
    await page.touchscreen.tap(180, 620);

    await page.locator("dialog").waitFor({ state: "detached" });
  });

  it("keeps the focus on a place found when the answer to the last letters comes later", async () => {
    await workbook.open([text("# Stack\n\nThe only quineneedle is here.")], { name: "stack.ipynb" });
    const page = await workbook.open([text("# Elsewhere")]);
    await page.keyboard.press("/");
    await page.keyboard.type("quineneedle");
    await page.getByText("1 place", { exact: true }).waitFor();
    const late = await hold(page, "**/api/unrolled/search*");

    await page.keyboard.type(" here");
    await late.asked;
    await page.keyboard.press("ArrowDown");
    const answered = page.waitForResponse("**/api/unrolled/search*");
    late.letGo();
    await (await answered).finished();
    await untilStill(page);
    await page.keyboard.press("Enter");

    await page.waitForURL(/stack\.ipynb#cell-text-\d+$/);
  });

  it("marks the selected cell also where the system chooses the colours", async () => {
    const [cell, other] = [code("1"), code("2")];
    const page = await workbook.open([cell, other], { forcedColors: "active" });
    const { x, y, height } = (await page.locator(`#cell-${cell.id} .source`).boundingBox())!;
    const edge = async (focused: Cell) => {
      await page.locator(`#cell-${focused.id}`).focus();
      await untilStill(page);
      return await page.screenshot({ clip: { x: x - 10, y, width: 8, height } });
    };

    const [marked, unmarked] = [await edge(cell), await edge(other)];

    expect(marked.equals(unmarked)).toBe(false);
  });

  it("prints the text, the code and the results, without controls, on white", async () => {
    const long = code(`const words = "${"word ".repeat(60)}";`);
    const page = await workbook.open([text("# Title\n\nProse"), long], { colorScheme: "dark" });

    await page.emulateMedia({ media: "print", colorScheme: "dark" });

    await untilStill(page);
    const seen = await page.evaluate(() => ({
      paper: getComputedStyle(document.documentElement).backgroundColor,
      controls: [...document.querySelectorAll("button")].filter((each) => each.checkVisibility()).length,
      hiddenCode:
        document.querySelector("pre.source")!.scrollWidth - document.querySelector("pre.source")!.clientWidth,
      header: document.querySelector("header.site")!.checkVisibility(),
    }));
    expect(seen).toEqual({ paper: "rgb(255, 255, 255)", controls: 0, hiddenCode: 0, header: false });
    expect((await page.pdf()).length).toBeGreaterThan(5_000);
  });

  it("offers to reset a damaged copy, and shows the original again", async () => {
    await workbook.open([text("# Mine")], { name: "01-the-recurrent-cell.ipynb" });
    const page = await workbook.damage("01-the-recurrent-cell.ipynb");

    await page.getByRole("button", { name: "Reset notebook" }).click();

    const heading = page.locator("main.notebook .prose h1").first();
    await expect.poll(() => heading.innerText()).toContain("The recurrent cell");
  });

  it("remembers the theme", async () => {
    const page = await workbook.open([text("Paper")], { colorScheme: "light" });

    await changeTheme(page);
  });

  it.each(["light", "dark"] as const)(
    "has no accessibility violation in the %s theme",
    async (colorScheme) => {
      const [output, failing] = [
        code("console.log('a line'); [1, 2]"),
        code("throw new RangeError('too far')"),
      ];
      const cells = [text("# Title\n\nText with $x$.\n\n| a | b |\n|--|--|\n| 1 | 2 |"), output, failing];
      const page = await workbook.open(cells, { colorScheme });
      await runCell(page, output);
      await runCell(page, failing);

      expect(await violations(page)).toEqual([]);

      await page.locator(`#cell-${output.id} pre.source`).click();
      await page.locator(".cm-editor.cm-focused").waitFor();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await violations(page)).toEqual([]);
      const index = await workbook.visit("/", { colorScheme });
      expect(await violations(index)).toEqual([]);
      await index.setViewportSize({ width: 390, height: 844 });
      expect(await violations(index)).toEqual([]);
    },
  );
});
