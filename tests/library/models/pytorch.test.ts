/** Whole models against PyTorch's modules: scores, losses and the gradients of all parameters. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { gru } from "../../../src/library/cells/gru.ts";
import { lstm } from "../../../src/library/cells/lstm.ts";
import { rnn } from "../../../src/library/cells/rnn.ts";
import { nextTokenBatch } from "../../../src/library/data/batches.ts";
import { padSequences } from "../../../src/library/data/padding.ts";
import { teacherForcedInputs } from "../../../src/library/data/pair-batch.ts";
import { additiveAttention, dotAttention } from "../../../src/library/layers/attention.ts";
import { bidirectional } from "../../../src/library/layers/bidirectional.ts";
import { recurrent, type SequenceLayer } from "../../../src/library/layers/sequence-layer.ts";
import { fromTorch, type StateDict, type TorchModule, toTorch } from "../../../src/library/layers/torch.ts";
import { encoderDecoder } from "../../../src/library/models/encoder-decoder.ts";
import { forecaster } from "../../../src/library/models/forecaster.ts";
import { languageModel } from "../../../src/library/models/language-model.ts";
import { outputLoss } from "../../../src/library/models/output-loss.ts";
import type { Pooling } from "../../../src/library/models/pooler.ts";
import { sequenceClassifier } from "../../../src/library/models/sequence-classifier.ts";
import { sequenceModel } from "../../../src/library/models/sequence-model.ts";
import { sequenceTagger } from "../../../src/library/models/sequence-tagger.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { type Named, withoutPrefix, withPrefix } from "../../../src/library/numeric/named.ts";
import { expectClose, ROUNDING } from "../compare.ts";

interface Modules {
  [name: string]: { module: TorchModule; stateDict: StateDict; dStateDict: StateDict };
}

interface ClassifierCase {
  title: string;
  modules: Modules;
  sizes: { tokens: number; embedding: number; hidden: number; classes: number };
  batch: { sequences: number[][]; labels: number[] };
  pooling: Pooling;
  bidirectional: boolean;
  logits: number[][];
  loss: number;
}

interface EncoderDecoderCase {
  title: string;
  modules: Modules;
  sizes: { source: number; target: number; embedding: number; hidden: number };
  batch: { pairs: [number[], number[]][]; start: number; end: number };
  attention: "additive" | "dot" | null;
  bidirectional: boolean;
  /** [time step][batch][target tokens]. */
  logits: number[][][];
  loss: number;
}

interface LanguageModelCase {
  title: string;
  modules: Modules;
  sizes: { tokens: number; embedding: number; hidden: number };
  batch: { sequences: number[][] };
  /** [time step][batch][tokens]. */
  logits: number[][][];
  loss: number;
}

interface TaggerCase extends Omit<LanguageModelCase, "batch"> {
  sizes: LanguageModelCase["sizes"] & { classes: number };
  batch: { sequences: number[][]; tags: number[][] };
}

interface ForecasterCase {
  title: string;
  modules: Modules;
  sizes: { features: number; hidden: number; ahead: number };
  /** xs: [time step][batch][features]. */
  batch: { xs: number[][][]; targets: number[][] };
  logits: number[][];
  loss: number;
  dxs: number[][][];
}

const fixture: {
  classifiers: ClassifierCase[];
  encoderDecoders: EncoderDecoderCase[];
  languageModels: LanguageModelCase[];
  taggers: TaggerCase[];
  forecasters: ForecasterCase[];
} = JSON.parse(readFileSync(join(import.meta.dirname, "../../fixtures/pytorch-models.json"), "utf8"));

describe("a classifier is PyTorch's", () => {
  it.each(fixture.classifiers)("$title", ({ modules, sizes, batch, pooling, ...expected }) => {
    const { embedding, hidden, tokens, classes } = sizes;
    const layer = layerOf(modules.recurrent.module, expected.bidirectional);
    const model = sequenceClassifier({ layer, hidden, input: { tokens, embedding }, classes, pooling });
    const { tokens: inputs, masks } = padSequences(batch.sequences);
    const labelled = { inputs, masks, labels: batch.labels };
    const params = paramsOf(modules);

    const { loss, grads } = model.gradients(params, labelled);

    expectClose(model.logits(params, labelled), expected.logits);
    expect(Math.abs(loss - expected.loss)).toBeLessThan(ROUNDING);
    expectSameGradients(grads, modules);
  });
});

describe("an encoder–decoder is PyTorch's", () => {
  it.each(fixture.encoderDecoders)("$title", ({ modules, sizes, batch, attention, ...expected }) => {
    const { source, target, embedding, hidden } = sizes;
    const model = encoderDecoder({
      encoder: layerOf(modules.encoder.module, expected.bidirectional),
      decoder: layerOf(modules.decoder.module, false),
      hidden,
      source: { tokens: source, embedding },
      target: { tokens: target, embedding },
      ...(attention && { attention: attention === "dot" ? dotAttention : additiveAttention }),
    });
    const pairs = toPairBatch(batch);
    const params = paramsOf(modules);

    const { logits } = model.forward(params, pairs);
    const { loss, grads } = model.gradients(params, pairs);

    logits.forEach((step, t) => {
      expectClose(step, expected.logits[t]);
    });
    expect(Math.abs(loss - expected.loss)).toBeLessThan(ROUNDING);
    expectSameGradients(grads, modules);
  });
});

