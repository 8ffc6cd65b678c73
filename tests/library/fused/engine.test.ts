import { describe, expect, it } from "vitest";
import { createGru, gru } from "../../../src/library/cells/gru.ts";
import { lstm } from "../../../src/library/cells/lstm.ts";
import { reluRnn } from "../../../src/library/cells/relu-rnn.ts";
import {
  chooseEngine,
  type Engine,
  engineFor,
  layerOf,
  linearOf,
} from "../../../src/library/fused/engine.ts";
import { fusedLinear } from "../../../src/library/fused/linear.ts";
import { linear } from "../../../src/library/layers/linear.ts";
import { languageModel } from "../../../src/library/models/language-model.ts";
import { sequenceModel } from "../../../src/library/models/sequence-model.ts";
import type { Named } from "../../../src/library/numeric/named.ts";
import type { Dtype } from "../../../src/library/numeric/numbers.ts";
import { createRandom } from "../../../src/library/numeric/random.ts";

it("takes the fused layer unless told otherwise", () => {
  expect(layerOf(gru).name).toBe("fused gru");
  expect(layerOf(gru, "explicit").name).toBe("gru");
});

it("takes the explicit layer where there are no kernels, or none for this equation", () => {
  expect(layerOf(reluRnn).name).toBe(reluRnn.name);
  expect(layerOf(createGru({ update: "chung" })).name).toBe("gru");
});

it("computes fused in float32 and explicitly in float64, unless told otherwise", () => {
  expect(chooseEngine({})).toEqual({ engine: "fused", dtype: "float32" });
  expect(chooseEngine({ engine: "explicit" })).toEqual({ engine: "explicit", dtype: "float64" });
  expect(chooseEngine({ dtype: "float64" })).toEqual({ engine: "fused", dtype: "float64" });
  expect([engineFor("float32"), engineFor("float64")]).toEqual(["fused", "explicit"]);
  expect([linearOf("fused"), linearOf("explicit")]).toEqual([fusedLinear, linear]);
});

/** Rounding, about 1e-7 in float32 and 1e-16 in float64, times the terms of a sum. */
const TOLERANCE: Readonly<Record<Dtype, number>> = { float32: 1e-5, float64: 1e-13 };

describe.each(["float32", "float64"] as const)("a model on either engine, %s", (dtype) => {
  const tokens = [Int32Array.of(0, 3, 1), Int32Array.of(2, 2, 4)];
  const batch = { inputs: tokens, targets: [tokens[1], tokens[0]] };
  const masks = [Uint8Array.of(1, 1, 0), Uint8Array.of(1, 0, 1)];
  const models = {
    "language model": (engine: Engine) => {
      const layer = layerOf(lstm, engine);
      const model = languageModel({ layer, tokens: 5, hidden: 7, embedding: 4, dtype, engine });
      return (params: Named) => model.gradients(params, { ...batch, masks });
    },
    "sequence model": (engine: Engine) => {
      const [input, output] = [{ tokens: 5, embedding: 4 }, { classes: 5 }];
      const layer = layerOf(lstm, engine);
      const model = sequenceModel({
        layer,
        hidden: 7,
        input,
        output,
        wiring: "many-to-many",
        dtype,
        engine,
      });
      return (params: Named) => model.gradients(params, { ...batch, targetMasks: masks });
    },
  };
  const { initParams } = languageModel({ layer: layerOf(lstm), tokens: 5, hidden: 7, embedding: 4, dtype });

  it.each(Object.entries(models))("gives the same loss and gradients: %s", (_, gradientsOf) => {
    const params = initParams(createRandom(3));

    const [fast, slow] = [gradientsOf("fused")(params), gradientsOf("explicit")(params)];

    expect(Math.abs(fast.loss - slow.loss)).toBeLessThan(TOLERANCE[dtype]);
    expect(slow.grads["output.W"].norm()).toBeGreaterThan(0.1);
    for (const [name, grad] of Object.entries(slow.grads)) {
      expect(fast.grads[name].equals(grad, TOLERANCE[dtype]), name).toBe(true);
    }
  });
});
