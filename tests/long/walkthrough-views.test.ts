/** Every walkthrough in a real browser, step by step: each number as its scene has it, and nothing that axe finds amiss. */

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildWalkthroughs } from "../../src/cli/build-walkthroughs.ts";
import { makeWalkthrough, walkthroughIds } from "../../src/library/walkthroughs/catalogue.ts";
import { walkthroughPage } from "../../src/library/walkthroughs/html.ts";
import { expectDrawn, goTo, unfold } from "../library/walkthroughs/drawn.ts";
import { violations } from "../notebook/page/accessibility.ts";
import { launchBrowser, newPage } from "../support/browser.ts";
import { chromium, describeWith } from "../support/needs.ts";

describeWith("chromium", chromium)("in the browser", () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), "unrolled-walkthrough-"));
  beforeAll(async () => {
    await buildWalkthroughs(join(import.meta.dirname, "../.."));
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it.each(walkthroughIds)("draws %s", async (id) => {
    const walkthrough = makeWalkthrough(id);
    const file = join(folder, `${id}.html`);
    writeFileSync(file, walkthroughPage(walkthrough));
    const page = await newPage(browser, { viewport: { width: 1280, height: 720 } });
    await page.goto(pathToFileURL(file).href);

    for (const k of walkthrough.steps.keys()) {
      await goTo(page, k);
      await expectDrawn(page, walkthrough, k);
    }
    await unfold(page);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      for (const k of [0, Math.floor(walkthrough.steps.length / 2)]) {
        await goTo(page, k);
        expect(await violations(page)).toEqual([]);
      }
    }
    await page.context().close();
  });
});
