/** A walkthrough for a notebook: `show(walkthrough("W2"))`. */

import { makeWalkthrough } from "./catalogue.ts";
import { walkthroughElement } from "./html.ts";
import type { SetupChanges } from "./setup.ts";
import type { Setup, Walkthrough } from "./walkthrough.ts";
import { walkthroughWords } from "./words.ts";

/** A walkthrough with what `show` of `unrolled/display` needs to show it anywhere. */
export interface ShownWalkthrough extends Walkthrough {
  /** For a page that has the walkthroughs: which one, and its numbers. */
  readonly json: { readonly id: string; readonly setup: Setup };
  /** For any other page: HTML that brings all it needs. */
  html(): string;
  /** For a terminal, and for those who do not see the picture. */
  readonly alt: string;
}

/**
 * The walkthrough W1 … W8, made from a real run of the library. Changes of numbers and choices:
 * `walkthrough("W2", { choices: { steps: "6" }, numbers: { Wh: [[0.5]] } })`. Throws a RangeError on what it has not.
 */
export function walkthrough(id: string, changes?: SetupChanges): ShownWalkthrough {
  const made = makeWalkthrough(id, changes);
  return {
    ...made,
    json: { id: made.id, setup: made.setup },
    html: () => walkthroughElement(made),
    alt: walkthroughWords(made),
  };
}
