/** A lecture in a real browser: slides, pointer keys, live cells, the speaker's window. */

import { afterAll, beforeAll, expect, it } from "vitest";
import { chromium, describeWith } from "../../support/needs.ts";
import { violations } from "./accessibility.ts";
import { code, pressTwice, startWorkbook, type TestWorkbook, text, waitUntilRun } from "./workbook.ts";

const slide = (slide_type: string) => ({ slideshow: { slide_type } });

describeWith("chromium", chromium)("a lecture in the browser", () => {
  let workbook: TestWorkbook;
  beforeAll(async () => {
    workbook = await startWorkbook();
  });
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

  it("goes by a pointer's keys, and runs a cell with what it builds on", async () => {
    await workbook.open(cells, { name: "lecture.ipynb" });
    const page = await workbook.visit("/lecture/lecture.ipynb");
    const seen = () => page.locator("section.cell:visible .source").allInnerTexts();
    await page.getByText("1 of 2", { exact: true }).waitFor();
    const first = ["First slide", "hidden + 1"];
    await expect.poll(seen).toEqual(first);

    await page.keyboard.press("PageDown");
    await expect.poll(seen).toEqual([...first, "Seen later"]);
    await page.keyboard.press("PageDown");
    await expect.poll(seen).toEqual(["Second slide"]);
    await page.keyboard.press("PageUp");
    await page.locator(`#cell-${live.id}`).focus();
    await pressTwice(page, "d"); // deletes nothing here
    await page.keyboard.press("Shift+Enter");
    await waitUntilRun(page, live);

    await expect.poll(() => page.locator(`#cell-${live.id} .outputs`).innerText()).toBe("21");
    await expect.poll(seen).toEqual([...first, "Seen later"]);
  });

  it("goes by touch alone", async () => {
    await workbook.open(cells, { name: "lecture-touch.ipynb" });
    const page = await workbook.visit("/lecture/lecture-touch.ipynb", { hasTouch: true });
    await page.getByText("1 of 2", { exact: true }).waitFor();

    await page.getByRole("button", { name: "Next" }).tap();
    await page.getByText("Seen later").waitFor();
    await page.getByRole("button", { name: "Next" }).tap();
    await page.getByText("2 of 2", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Back" }).tap();

    await page.getByText("1 of 2", { exact: true }).waitFor();
  });

  it("types a b into an open editor instead of blanking the screen", async () => {
    await workbook.open(cells, { name: "lecture-2.ipynb" });
    const page = await workbook.visit("/lecture/lecture-2.ipynb");
    await page.getByText("1 of 2", { exact: true }).waitFor();

    await page.locator(`#cell-${live.id} pre.source`).click();
    await page.locator(".cm-focused").waitFor();
    await page.keyboard.press("End");
    await page.keyboard.press("Control+Shift+Minus"); // splits no cell here
    await page.keyboard.type("// b n");
    await expect.poll(() => page.locator(".cm-content").innerText()).toContain("// b n");
    expect(await page.locator("section.cell").count()).toBe(cells.length);
    expect(await page.locator(".blank").isVisible()).toBe(false);
    await page.keyboard.press("Escape");
    await page.keyboard.press("b");

    const blank = page.locator(".blank");
    await blank.waitFor();
    await page.keyboard.press("PageDown"); // shows the slide again, not the next one
    await blank.waitFor({ state: "hidden" });
    expect(await page.getByText("Seen later").isVisible()).toBe(false);
    await page.keyboard.press("b");
    await blank.click();
    await blank.waitFor({ state: "hidden" });
  });

  it("offers at a cell nothing that changes which cells there are", async () => {
    await workbook.open(cells, { name: "lecture-menu.ipynb" });
    const page = await workbook.visit("/lecture/lecture-menu.ipynb");
    await page.getByText("1 of 2", { exact: true }).waitFor();

    await page.locator(`#cell-${live.id}`).getByRole("button", { name: "Cell menu" }).click();

    const items = page.getByRole("menuitem");
    await expect.poll(() => items.allInnerTexts()).toHaveLength(2);
    expect((await items.allInnerTexts()).join()).toMatch(/^Run.*,.*Reset/is);
  });

  it("shows the speaker the notes and leads from there", async () => {
    await workbook.open(cells, { name: "lecture-3.ipynb" });
    const page = await workbook.visit("/lecture/lecture-3.ipynb");
    await page.getByText("1 of 2", { exact: true }).waitFor();
    const [speaker] = await Promise.all([page.waitForEvent("popup"), page.keyboard.press("s")]);
    await speaker.getByText("Say hello").waitFor();
    const part = (name: string) => speaker.locator(`.speaker-part.${name}`).innerText();
    await expect.poll(() => part("next")).toContain("Seen later");

    await speaker.getByRole("button", { name: "Next", exact: true }).click();
    await page.getByText("Seen later").waitFor();
    await speaker.keyboard.press("PageDown");
    await page.getByText("2 of 2", { exact: true }).waitFor();

    await speaker.getByText("This is the last slide.").waitFor();
    await expect.poll(() => part("now")).toContain("Second slide");
    await expect.poll(() => part("notes")).toContain("Say hello");
  });

  it.each(["light", "dark"] as const)("has no accessibility violation, %s", async (colorScheme) => {
    await workbook.open(cells, { name: `lecture-${colorScheme}.ipynb` });
    const page = await workbook.visit(`/lecture/lecture-${colorScheme}.ipynb`, { colorScheme });
    await page.getByText("1 of 2", { exact: true }).waitFor();
    const speaker = await workbook.visit(`/lecture/lecture-${colorScheme}.ipynb?notes=1`, { colorScheme });
    await speaker.getByText("Say hello").waitFor();

    expect(await violations(page)).toEqual([]);
    expect(await violations(speaker)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await violations(page)).toEqual([]);
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
      .toBeLessThanOrEqual(390);
  });
});
