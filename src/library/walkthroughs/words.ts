/** A walkthrough as a list of sentences that says the same as its pictures. */

import { rowsText } from "./number-text.ts";
import { type Moment, type ShownBox, sceneAt } from "./scene.ts";
import type { Walkthrough } from "./walkthrough.ts";

/** What is new in the picture at a step, one line per box: "h₂ = 0.46", "gradient of h₂ = −0.12". */
export function newInPicture({ picture }: Pick<Walkthrough, "picture">, step: number): string[] {
  return sceneAt(picture, step).boxes.flatMap((box) => [
    ...(box.hasNewValue && box.value ? [`${nameOf(box)} = ${momentText(box.value)}`] : []),
    ...(box.hasNewGradient && box.gradient
      ? [`gradient of ${nameOf(box)} = ${momentText(box.gradient)}`]
      : []),
  ]);
}

/** What a box shows. */
export const momentText = ({ rows, word, wrong }: Moment): string =>
  [word, rows && rowsText(rows), wrong && "(wrong)"].filter(Boolean).join(" ");

const nameOf = ({ label, says }: ShownBox): string =>
  /[+=·]/.test(label) || label === "" ? says : `${label} (${says})`;

/** All of it as plain text: what a terminal shows, and a page for those who do not see the picture. */
export function walkthroughWords(walkthrough: Walkthrough): string {
  const { id, title, summary, steps } = walkthrough;
  const lines = steps.map(
    (step, k) =>
      `${k + 1}. ${step.title}. ${step.text}\n${newInPicture(walkthrough, k)
        .map((text) => `   ${text}\n`)
        .join("")}`,
  );
  return `${id} ${title}. ${summary}\n\n${lines.join("")}`;
}
