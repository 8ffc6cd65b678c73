/** unrolled lecture [NOTEBOOK]: opens the workbook with a notebook on the stage. */

import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { type StartOptions, start } from "./start.ts";

const folder = join(import.meta.dirname, "../../notebooks");

/** `name`: a file name, its beginning, or a number ("04", "4"). Default: the first notebook. */
export async function lecture(name: string | undefined, options: Omit<StartOptions, "page">): Promise<void> {
  const notebook = findNotebook(readdirSync(folder), name);
  await start({ ...options, page: `/lecture/${encodeURIComponent(notebook)}` });
}

/** Throws RangeError if the name fits none or several. */
export function findNotebook(files: readonly string[], name: string | undefined): string {
  const notebooks = files.filter((file) => file.endsWith(".ipynb")).sort();
  const wanted = basename(name ?? notebooks[0] ?? "").replace(/\.ipynb$/, "");
  const isNumber = /^\d+$/.test(wanted);
  const fits = (file: string) =>
    isNumber ? Number.parseInt(file, 10) === Number(wanted) : file.startsWith(wanted);
  const found = notebooks.includes(`${wanted}.ipynb`) ? [`${wanted}.ipynb`] : notebooks.filter(fits);
  if (found.length === 1) return found[0];
  const problem = found.length === 0 ? "no notebook fits" : `${found.join(", ")} all fit`;
  throw new RangeError(`lecture: ${problem} "${wanted}"; there are ${notebooks.join(", ")}.`);
}
