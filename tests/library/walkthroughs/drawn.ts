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
  const said = expect.poll(() => locator.textContent());
  await (typeof text === "string" ? said.toBe(text) : said.toMatch(text));
}

/** Waits until the picture has the texts of a step (from 0). */
export async function expectDrawn(page: Page, walkthrough: Walkthrough, step: number): Promise<void> {
  const message = `step ${step + 1}`;
  await expect.poll(() => drawnTexts(page), { message }).toEqual(expectedTexts(walkthrough, step));
}

/** Opens what is folded, and waits until the list of steps is written. */
export async function unfold(page: Page): Promise<void> {
  await page.locator("details").evaluateAll((all) => {
    for (const each of all) each.setAttribute("open", "");
  });
  await page.locator(".words > ol > li").first().waitFor();
}

/** Per box: the numbers and words that are drawn in it. */
async function drawnTexts(page: Page): Promise<Record<string, string[]>> {
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
function expectedTexts({ picture, inputs }: Walkthrough, step: number): Record<string, string[]> {
  return Object.fromEntries(
    sceneAt(picture, step).boxes.map(({ id, value, gradient, hasGradient, input }) => {
      const names = inputs.find(({ name }) => name === input?.name)?.names;
      const textOf = (number: number): string => names?.[number] ?? numberText(number);
      const values = value?.word !== undefined ? [value.word] : (value?.rows?.flat().map(textOf) ?? []);
      return [id, [...values, ...(hasGradient ? (gradient?.rows?.flat().map(numberText) ?? []) : [])]];
    }),
  );
}
