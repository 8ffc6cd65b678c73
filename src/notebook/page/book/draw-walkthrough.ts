/** A walkthrough in the book: the text stands in its place until the script is there. */

import { element } from "../dom/element.ts";
import type { Walkthroughs } from "../walkthrough/load-walkthroughs.ts";
import { bookPlaces } from "./book-places.ts";
import { loadScript } from "./load-script.ts";

export async function drawWalkthrough(place: HTMLElement): Promise<void> {
  const json = place.querySelector('script[type="application/json"]')?.textContent;
  const { walkthroughs } = bookPlaces();
  if (!json || walkthroughs === undefined) return;
  await loadScript(walkthroughs);
  const { mount } = (globalThis as unknown as { unrolledWalkthroughs: Walkthroughs }).unrolledWalkthroughs;
  const host = element("div");
  mount(host, JSON.parse(json) as { id: string; setup?: unknown });
  place.replaceChildren(host);
}
