/** Where something happens in a picture that is wider than its place on the page. */

import type { Scene } from "../scene.ts";

/** A stretch of the picture, in its lengths. */
interface Stretch {
  readonly x: number;
  readonly width: number;
}

/** What is seen moving at a step: boxes with new numbers and the heads of lit arrows; without any, the lit boxes. */
export function whatHappens({ boxes, arrows }: Pick<Scene, "boxes" | "arrows">): Stretch[] {
  const news = boxes.filter(({ hasNewValue, hasNewGradient }) => hasNewValue || hasNewGradient);
  const flows = arrows.filter(({ state }) => state === "now");
  const heads = flows.map(({ points }) => ({ x: points[points.length - 1][0], width: 0 }));
  const moving = [...news, ...heads];
  return moving.length > 0 ? moving : boxes.filter(({ state }) => state === "now");
}

/**
 * The middle of what to look at: of the part of the picture, `shown` wide, that holds most of `stretches`; of equal
 * parts the one furthest to the right, where the newest copies stand. Nothing without a stretch.
 */
export function whereToLook(stretches: readonly Stretch[], shown: number): number | undefined {
  let best: readonly Stretch[] = [];
  for (const last of stretches) {
    const end = rightOf(last);
    const seen = stretches.filter((each) => each === last || (rightOf(each) <= end && each.x >= end - shown));
    if (seen.length > best.length || (seen.length === best.length && end > furthest(best))) best = seen;
  }
  if (best.length === 0) return undefined;
  return (Math.min(...best.map(({ x }) => x)) + furthest(best)) / 2;
}

const rightOf = ({ x, width }: Stretch): number => x + width;
const furthest = (stretches: readonly Stretch[]): number => Math.max(...stretches.map(rightOf));
