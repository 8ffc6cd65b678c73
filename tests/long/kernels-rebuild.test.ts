import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { compile, compiler, variants, wasmFile } from "../../src/library/fused/kernels/assembly/build.ts";
import { describeWith } from "../support/needs.ts";

const assemblyscript = existsSync(compiler) ? compiler : undefined;

describeWith("AssemblyScript (npm ci --prefix src/library/fused/kernels/assembly)", assemblyscript)(
  "the kernels, compiled from their sources",
  () => {
    it.each(variants)("are the committed bytes of $name", (variant) => {
      const bytes = compile(variant);

      expect(Buffer.from(bytes).equals(readFileSync(wasmFile(variant.name)))).toBe(true);
    });
  },
);
