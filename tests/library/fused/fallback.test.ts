import { afterEach, describe, expect, it, vi } from "vitest";
import { gru } from "../../../src/library/cells/gru.ts";
import { fused } from "../../../src/library/fused/fused-layer.ts";
import { isSupported, kernelSet, loadKernels, useKernels } from "../../../src/library/fused/kernels/load.ts";
import { fusedLinear } from "../../../src/library/fused/linear.ts";
import { linear } from "../../../src/library/layers/linear.ts";
import { recurrent } from "../../../src/library/layers/sequence-layer.ts";
import { createRandom, uniform } from "../../../src/library/numeric/random.ts";
import { largestDifference, promised, relativeDifference, runOnce, type Sequence } from "./parity.ts";

const sequence: Sequence = {
  steps: 3,
  batch: 2,
  input: 4,
  hidden: 5,
  dtype: "float32",
  masked: true,
  seed: 41,
};

afterEach(() => {
  useKernels("simd");
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe("without kernels", () => {
  it("fused layers give the numbers of the explicit cell to the last bit", () => {
    useKernels("none");
    const params = linear.initParams({ input: 3, output: 2 }, createRandom(1));
    const x = uniform(4, 3, 1, createRandom(2));

    expect(runOnce(fused(gru), sequence)).toEqual(runOnce(recurrent(gru), sequence));
    expect(fusedLinear.forward(params, x)).toEqual(linear.forward(params, x));
  });

  it("an engine without SIMD is told of once, and the layers still run", async () => {
    vi.stubGlobal("WebAssembly", undefined);
    vi.resetModules();
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    const fresh = await import("../../../src/library/fused/index.ts");

    const run = runOnce(fresh.fused(gru), sequence);
    runOnce(fresh.fused(gru), sequence);

    expect(fresh.kernelSet()).toBe("none");
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0][0]).toMatch(/no WebAssembly SIMD; fused layers run in plain TypeScript/);
    expect(run).toEqual(runOnce(recurrent(gru), sequence));
    expect(() => fresh.useKernels("simd")).toThrow(/cannot run the "simd" kernels/);
    warn.mockRestore();
  });
});

describe("relaxed SIMD", () => {
  it("is not used unless asked for", () => {
    expect(kernelSet()).toBe("simd");
  });

  it("keeps the promises of the precision, or is refused with the way out", () => {
    if (!isSupported("relaxed")) {
      expect(() => useKernels("relaxed")).toThrow(/--experimental-wasm-relaxed-simd/);
      return;
    }
    const explicit = runOnce(recurrent(gru), sequence);
    useKernels("relaxed");

    const got = runOnce(fused(gru), sequence);

    expect(largestDifference(got.outputs, explicit.outputs)).toBeLessThan(promised.float32.forward);
    expect(relativeDifference(got.gradients, explicit.gradients)).toBeLessThan(promised.float32.backward);
  });
});

it("compiles ahead of time without blocking", async () => {
  vi.resetModules();
  const fresh = await import("../../../src/library/fused/index.ts");

  await fresh.loadKernels();
  await loadKernels();

  expect(runOnce(fresh.fused(gru), sequence)).toEqual(runOnce(fused(gru), sequence));
});
