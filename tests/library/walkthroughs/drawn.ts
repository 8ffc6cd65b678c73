/** What a browser has drawn of a walkthrough, and what it should have. */

import type { Page } from "playwright-core";
import { expect } from "vitest";
import { numberText } from "../../../src/library/walkthroughs/number-text.ts";
import { sceneAt } from "../../../src/library/walkthroughs/scene.ts";
import type { Walkthrough } from "../../../src/library/walkthroughs/walkthrough.ts";

/** Goes to a step (from 0) and reveals what is asked there. */
export async function goTo(page: Page, step: number): Promise<void> {
  await page.locator("input[type=range]").fill(String(step + 1));
  await expectText(page.locator("output"), new RegExp(`^${step + 1} / `));
  const reveal = page.locator("button.reveal");
  if (await reveal.isVisible()) await reveal.click();
  await reveal.waitFor({ state: "hidden" });
}

/** Waits until an element says so. */
export async function expectText(locator: ReturnType<Page["locator"]>, text: string | RegExp): Promise<void> {
  await expect
    .poll(() => locator.textContent(), { timeout: 5000 })
    [typeof text === "string" ? "toBe" : "toMatch"](text as string);
}

/** Per box: the numbers and words that are drawn in it. */
export async function drawnTexts(page: Page): Promise<Record<string, string[]>> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  return await page
    .locator("svg g.box")
    .evaluateAll((boxes) =>
      Object.fromEntries(
        boxes.map((box) => [
          (box as unknown as HTMLElement).dataset.id,
          [...box.querySelectorAll("text:not(.label)")].map((text) => text.firstChild!.textContent!),
        ]),
      ),
    );
}

/** The same from the walkthrough itself. */
export function expectedTexts({ picture, inputs }: Walkthrough, step: number): Record<string, string[]> {
  return Object.fromEntries(
    sceneAt(picture, step).boxes.map(({ id, value, gradient, hasGradient, input }) => {
      const names = inputs.find(({ name }) => name === input?.name)?.names;
      const textOf = (number: number): string => names?.[number] ?? numberText(number);
      const values = value?.word !== undefined ? [value.word] : (value?.rows?.flat().map(textOf) ?? []);
      return [id, [...values, ...(hasGradient ? (gradient?.rows?.flat().map(numberText) ?? []) : [])]];
    }),
  );
}
