/**
 * Data files inside npm packages. The corpora are read straight from their packages' files: the code beside
 * the files only reads them too, and brings eleven more packages for it.
 */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const projectRequire: NodeJS.Require = createRequire(import.meta.url);

/** The text of "package/path/in/it". `operation` names the caller in the error. */
export function readPackageText(operation: string, path: string): string {
  let file: string;
  try {
    file = projectRequire.resolve(path);
  } catch {
    throw new Error(
      `${operation}: ${path} is not among the installed packages; run npm ci in the course's folder.`,
    );
  }
  return readFileSync(file, "utf8");
}

/** The same, parsed as JSON. */
export function readPackageJson(operation: string, path: string): unknown {
  return JSON.parse(readPackageText(operation, path));
}
