/** The libraries to compare with, from the benchmarks' own packages; undefined where they are not installed. */

import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

const folder = join(import.meta.dirname, "..");
const load = createRequire(join(folder, "main.ts"));

/** Installs what package.json names, exactly as the lock file says. */
export function installPeers(): void {
  execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: folder,
    stdio: "inherit",
  });
}

/** A package without types of its own here. */
// biome-ignore lint/suspicious/noExplicitAny: the peers are not part of the project, so their types are not there
export type Untyped = any;

export function peer(name: string): Untyped | undefined {
  try {
    return load(name);
  } catch {
    return undefined;
  }
}

let tensorflow: Promise<Untyped | undefined> | undefined;

/** TensorFlow.js with its "cpu" and "wasm" backends. */
export function loadTensorflow(): Promise<Untyped | undefined> {
  tensorflow ??= startTensorflow();
  return tensorflow;
}

async function startTensorflow(): Promise<Untyped | undefined> {
  const tf = peer("@tensorflow/tfjs");
  const wasm = peer("@tensorflow/tfjs-backend-wasm");
  if (!tf || !wasm) return undefined;
  wasm.setWasmPaths(`${join(folder, "node_modules/@tensorflow/tfjs-backend-wasm/wasm-out")}/`);
  wasm.setThreadsCount(1);
  await tf.setBackend("wasm");
  await tf.ready();
  return tf;
}
