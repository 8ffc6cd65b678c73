import { describe, expect, it } from "vitest";
import { createGru, gru } from "../../../src/library/cells/gru.ts";
import { lstm } from "../../../src/library/cells/lstm.ts";
import { reluRnn } from "../../../src/library/cells/relu-rnn.ts";
import { checkpointed } from "../../../src/library/fused/checkpointed.ts";
import {
  chooseEngine,
  type Engine,
  engineFor,
  layerOf,
  linearOf,
  modelLayer,
} from "../../../src/library/fused/engine.ts";
import { fused } from "../../../src/library/fused/fused-layer.ts";
import { fusedLinear } from "../../../src/library/fused/linear.ts";
import { additiveAttention } from "../../../src/library/layers/attention.ts";
import { bidirectional } from "../../../src/library/layers/bidirectional.ts";
import { linear } from "../../../src/library/layers/linear.ts";
import { recurrent, type SequenceLayer } from "../../../src/library/layers/sequence-layer.ts";
import { stacked } from "../../../src/library/layers/stacked.ts";
import { type EncoderDecoder, encoderDecoder } from "../../../src/library/models/encoder-decoder.ts";
import { forecaster } from "../../../src/library/models/forecaster.ts";
import { languageModel } from "../../../src/library/models/language-model.ts";
import { sequenceClassifier } from "../../../src/library/models/sequence-classifier.ts";
import { sequenceModel } from "../../../src/library/models/sequence-model.ts";
import { sequenceTagger } from "../../../src/library/models/sequence-tagger.ts";
import type { Named } from "../../../src/library/numeric/named.ts";
import type { Dtype } from "../../../src/library/numeric/numbers.ts";
import { createRandom, type Random } from "../../../src/library/numeric/random.ts";

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
  expect(chooseEngine({ dtype: "float64" })).toEqual({ engine: "explicit", dtype: "float64" });
  expect([engineFor("float32"), engineFor("float64")]).toEqual(["fused", "explicit"]);
  expect([linearOf("fused"), linearOf("explicit")]).toEqual([fusedLinear, linear]);
});

describe("a model", () => {
  const choose = (config: Parameters<typeof modelLayer>[0]): unknown[] => {
    const { layer, dtype, engine } = modelLayer(config);
    return [layer.name, dtype, engine];
  };

  it("runs a cell fused in float32 unless told otherwise", () => {
    expect(choose({ layer: gru })).toEqual(["fused gru", "float32", "fused"]);
    expect(choose({ layer: gru, engine: "explicit" })).toEqual(["gru", "float64", "explicit"]);
    expect(choose({ layer: gru, dtype: "float64" })).toEqual(["gru", "float64", "explicit"]);
    expect(choose({ layer: gru, dtype: "float64", engine: "fused" })).toEqual([
      "fused gru",
      "float64",
      "fused",
    ]);
  });

  it("runs a cell without kernels explicitly, in float64 unless told otherwise", () => {
    expect(choose({ layer: reluRnn })).toEqual([reluRnn.name, "float64", "explicit"]);
    expect(choose({ layer: reluRnn, dtype: "float32" })).toEqual([reluRnn.name, "float32", "fused"]);
  });

  it("takes precision and engine from the layer that it is given, also inside other layers", () => {
    expect(choose({ layer: fused(gru) })).toEqual(["fused gru", "float32", "fused"]);
    expect(choose({ layer: recurrent(gru) as SequenceLayer })).toEqual(["gru", "float64", "explicit"]);
    expect(choose({ layer: fused(gru), dtype: "float64" })).toEqual(["fused gru", "float64", "explicit"]);
    for (const wrap of [stacked, bidirectional, checkpointed]) {
      const around = (layer: SequenceLayer): SequenceLayer =>
        (wrap as (inner: unknown) => SequenceLayer)(wrap === stacked ? [layer] : layer);
      expect(choose({ layer: around(layerOf(gru)) }).slice(1)).toEqual(["float32", "fused"]);
      expect(choose({ layer: around(layerOf(gru, "explicit")) }).slice(1)).toEqual(["float64", "explicit"]);
    }
  });

  it("has its parameters in that precision, whatever it is for", () => {
    const tokens = { tokens: 4 };
    const dtypeOf = (model: { initParams(random: Random): Named }): unknown =>
      new Set(Object.values(model.initParams(createRandom(1))).map(({ dtype }) => dtype));
    for (const [config, dtype] of [
      [{}, "float32"],
      [{ engine: "explicit" }, "float64"],
      [{ dtype: "float64" }, "float64"],
    ] as const) {
      const shared = { layer: lstm, hidden: 3, ...config };
      const only = new Set([dtype]);
      expect(dtypeOf(languageModel({ ...shared, tokens: 4, embedding: 2 }))).toEqual(only);
      expect(dtypeOf(sequenceClassifier({ ...shared, input: tokens, classes: 2 }))).toEqual(only);
      expect(dtypeOf(sequenceTagger({ ...shared, input: tokens, classes: 2 }))).toEqual(only);
      expect(dtypeOf(forecaster({ ...shared, features: 2, ahead: 1 }))).toEqual(only);
      const pair = { encoder: lstm, decoder: lstm, source: tokens, target: tokens };
      expect(
        dtypeOf(encoderDecoder({ hidden: 3, ...config, ...pair, attention: additiveAttention })),
      ).toEqual(only);
    }
  });
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

  it.each([undefined, additiveAttention])(
    "gives the same loss and gradients: encoder-decoder",
    (attention) => {
      const [source, target] = [{ tokens: 5 }, { tokens: 6, embedding: 3 }];
      const shared = { encoder: lstm, decoder: lstm, hidden: 7, source, target, dtype };
      const run = (engine: Engine): ReturnType<EncoderDecoder["gradients"]> => {
        const model = encoderDecoder({ ...shared, engine, ...(attention && { attention }) });
        const sourceMasks = tokens.map((ids) => new Uint8Array(ids.length).fill(1));
        const pairs = { source: tokens, sourceMasks, ...batch, masks };
        return model.gradients(model.initParams(createRandom(4)), pairs);
      };

      const [fast, slow] = [run("fused"), run("explicit")];

      expect(Math.abs(fast.loss - slow.loss)).toBeLessThan(TOLERANCE[dtype]);
      for (const [name, grad] of Object.entries(slow.grads)) {
        expect(fast.grads[name].equals(grad, TOLERANCE[dtype]), name).toBe(true);
      }
    },
  );

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
