/**
 * Starts the files that take longest before all others, so that no worker waits for the other at the end. Vitest itself
 * goes by the size of a file, and a clean clone knows no times.
 */

import { BaseSequencer, type TestSpecification } from "vitest/node";

/** By how long they take, the longest first. */
const longest = [
  "long/jupyter-notebooks",
  "long/class",
  "long/mistakes",
  "long/class-hostile",
  "long/kernel-interleavings",
  "notebooks/run",
  "cli/grade",
  "cli/class",
].map((name) => `/tests/${name}.test.ts`);

/** Vitest's order but for the longest files. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification): number => {
      const place = longest.findIndex((end) => moduleId.endsWith(end));
      return place < 0 ? longest.length : place;
    };
    return (await super.sort(files)).sort((a, b) => placeOf(a) - placeOf(b));
  }
}
