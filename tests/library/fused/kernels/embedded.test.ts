import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import {
  embed,
  embeddedFile,
  variants,
  wasmFile,
} from "../../../../src/library/fused/kernels/assembly/build.ts";

// That the .wasm files are what the sources compile to is a long test: tests/long/kernels-rebuild.test.ts.
it.each(variants)("$name is embedded byte by byte", ({ name }) => {
  const bytes = readFileSync(wasmFile(name));

  expect(readFileSync(embeddedFile(name), "utf8")).toBe(embed(name, bytes));
  expect(WebAssembly.validate(bytes) || name.startsWith("relaxed")).toBe(true);
});
