import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";

const source = pathToFileURL(join(import.meta.dirname, "../../../src/notebook/kernel/compile-cache.ts")).href;

/** Loads the module in a process of its own; prints its value, and whether the cache was written. */
function load(path: string, folder: string): string {
  const script = `import { createRequire } from "node:module";
    import { requireCached } from ${JSON.stringify(source)};
    const save = requireCached(${JSON.stringify(path)}, ${JSON.stringify(folder)});
    save?.();
    const loaded = createRequire(${JSON.stringify(path)})(${JSON.stringify(path)});
    console.log(loaded.answer(), save ? "written" : "read");`;
  const options = ["--import", "tsx", "--input-type=module", "--eval", script];
  return execFileSync(process.execPath, options, { encoding: "utf8" }).trim();
}

it("loads a module from its cache, and anew when the file has changed", () => {
  const folder = mkdtempSync(join(tmpdir(), "unrolled-cache-"));
  const path = join(folder, "large.cjs");
  writeFileSync(path, "exports.answer = () => require('node:path').basename(__filename) + 1;");

  expect(load(path, folder)).toBe("large.cjs1 written");
  expect(load(path, folder)).toBe("large.cjs1 read");

  for (const name of readdirSync(folder).filter((found) => found.endsWith(".bin")))
    writeFileSync(join(folder, name), "damaged");
  expect(load(path, folder)).toBe("large.cjs1 written");

  writeFileSync(path, "exports.answer = () => 'changed';");
  expect(load(path, folder)).toBe("changed written");
});
