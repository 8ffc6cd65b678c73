/**
 * Writes the runner into a folder of its own: one file with the modules that an answer may import.
 * The folder holds nothing else, because it is what the confined child can read.
 */

import { existsSync } from "node:fs";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

export interface RunnerFolder {
  readonly folder: string;
  readonly script: string;
  remove(): Promise<void>;
}

const here = fileURLToPath(new URL(".", import.meta.url));
const source = existsSync(join(here, "runner.ts")) ? "./runner.ts" : "./runner.js";

/** `root`: the project; its library gives the modules. `modules[0]` must export `Matrix`. */
export async function writeRunner(root: string, modules: readonly string[]): Promise<RunnerFolder> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), "unrolled-runner-"));
  const script = join(folder, "runner.cjs");
  const imports = modules.map((name, i) => `import * as module${i} from ${JSON.stringify(name)};`);
  const record = modules.map((name, i) => `${JSON.stringify(name)}: module${i}`);
  await build({
    stdin: {
      contents: [
        `import { run } from ${JSON.stringify(join(here, source))};`,
        ...imports,
        `run({ ${record.join(", ")} }, (rows, cols, data) => new module0.Matrix(rows, cols, data));`,
      ].join("\n"),
      resolveDir: root,
      loader: "js",
    },
    bundle: true,
    outfile: script,
    format: "cjs",
    platform: "node",
    target: "node20",
    conditions: ["source"],
    logLevel: "silent",
  });
  return { folder, script, remove: () => rm(folder, { recursive: true, force: true }) };
}
