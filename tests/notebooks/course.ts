/** The notebooks of the course, as the tests read them. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Notebook, parseNotebook } from "../../src/notebook/format/notebook.ts";

export const notebooksFolder: string = join(import.meta.dirname, "../../notebooks");
export const exercisesFolder: string = join(import.meta.dirname, "../../exercises");

/** File names, in the order of the course. */
export const notebookNames: readonly string[] = readdirSync(notebooksFolder)
  .filter((name) => name.endsWith(".ipynb"))
  .sort();

export function textOf(name: string): string {
  return readFileSync(join(notebooksFolder, name), "utf8");
}

export function readNotebook(name: string): Notebook {
  return parseNotebook(textOf(name), name);
}
