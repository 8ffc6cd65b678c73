/**
 * Compiles the kernels: four modules (f32 and f64, each with SIMD and with relaxed SIMD), written beside this
 * folder as .wasm and, so that they load without file access, as base64 in a TypeScript file each.
 *
 *   npm ci --prefix src/library/fused/kernels/assembly
 *   npx tsx src/library/fused/kernels/assembly/build.ts
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const kernels = join(here, "..");
export const compiler: string = join(here, "node_modules/assemblyscript/bin/asc.js");

export interface Variant {
  readonly name: string;
  readonly real: "f32" | "f64";
  readonly relaxed: boolean;
}

export const variants: readonly Variant[] = [
  { name: "simd-f32", real: "f32", relaxed: false },
  { name: "simd-f64", real: "f64", relaxed: false },
  { name: "relaxed-f32", real: "f32", relaxed: true },
  { name: "relaxed-f64", real: "f64", relaxed: true },
];

/** The module's bytes. */
export function compile({ real, relaxed }: Variant): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "unrolled-kernels-"));
  const out = join(folder, "module.wasm");
  const features = relaxed ? ["--enable", "simd", "--enable", "relaxed-simd"] : ["--enable", "simd"];
  const defines = ["--use", `Real=${real}`, "--use", `RELAXED=${relaxed ? 1 : 0}`];
  const memory = ["--runtime", "stub", "--importMemory", "--initialMemory", "1"];
  try {
    execFileSync(
      process.execPath,
      [compiler, "index.ts", "-O3", "--noAssert", ...memory, ...features, ...defines, "-o", out],
      { cwd: here, stdio: "inherit" },
    );
    return readFileSync(out);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The TypeScript file that carries the module. */
export function embed(name: string, bytes: Uint8Array): string {
  const lines = Buffer.from(bytes).toString("base64").match(/.{1,100}/g) ?? [];
  return [
    `/** ${name}.wasm in base64; written by assembly/build.ts. */`,
    "",
    "const lines: readonly string[] = [",
    ...lines.map((line) => `  "${line}",`),
    "];",
    "",
    'export const base64: string = lines.join("");',
    "",
  ].join("\n");
}

export const wasmFile = (name: string): string => join(kernels, `${name}.wasm`);
export const embeddedFile = (name: string): string => join(kernels, `${name}.ts`);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const variant of variants) {
    const bytes = compile(variant);
    writeFileSync(wasmFile(variant.name), bytes);
    writeFileSync(embeddedFile(variant.name), embed(variant.name, bytes));
    console.log(`${variant.name}: ${(bytes.length / 1024).toFixed(1)} kB`);
  }
}
