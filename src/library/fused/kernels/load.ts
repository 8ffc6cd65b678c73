/**
 * Compiles the kernel modules, once each.
 *
 * They are carried in the source as base64, so they load in Node, in a worker and in a page without file
 * access. Compiling is synchronous (about 2 ms); where an engine refuses that on a page's main thread, await
 * `loadKernels` first.
 */

import type { Dtype } from "../../numeric/numbers.ts";
import { base64 as relaxedF32 } from "./relaxed-f32.ts";
import { base64 as relaxedF64 } from "./relaxed-f64.ts";
import { base64 as simdF32 } from "./simd-f32.ts";
import { base64 as simdF64 } from "./simd-f64.ts";
import { type WasmModule, wasm } from "./web-assembly.ts";

/**
 * "simd" rounds every product and sum, so all engines give the same numbers. "relaxed" may fuse a product with
 * the sum after it: faster, and with last digits that depend on the machine. "none" leaves the kernels unused.
 */
export type KernelSet = "simd" | "relaxed" | "none";

const sources: Record<Exclude<KernelSet, "none">, Record<Dtype, string>> = {
  simd: { float32: simdF32, float64: simdF64 },
  relaxed: { float32: relaxedF32, float64: relaxedF64 },
};

let chosen: KernelSet = "simd";
let noticed = false;
const supported = new Map<KernelSet, boolean>();
const decoded = new Map<string, Uint8Array>();
const compiled = new Map<string, WasmModule>();

/** The set in use: "simd" unless told, "none" where the engine has no SIMD. */
export function kernelSet(): KernelSet {
  if (chosen !== "none" && !isSupported(chosen)) {
    chosen = "none";
    notice(
      "unrolled: this engine has no WebAssembly SIMD; fused layers run in plain TypeScript, many times slower.",
    );
  }
  return chosen;
}

/** Chooses the set for layers that are run from now on. Throws if the engine does not have it. */
export function useKernels(set: KernelSet): void {
  if (set !== "none" && !isSupported(set)) {
    const hint =
      set === "relaxed"
        ? 'use "simd", or in Node 20 start with --experimental-wasm-relaxed-simd'
        : 'use "none"';
    throw new Error(`useKernels: this engine cannot run the "${set}" kernels; ${hint}.`);
  }
  chosen = set;
}

/** Whether this engine can run the set's modules. */
export function isSupported(set: Exclude<KernelSet, "none">): boolean {
  const known = supported.get(set);
  if (known !== undefined) return known;
  const runs = wasm?.validate(bytesOf(set, "float32")) ?? false;
  supported.set(set, runs);
  return runs;
}

/** The compiled module of the set in use. */
export function kernelModule(dtype: Dtype): WasmModule {
  const set = kernelSet();
  if (set === "none" || !wasm)
    throw new Error('kernelModule: no kernels are in use; check kernelSet() !== "none" first.');
  const key = `${set} ${dtype}`;
  const module = compiled.get(key) ?? new wasm.Module(bytesOf(set, dtype));
  compiled.set(key, module);
  return module;
}

/** Compiles both precisions of the set in use without blocking the thread. */
export async function loadKernels(): Promise<void> {
  const set = kernelSet();
  if (set === "none" || !wasm) return;
  for (const dtype of ["float32", "float64"] as const) {
    compiled.set(`${set} ${dtype}`, await wasm.compile(bytesOf(set, dtype)));
  }
}

function bytesOf(set: Exclude<KernelSet, "none">, dtype: Dtype): Uint8Array {
  const key = `${set} ${dtype}`;
  const bytes = decoded.get(key) ?? decode(sources[set][dtype]);
  decoded.set(key, bytes);
  return bytes;
}

/** Node's own decoder is many times faster than a loop that runs once. */
function decode(base64: string): Uint8Array {
  if (globalThis.Buffer) return Buffer.from(base64, "base64");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/** One line, once: as a Node warning, which can be turned off, or in the page's console. */
function notice(text: string): void {
  if (noticed) return;
  noticed = true;
  const emit = globalThis.process?.emitWarning;
  if (emit) emit(text);
  else console.info(text);
}
