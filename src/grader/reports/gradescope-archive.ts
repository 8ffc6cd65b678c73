/**
 * autograder.zip: what Gradescope unpacks into its image, where `setup.sh` installs what is needed and `run_autograder`
 * grades one submission.
 *
 * Format: https://gradescope-autograders.readthedocs.io/en/latest/specs/
 */

import { createWriteStream } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";

export interface GradescopeArchive {
  /** The course's folder, built. */
  readonly root: string;
  /** Ids of the exercises that are handed in. */
  readonly exercises: readonly string[];
  readonly secret: string;
  /** The zip file to write. */
  readonly out: string;
}

/** What is graded, and under which secret: `gradescope.json` at the root of the archive. */
export interface GradescopeCourse {
  readonly exercises: readonly string[];
  readonly secret: string;
}

/** The course as far as grading needs it: no notebooks, no pages, no sources of what is built. */
const parts = [
  "package.json",
  "package-lock.json",
  "dist",
  "exercises",
  "solutions",
  "src/grader",
  "src/machine",
  "src/library",
  "tests/exercises",
];
const leftOut = new Set([
  "node_modules",
  "dist/notebook",
  "dist/.tsbuildinfo",
  "src/library/fused/kernels/assembly",
]);

/** The same course gives the same bytes. */
const mtime = new Date(Date.UTC(2000, 0, 1));

export async function writeGradescopeArchive(archive: GradescopeArchive): Promise<void> {
  const { root, exercises, secret, out } = archive;
  const zip = new ZipFile();
  const add = (text: string, name: string, mode = 0o100644): void =>
    zip.addBuffer(Buffer.from(text), name, { mtime, mode });
  add(setupScript(process.version), "setup.sh", 0o100755);
  add(runScript, "run_autograder", 0o100755);
  const course: GradescopeCourse = { exercises, secret };
  add(`${JSON.stringify(course, null, 2)}\n`, "gradescope.json", 0o100600);
  for (const part of parts) await addPart(zip, root, part);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(out, { mode: 0o600 })); // the secret is in it
}

/** Adds a file, or a folder with what is in it. Symbolic links stay behind. */
async function addPart(zip: ZipFile, root: string, name: string): Promise<void> {
  if (leftOut.has(name) || leftOut.has(name.replace(/^.*\//, ""))) return;
  const path = join(root, name);
  const stat = await lstat(path);
  if (stat.isFile()) zip.addFile(path, name, { mtime, mode: 0o100644 });
  if (stat.isDirectory())
    for (const entry of (await readdir(path)).sort()) await addPart(zip, root, `${name}/${entry}`);
}

/** Runs once, when the image is built. The Node is the one that wrote the archive. */
const setupScript = (node: string): string => `#!/usr/bin/env bash
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends bubblewrap ca-certificates curl util-linux xz-utils
case "$(uname -m)" in aarch64) machine=arm64 ;; *) machine=x64 ;; esac
curl -fsSL "https://nodejs.org/dist/${node}/node-${node}-linux-$machine.tar.xz" | tar -xJ -C /usr/local --strip-components 1
cd /autograder/source
npm ci --omit=dev --ignore-scripts --no-audit --no-fund
node dist/cli/main.js doctor || true
`;

/** Runs for every submission. Without a results.json Gradescope reports a fault of the autograder, and nothing is lost. */
const runScript = `#!/usr/bin/env bash
set -euo pipefail
cd /autograder/source
exec node dist/cli/main.js class gradescope --run /autograder
`;