describe("a language model is PyTorch's", () => {
  it.each(fixture.languageModels)("$title", ({ modules, sizes, batch, ...expected }) => {
    const model = languageModel({ ...sizes, layer: layerOf(modules.recurrent.module, false) });
    const tokens = nextTokenBatch(batch.sequences.map((ids) => Int32Array.from(ids)));
    const params = paramsOf(modules);

    const { logits } = model.forward(params, tokens.inputs);
    const { loss, grads } = model.gradients(params, tokens);

    logits.forEach((step, t) => {
      expectClose(step, expected.logits[t]);
    });
    expect(Math.abs(loss - expected.loss)).toBeLessThan(ROUNDING);
    expectSameGradients(grads, modules);
  });
});

describe("a bidirectional tagger is PyTorch's", () => {
  it.each(fixture.taggers)("$title", ({ modules, sizes, batch, ...expected }) => {
    const { embedding, hidden, tokens, classes } = sizes;
    const layer = layerOf(modules.recurrent.module, true);
    const model = sequenceTagger({ layer, hidden, input: { tokens, embedding }, classes });
    const { tokens: inputs, masks } = padSequences(batch.sequences);
    const { tokens: targets } = padSequences(batch.tags);
    const tagged = { inputs, targets, masks, inputMasks: masks };
    const params = paramsOf(modules);

    const { loss, grads } = model.gradients(params, tagged);

    model.logits(params, tagged).forEach((step, t) => {
      step.toRows().forEach((row, r) => {
        if (masks[t][r] === 1) expectClose(Matrix.fromRows([row]), [expected.logits[t][r]]);
      });
    });
    expect(Math.abs(loss - expected.loss)).toBeLessThan(ROUNDING);
    expectSameGradients(grads, modules);
  });
});

describe("a forecaster is PyTorch's", () => {
  it.each(fixture.forecasters)("$title", ({ modules, sizes, batch, ...expected }) => {
    const layer = layerOf(modules.recurrent.module, false);
    const { hidden, features, ahead } = sizes;
    const config = { input: { features }, output: { numbers: ahead }, wiring: "many-to-one" } as const;
    const model = sequenceModel({ layer, hidden, ...config });
    const inputs = batch.xs.map((x) => Matrix.fromRows(x));
    const targets = Matrix.fromRows(batch.targets);
    const params = paramsOf(modules);

    const { ys, cache } = model.forward(params, inputs, { outputs: 1 });
    const { dys, loss } = outputLoss(config.output, ys, [targets]);
    const { grads, dInputs } = model.backward(params, cache, dys);

    const named = forecaster({ layer, hidden, features, ahead });
    expectClose(named.forecast(params, inputs), expected.logits);
    expect(named.loss(params, { inputs, targets }).loss).toBe(loss);
    expect(Math.abs(loss - expected.loss)).toBeLessThan(ROUNDING);
    expectSameGradients(grads, modules);
    dInputs.forEach((dx, t) => {
      expectClose(dx, expected.dxs[t]);
    });
  });
});

function layerOf(module: TorchModule, bothWays: boolean): SequenceLayer {
  const layers = { RNN: recurrent(rnn), LSTM: recurrent(lstm), GRU: recurrent(gru) };
  const layer: SequenceLayer = layers[module as keyof typeof layers];
  return bothWays ? bidirectional(layer) : layer;
}

/** A matrix of the attention, v of the pooling included, is a linear layer without bias in PyTorch. */
const isAttention = (name: string): boolean => name.startsWith("attention.") || name === "pooling.v";

function paramsOf(modules: Modules): Named {
  const parts = Object.entries(modules).map(([name, { module, stateDict }]) => {
    const part = fromTorch(module, stateDict);
    return isAttention(name) ? { [name]: part.W } : withPrefix(name, part);
  });
  return Object.assign({}, ...parts);
}

function expectSameGradients(grads: Named, modules: Modules): void {
  for (const [name, { module, dStateDict }] of Object.entries(modules)) {
    const ours = isAttention(name)
      ? toTorch(module, { W: grads[name], b: new Matrix(1, grads[name].cols) })
      : toTorch(module, withoutPrefix(name, grads));
    for (const [key, theirs] of Object.entries(dStateDict)) {
      // PyTorch's second bias is part of our one; the GRU's candidate has its own, in the last third
      const from = key.startsWith("bias_hh")
        ? module === "GRU"
          ? (2 * theirs.length) / 3
          : theirs.length
        : 0;
      if (from === theirs.length) continue;
      expectClose(toMatrix(ours[key].slice(from)), toMatrix(theirs.slice(from)));
    }
  }
}

const toMatrix = (value: StateDict[string]): Matrix =>
  Matrix.fromRows((Array.isArray(value[0]) ? value : [value]) as number[][]);

function toPairBatch({ pairs, start, end }: EncoderDecoderCase["batch"]) {
  const source = padSequences(pairs.map(([ids]) => ids));
  const targets = pairs.map(([, ids]) => Int32Array.from([...ids, end]));
  const padded = padSequences(targets);
  return {
    source: source.tokens,
    sourceMasks: source.masks,
    inputs: padSequences(targets.map((ids) => teacherForcedInputs(ids, start))).tokens,
    targets: padded.tokens,
    masks: padded.masks,
  };
}
