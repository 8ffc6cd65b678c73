/** `unrolled doctor`: what works on this machine, and what to do about what does not. */

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { type Containment, probeContainment } from "../grader/sandbox/containment.ts";
import { writeRunner } from "../grader/sandbox/runner-bundle.ts";

export interface DoctorOptions {
  readonly json?: boolean;
}

/** One line of the report. */
interface Finding {
  readonly part: string;
  readonly found: string;
  readonly ok: boolean;
  /** Needed for the workbook and a learner's own checks; the rest only widens what one can do. */
  readonly needed: boolean;
  readonly advice?: string;
}

const root = join(import.meta.dirname, "../..");
const run = promisify(execFile);

export async function doctor({ json = false }: DoctorOptions): Promise<void> {
  const findings = [
    findNode(),
    findBuild(),
    findBrowser(),
    await findJupyter(),
    ...(await findContainment()),
  ];
  if (json) console.log(JSON.stringify(findings, null, 2));
  else for (const finding of findings) console.log(findingText(finding));
  process.exitCode = findings.every(({ ok, needed }) => ok || !needed) ? 0 : 1;
}

function findingText({ part, found, ok, needed, advice }: Finding): string {
  const mark = ok ? "✓" : needed ? "✗" : "–";
  return `${mark} ${part.padEnd(12)} ${found}${advice ? `\n               ${advice}` : ""}`;
}

function findNode(): Finding {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const ok = major > 20 || (major === 20 && minor >= 19);
  const advice = ok ? {} : { advice: "Install Node 20.19 or later: https://nodejs.org" };
  return { part: "Node", found: process.versions.node, ok, needed: true, ...advice };
}

function findBuild(): Finding {
  const ok = existsSync(join(root, "dist/library/cells/index.js"));
  const found = ok ? "the library is built" : "the library is not built yet";
  return { part: "kernel", found, ok, needed: true, ...(!ok && { advice: "npm run build" }) };
}

function findBrowser(): Finding {
  const path =
    process.env.UNROLLED_CHROMIUM ?? onPath("chromium", "chromium-browser", "google-chrome", "firefox");
  if (path) return { part: "browser", found: path, ok: true, needed: false };
  return {
    part: "browser",
    found: "none on the PATH",
    ok: false,
    needed: false,
    advice: "Open the address that npm start prints in any browser.",
  };
}

async function findJupyter(): Promise<Finding> {
  const python = onPath("jupyter");
  if (!python)
    return {
      part: "Jupyter",
      found: "not installed",
      ok: false,
      needed: false,
      advice: "The workbook needs none. For JupyterLab: pip install jupyterlab",
    };
  const version = await run(python, ["--version"], { timeout: 20_000 }).then(
    ({ stdout }) => `jupyter_core ${/^jupyter_core\s*:\s*(\S+)/m.exec(stdout)?.[1] ?? "of unknown version"}`,
    () => "does not start",
  );
  return { part: "Jupyter", found: version, ok: version !== "does not start", needed: false };
}

/** One finding for each layer around an answer, each tried by using it. */
async function findContainment(): Promise<Finding[]> {
  const runner = await writeRunner(root, ["unrolled/numeric"]);
  try {
    const best = await probeContainment(runner.folder, runner.script);
    const layers = await Promise.all(
      (["bubblewrap", "namespaces", "limits", "permissions"] as const).map(
        async (layer): Promise<Finding> => {
          const { layers: holding } = await probeContainment(runner.folder, runner.script, [layer]);
          const ok = holding.includes(layer);
          return { part: layer, found: ok ? "holds" : "does not work here", ok, needed: false };
        },
      ),
    );
    return [...layers, verdict(best)];
  } finally {
    await runner.remove();
  }
}

function verdict({ complete, layers, missing }: Containment): Finding {
  const found = complete
    ? `answers are confined by ${layers.join(", ")}`
    : `answers are confined only by ${layers.join(", ") || "nothing"}: good for your own, not for a class's`;
  return {
    part: "grading",
    found,
    ok: complete,
    needed: false,
    ...(missing.length > 0 && { advice: missing.join(" ") }),
  };
}

function onPath(...programs: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return programs
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path));
}
