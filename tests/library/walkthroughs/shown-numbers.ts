/** The numbers of a picture, as a test asks for them. */

import { sceneAt } from "../../../src/library/walkthroughs/scene.ts";
import type { Walkthrough } from "../../../src/library/walkthroughs/walkthrough.ts";

/** What the box shows at the step (from 0; the last unless given), all rows in one list. */
export function shownValue(
  walkthrough: Walkthrough,
  id: string,
  step = walkthrough.steps.length - 1,
): number[] | undefined {
  return boxOf(walkthrough, id, step).value?.rows?.flat();
}

/** The gradient that the box shows at the step. */
export function shownGradient(
  walkthrough: Walkthrough,
  id: string,
  step = walkthrough.steps.length - 1,
): number[] | undefined {
  return boxOf(walkthrough, id, step).gradient?.rows?.flat();
}

export function boxOf(walkthrough: Walkthrough, id: string, step = walkthrough.steps.length - 1) {
  const found = sceneAt(walkthrough.picture, step).boxes.find((box) => box.id === id);
  if (!found) throw new Error(`there is no box ${id}`);
  return found;
}
