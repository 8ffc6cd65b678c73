/**
 * Builds what is installed: the library, the notebook wing and the grader with TypeScript,
 * the page and the book with Vite. Runs from the sources (tsx), because it makes what would run otherwise.
 *
 *   npm run build        builds
 *   … --if-stale         builds only if a source is newer than the last build
 */

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildWalkthroughs } from "./build-walkthroughs.ts";

const root = join(import.meta.dirname, "../..");
const stamp = join(root, "dist/.built");
const inputs = ["src", "tsconfig.json", "package.json", "package-lock.json"];

function newestChange(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}

function isStale(): boolean {
  if (!existsSync(stamp)) return true;
  const built = statSync(stamp).mtimeMs;
  return inputs.some((input) => newestChange(join(root, input)) > built);
}

async function build(): Promise<void> {
  const started = Date.now();
  // tslab brings its own, older tsc into node_modules/.bin, so TypeScript is called by its path.
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  if (!existsSync(stamp)) rmSync(join(root, "dist"), { recursive: true, force: true });
  execFileSync(process.execPath, [tsc, "-p", join(root, "tsconfig.json")], { stdio: "inherit" });
  const vite = await import("vite");
  const configFile = join(root, "src/notebook/page/vite.config.ts");
  await vite.build({ configFile, logLevel: "warn" });
  await vite.build({ configFile, mode: "book", logLevel: "warn" });
  await buildWalkthroughs(root);
  writeFileSync(stamp, new Date().toISOString());
  console.log(`built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

if (!process.argv.includes("--if-stale") || isStale()) await build();
