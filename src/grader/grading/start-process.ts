/** Starts files of the grader in processes of their own, from the sources as well as from the build. */

import { type ChildProcess, fork } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const fromSources = import.meta.url.endsWith(".ts");

/** Node runs TypeScript through tsx while developing; the build needs nothing. */
function nodeArguments(): string[] {
  if (!fromSources) return [];
  const tsx = createRequire(import.meta.url).resolve("tsx");
  return ["--conditions=source", "--import", pathToFileURL(tsx).href];
}

/** `name`: a file of src/grader without its ending, such as "sandbox/type-check-process". */
const location = (name: string): URL => new URL(`../${name}.${fromSources ? "ts" : "js"}`, import.meta.url);

export function startProcess(name: string, args: readonly string[]): ChildProcess {
  const started = fork(fileURLToPath(location(name)), args, {
    execArgv: nodeArguments(),
    stdio: ["ignore", 2, 2, "ipc"], // nothing of it may mix with a report on standard output
    serialization: "advanced",
  });
  return started.on("error", () => {}); // it has ended, as "exit" is about to tell; unheard, that would end the caller
}
