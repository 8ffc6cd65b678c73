/**
 * Checks that need a part which npm does not bring (a browser, Jupyter, bubblewrap).
 * Where it is missing they are skipped with one clear line; with CI=true nothing is skipped.
 */

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { describe } from "vitest";

function onPath(program: string): string | undefined {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return join(folder, program);
    } catch {
      // not in this folder
    }
  }
  return undefined;
}

/** Chromium or Chrome, wherever Debian, macOS or UNROLLED_CHROMIUM put it. */
export const chromium: string | undefined =
  process.env.UNROLLED_CHROMIUM ??
  ["chromium", "chromium-browser", "google-chrome"].map(onPath).find((path) => path !== undefined);

/** Firefox, wherever Debian or UNROLLED_FIREFOX put it. */
export const firefox: string | undefined =
  process.env.UNROLLED_FIREFOX ?? ["firefox-esr", "firefox"].map(onPath).find((path) => path !== undefined);

/** Any program by its name. */
export const program = onPath;

/** `describeWith("chromium", chromium)("the page", …)`: runs, or says once why it does not. */
export function describeWith(
  part: string,
  found: string | undefined,
): typeof describe | typeof describe.skip {
  if (found !== undefined) return describe;
  if (process.env.CI === "true")
    throw new Error(`tests: ${part} is missing; with CI=true nothing is skipped.`);
  console.warn(`skipped: ${part} is not installed here.`);
  return describe.skip;
}
