/** A lecture in a real browser: slides, pointer keys, live cells, the speaker's window. */

import { afterAll, beforeAll, expect, it } from "vitest";
import { chromium, describeWith } from "../../support/needs.ts";
import { violations } from "./accessibility.ts";
import { code, startWorkbook, type TestWorkbook, text, waitUntilRun } from "./workbook.ts";

const patience = 120_000;
const slide = (slide_type: string) => ({ slideshow: { slide_type } });

describeWith("chromium", chromium)("a lecture in the browser", () => {
  let workbook: TestWorkbook;
  beforeAll(async () => {
    workbook = await startWorkbook();
  }, patience);
  afterAll(() => workbook.close());

  const cells = [
    code("const hidden = 20;", slide("skip")),
    { ...text("# First slide"), metadata: slide("slide") },
    code("hidden + 1", slide("-")),
    { ...text("Seen later"), metadata: slide("fragment") },
    {
      ...text("<details><summary>Aside</summary>\n\nSay **hello**\n\n</details>"),
      metadata: slide("notes"),
    },
    { ...text("# Second slide"), metadata: slide("slide") },
  ];
  const live = cells[2]!;

  it("goes by a pointer's keys, and runs a cell with what it builds on", { timeout: patience }, async () => {
    await workbook.open(cells, { name: "lecture.ipynb" });
    const page = await workbook.visit("/lecture/lecture.ipynb");
    const seen = () => page.locator("section.cell:visible .source").allInnerTexts();
    await page.getByText("1 of 2", { exact: true }).waitFor();
    const first = await seen();

    await page.keyboard.press("PageDown");
    const withFragment = await seen();
    await page.keyboard.press("PageDown");
    const second = await seen();
    await page.keyboard.press("PageUp");
    await page.locator(`#cell-${live.id}`).focus();
    await page.keyboard.press("d");
    await page.keyboard.press("d");
    await page.keyboard.press("Shift+Enter");
    await waitUntilRun(page, live);

    expect(first).toEqual(["First slide", "hidden + 1"]);
    expect(withFragment).toEqual([...first, "Seen later"]);
    expect(second).toEqual(["Second slide"]);
    expect(await page.locator(`#cell-${live.id} .outputs`).innerText()).toBe("21");
    expect(await seen()).toEqual(withFragment);
  });

  it("types a b into an open editor instead of blanking the screen", { timeout: patience }, async () => {
    await workbook.open(cells, { name: "lecture-2.ipynb" });
    const page = await workbook.visit("/lecture/lecture-2.ipynb");
    await page.getByText("1 of 2", { exact: true }).waitFor();

    await page.locator(`#cell-${live.id} pre.source`).click();
    await page.locator(".cm-focused").waitFor();
    await page.keyboard.press("End");
    await page.keyboard.type("// b n");
    const typed = await page.locator(".cm-content").innerText();
    await page.keyboard.press("Escape");
    await page.keyboard.press("b");

    expect(typed).toContain("// b n");
    expect(await page.locator(".blank").isVisible()).toBe(true);
  });

  it("shows the speaker the notes and leads from there", { timeout: patience }, async () => {
    await workbook.open(cells, { name: "lecture-3.ipynb" });
    const page = await workbook.visit("/lecture/lecture-3.ipynb");
    await page.getByText("1 of 2", { exact: true }).waitFor();
    const [speaker] = await Promise.all([page.waitForEvent("popup"), page.keyboard.press("s")]);
    await speaker.getByText("Say hello").waitFor();
    const next = await speaker.locator(".speaker-part.next").innerText();

    await speaker.getByRole("button", { name: "On", exact: true }).click();
    await page.getByText("Seen later").waitFor();
    await speaker.keyboard.press("PageDown");
    await page.getByText("2 of 2", { exact: true }).waitFor();

    expect(next).toContain("Seen later");
    await speaker.getByText("This is the last slide.").waitFor();
    expect(await speaker.locator(".speaker-part.now").innerText()).toContain("Second slide");
    expect(await speaker.locator(".speaker-part.notes").innerText()).toContain("Say hello");
  });

  it.each(["light", "dark"] as const)(
    "has no accessibility violation, %s",
    { timeout: patience },
    async (colorScheme) => {
      await workbook.open(cells, { name: `lecture-${colorScheme}.ipynb` });
      const page = await workbook.visit(`/lecture/lecture-${colorScheme}.ipynb`, { colorScheme });
      await page.getByText("1 of 2", { exact: true }).waitFor();
      const speaker = await workbook.visit(`/lecture/lecture-${colorScheme}.ipynb?notes=1`, { colorScheme });
      await speaker.getByText("Say hello").waitFor();

      expect(await violations(page)).toEqual([]);
      expect(await violations(speaker)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    },
  );
});
