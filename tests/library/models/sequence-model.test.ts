/** The five wirings, classifier, tagger and forecaster: gradients, masks, and that they learn. */

import { describe, expect, it } from "vitest";
import { gru } from "../../../src/library/cells/gru.ts";
import { lstm } from "../../../src/library/cells/lstm.ts";
import { rnn } from "../../../src/library/cells/rnn.ts";
import { padSequences } from "../../../src/library/data/padding.ts";
import { bidirectional } from "../../../src/library/layers/bidirectional.ts";
import { recurrent } from "../../../src/library/layers/sequence-layer.ts";
import { stacked } from "../../../src/library/layers/stacked.ts";
import { attentionPooling } from "../../../src/library/models/attention-pooling.ts";
import { forecaster } from "../../../src/library/models/forecaster.ts";
import { outputLoss } from "../../../src/library/models/output-loss.ts";
import { sequenceClassifier } from "../../../src/library/models/sequence-classifier.ts";
import { sequenceModel } from "../../../src/library/models/sequence-model.ts";
import { sequenceTagger } from "../../../src/library/models/sequence-tagger.ts";
import { layOutTimeSteps, type Wiring } from "../../../src/library/models/wirings.ts";
import { gradientError } from "../../../src/library/numeric/gradient-check.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { countNumbers, mapNamed, zerosLike } from "../../../src/library/numeric/named.ts";
import { createRandom, normal, uniform } from "../../../src/library/numeric/random.ts";
import { adam } from "../../../src/library/training/optimizers.ts";
import {
  asNamed,
  expectRightGradients as expectRightErrors,
  gradientErrors,
  randomLike,
  randomSequence,
} from "../compare.ts";
import { expectRightGradients } from "./check-gradients.ts";

const ids = (...steps: number[][]): Int32Array[] => steps.map((step) => Int32Array.from(step));

/** Wiring, number of inputs, number of outputs. */
const cases: [Wiring, number, number][] = [
  ["one-to-one", 1, 1],
  ["one-to-many", 1, 3],
  ["many-to-one", 4, 1],
  ["many-to-many", 3, 3],
  ["many-to-many unaligned", 3, 2],
];

describe("layOutTimeSteps", () => {
  it.each([
    ["one-to-one", 1, 1, { steps: 1, readsAt: [0], writesAt: [0] }],
    ["one-to-many", 1, 3, { steps: 3, readsAt: [0], writesAt: [0, 1, 2] }],
    ["many-to-one", 3, 1, { steps: 3, readsAt: [0, 1, 2], writesAt: [2] }],
    ["many-to-many", 2, 2, { steps: 2, readsAt: [0, 1], writesAt: [0, 1] }],
    ["many-to-many unaligned", 2, 3, { steps: 5, readsAt: [0, 1], writesAt: [2, 3, 4] }],
  ] as const)("lays %s with %i inputs and %i outputs out", (wiring, inputs, outputs, expected) => {
    expect(layOutTimeSteps(wiring, inputs, outputs)).toEqual(expected);
  });

  it("refuses numbers of inputs or outputs that do not fit", () => {
    expect(() => layOutTimeSteps("one-to-many", 2, 3)).toThrow("one-to-many: expected 1 input(s), got 2.");
    expect(() => layOutTimeSteps("many-to-one", 3, 2)).toThrow("many-to-one: expected 1 output(s), got 2.");
    expect(() => layOutTimeSteps("many-to-many", 3, 2)).toThrow("many-to-many: expected 3 output(s), got 2.");
    expect(() => layOutTimeSteps("many-to-many unaligned", 0, 2)).toThrow("at least 1 input(s), got 0.");
  });
});

describe("sequenceModel", () => {
  it.each(cases)("has right gradients in the wiring %s", (wiring, inputs, outputs) => {
    const batch = 2;
    const model = sequenceModel({
      layer: recurrent(lstm),
      hidden: 3,
      input: { features: 4 },
      output: { classes: 5 },
      wiring,
    });
    const random = createRandom(1);
    const params = model.initParams(random);

    const sequences = {
      inputs: Array.from({ length: inputs }, () => normal(batch, 4, 1, random)),
      targets: Array.from({ length: outputs }, () => Int32Array.from({ length: batch }, () => random() * 5)),
    };
    // with one time step there is no recurrence: the initial state is zero
    expectRightGradients(model, params, sequences, {
      unused: wiring === "one-to-one" ? ["recurrent.Wh"] : [],
    });
    const { ys, cache } = model.forward(params, sequences.inputs, { outputs });
    const { dys } = outputLoss({ classes: 5 }, ys, sequences.targets);
    const { dInputs } = model.backward(params, cache, dys);
    const loss = (): number => model.loss(params, sequences).loss;
    expectRightErrors(gradientErrors(loss, asNamed("x", sequences.inputs), asNamed("x", dInputs)));
  });

  it.each([{ classes: 3 }, { yesNo: 3 }, { numbers: 3 }])(
    "has a loss that adds up or is averaged, gradients alike: %o",
    (kind) => {
      const random = createRandom(15);
      const ys = [normal(2, 3, 1, random), normal(2, 3, 1, random)];
      const targets =
        "classes" in kind
          ? ids([2, 0], [1, 1])
          : ys.map(() => uniform(2, 3, 0.5, random).map((v) => v + 0.5));
      const masks = [Uint8Array.of(1, 1), Uint8Array.of(0, 1)];

      const sum = outputLoss(kind, ys, targets, masks, "sum");
      const mean = outputLoss(kind, ys, targets, masks);

      const answers = "classes" in kind ? 3 : 9; // three rows count
      expect(mean.loss).toBeCloseTo(sum.loss / answers, 14);
      expect([sum.count, mean.count]).toEqual([3, 3]);
      sum.dys.forEach((dy, k) => {
        const loss = (): number => outputLoss(kind, ys, targets, masks, "sum").loss;
        expect(gradientError(loss, ys[k], dy)).toBeLessThan(1e-7); // central differences in float64
        expect(mean.dys[k].equals(dy.scale(1 / answers), 1e-15)).toBe(true);
      });
      const nothing = masks.map((mask) => mask.map(() => 0));
      expect(outputLoss(kind, ys, targets, nothing, "sum")).toMatchObject({ loss: 0, count: 0 });
    },
  );

  it("has right gradients for several yes-or-no questions per row, where a mask hides one row", () => {
    const layer = recurrent(gru);
    const model = sequenceModel({
      layer,
      hidden: 3,
      input: { tokens: 4 },
      output: { yesNo: 2 },
      wiring: "many-to-many",
    });
    const random = createRandom(14);
    const answers = (): Matrix => uniform(3, 2, 1, random).map((v) => (v > 0 ? 1 : 0));
    const batch = {
      inputs: ids([1, 2, 3], [0, 3, 3]),
      targets: [answers(), answers()],
      targetMasks: [Uint8Array.of(1, 0, 1), Uint8Array.of(1, 1, 1)],
    };

    expectRightGradients(model, model.initParams(random), batch);
    const { loss, count } = model.loss(
      mapNamed(model.initParams(random), (m) => m.scale(0)),
      batch,
    );
    expect(count).toBe(5);
    expect(loss).toBeCloseTo(Math.log(2), 12); // each answer a coin
  });

  it.each(cases)("learns a table in the wiring %s", (wiring, inputs, outputs) => {
    const model = sequenceModel({
      layer: recurrent(gru),
      hidden: 8,
      input: { tokens: 3 },
      output: { numbers: 1 },
      wiring,
    });
    const random = createRandom(2);
    const params = model.initParams(random);
    const batch = {
      inputs: Array.from({ length: inputs }, (_, t) => Int32Array.from([0, 1, 2], (id) => (id + t) % 3)),
      targets: Array.from({ length: outputs }, (_, k) => Matrix.fromRows([[0.1 * k], [0.5], [-0.2 * k]])),
    };

    const before = model.loss(params, batch).loss;
    const optimizer = adam({ rate: 0.02 });
    for (let update = 0; update < 150; update++) optimizer.step(params, model.gradients(params, batch).grads);

    expect(model.loss(params, batch).loss).toBeLessThan(0.05 * before);
  });

  it("carries the state over padding, so that a padded sequence gives what it gives alone", () => {
    const model = sequenceModel({
      layer: bidirectional(recurrent(lstm)),
      hidden: 3,
      input: { tokens: 5, embedding: 2 },
      output: { classes: 4 },
      wiring: "many-to-one",
      pooling: "ends",
    });
    const params = model.initParams(createRandom(3));
    const { tokens, masks } = padSequences([[1, 2], [3, 4, 0, 1], [2]]);

    const { ys } = model.forward(params, tokens, { outputs: 1, inputMasks: masks });

    [[1, 2], [3, 4, 0, 1], [2]].forEach((sequence, r) => {
      const alone = model.forward(params, ids(...sequence.map((id) => [id])), { outputs: 1 });
      expect(alone.ys[0].equals(ys[0].row(r), 1e-15)).toBe(true);
    });
  });

  it("says what does not fit", () => {
    const config = {
      layer: recurrent(rnn),
      hidden: 3,
      input: { tokens: 4 },
      output: { classes: 2 },
    } as const;
    const model = sequenceModel({ ...config, wiring: "many-to-many" });
    const params = model.initParams(createRandom(1));

    expect(() => sequenceModel({ ...config, wiring: "many-to-many", pooling: "max" })).toThrow(
      'sequenceModel: pooling "max" needs the wiring many-to-one, got many-to-many.',
    );
    expect(() => model.loss(params, { inputs: [], targets: [] })).toThrow(/at least 1 input\(s\), got 0/);
    expect(() => model.loss(params, { inputs: [new Matrix(1, 4)], targets: ids([0]) })).toThrow(
      "model: input 0 must be token ids, got numbers [1, 4].",
    );
    expect(() => model.loss(params, { inputs: ids([4]), targets: ids([0]) })).toThrow(/token id 4 .* 0 to 3/);
    expect(() => model.loss(params, { inputs: ids([1]), targets: ids([2]) })).toThrow(/target 0 is 2/);
    expect(() => model.loss(params, { inputs: ids([1]), targets: [new Matrix(1, 2)] })).toThrow(
      /must be classes/,
    );
    expect(() =>
      model.loss(params, { inputs: ids([1]), targets: ids([0]), targetMasks: [new Uint8Array(1)] }),
    ).toThrow(/masks hide every output/);
    expect(() =>
      model.loss(params, { inputs: ids([1], [2]), targets: ids([0], [1]), inputMasks: [Uint8Array.of(1)] }),
    ).toThrow("model: 2 inputs need as many masks, got 1.");
  });
});

describe("sequenceClassifier", () => {
  const { tokens: inputs, masks } = padSequences([
    [1, 2, 0, 3],
    [4, 3],
    [2, 2, 1],
  ]);
  const batch = { inputs, masks, labels: Int32Array.of(1, 0, 2) };

  it.each(["last", "mean", "max", "attention"] as const)(
    "has right gradients with %s pooling over padded sequences",
    (pooling) => {
      const layer = recurrent(gru);
      const model = sequenceClassifier({
        layer,
        hidden: 4,
        input: { tokens: 5, embedding: 2 },
        classes: 3,
        pooling,
      });

      expectRightGradients(model, model.initParams(createRandom(4)), batch);
    },
  );

  it.each(["last", "ends", "mean", "max", "attention"] as const)(
    "has right gradients with %s pooling of a bidirectional layer",
    (pooling) => {
      const layer = bidirectional(recurrent(lstm), recurrent(rnn));
      const model = sequenceClassifier({ layer, hidden: 2, input: { tokens: 5 }, classes: 3, pooling });

      // the pitfall of "last": the backward half has made a single step there, so its recurrent weights are idle
      const unused = pooling === "last" ? ["recurrent.backward.Wh"] : [];
      expectRightGradients(model, model.initParams(createRandom(5)), batch, { unused });
    },
  );

  it("sees the first token through ends but, in its backward half, not through last", () => {
    const layer = bidirectional(recurrent(rnn));
    const sequence = ids([1], [2], [3]);
    const changed = ids([1], [4], [3]);

    const backwardHalfMoves = (["last", "ends"] as const).map((pooling) => {
      const model = sequenceClassifier({ layer, hidden: 2, input: { tokens: 5 }, classes: 3, pooling });
      const params = model.initParams(createRandom(6));
      params["output.W"].data.fill(0, 0, 2 * 3); // leaves the backward half only
      const a = model.logits(params, { inputs: sequence });
      const b = model.logits(params, { inputs: changed });
      return !a.equals(b);
    });

    expect(backwardHalfMoves).toEqual([false, true]);
  });

  it("tells how much each time step counts when it pools by attention, padding not at all", () => {
    const config = { layer: recurrent(gru), hidden: 2, input: { tokens: 5 }, classes: 3 };
    const model = sequenceClassifier({ ...config, pooling: "attention" });
    const mean = sequenceClassifier({ ...config, pooling: "mean" });
    const params = model.initParams(createRandom(16));

    const weights = model.attention(params, batch);
    params["pooling.v"].data.fill(0); // no time step is preferred: the mean
    const even = model.attention(params, batch);

    expect(weights.shape).toBe("[3, 4]");
    for (const [sum] of weights.sumColumns().toRows()) expect(sum).toBeCloseTo(1, 14);
    expect(weights.toRows()[1].slice(2)).toEqual([0, 0]);
    expect(weights.at(0, 0)).not.toBe(weights.at(0, 1));
    expect(even.toRows()[2]).toEqual([1 / 3, 1 / 3, 1 / 3, 0]);
    expect(model.logits(params, batch).equals(mean.logits(params, batch), 1e-15)).toBe(true);
    expect(() => mean.attention(params, batch)).toThrow(
      'the pooling is "mean", only "attention" has weights.',
    );
  });

  it("has right gradients in every parameter and vector that attention pooling reads", () => {
    const random = createRandom(17);
    const params = randomLike(attentionPooling.initParams({ features: 3 }, random), random);
    const ys = randomSequence(4, 2, 3, random);
    const dy = uniform(2, 3, 1, random);
    const hidden = [
      [1, 0],
      [1, 1],
      [0, 1],
      [1, 1],
    ];
    const loss = (): number => attentionPooling.forward(params, ys, hidden).y.times(dy).sum();
    const grads = zerosLike(params);

    const dys = attentionPooling.backward(
      params,
      attentionPooling.forward(params, ys, hidden).cache,
      dy,
      grads,
    );

    expectRightErrors({
      ...gradientErrors(loss, params, grads),
      ...gradientErrors(loss, asNamed("y", ys), asNamed("y", dys)),
    });
  });

  it("counts what it gets right", () => {
    const model = sequenceClassifier({ layer: recurrent(rnn), hidden: 2, input: { tokens: 5 }, classes: 3 });
    const params = model.initParams(createRandom(7));
    params["output.W"].data.fill(0);
    params["output.b"].data.set([0, 1, 0]);

    expect(model.accuracy(params, batch)).toBeCloseTo(1 / 3, 12);
    expect(model.loss(params, batch).count).toBe(3);
  });

  it("refuses a row that is all padding", () => {
    const model = sequenceClassifier({ layer: recurrent(rnn), hidden: 2, input: { tokens: 5 }, classes: 3 });

    expect(() =>
      model.logits(model.initParams(createRandom(1)), { inputs: ids([1, 2]), masks: [Uint8Array.of(1, 0)] }),
    ).toThrow("pool: the masks hide all of row 1; leave it out of the batch.");
  });
});

describe("sequenceTagger", () => {
  const layer = stacked([recurrent(gru), recurrent(lstm)]);
  const model = sequenceTagger({ layer, hidden: 3, input: { tokens: 4, embedding: 2 }, classes: 5 });
  const { tokens: inputs, masks } = padSequences([[1, 2, 3], [3]]);
  const targets = ids([0, 4], [2, 0], [1, 0]);

  it("has right gradients, and none from where the mask is 0", () => {
    const params = model.initParams(createRandom(8));

    expectRightGradients(model, params, { inputs, targets, masks });
    expect(model.loss(params, { inputs, targets, masks }).count).toBe(4);
    expect(model.loss(params, { inputs, targets: ids([0, 4], [2, 3], [1, 3]), masks }).loss).toBe(
      model.loss(params, { inputs, targets, masks }).loss,
    );
  });

  it("has right gradients with a bidirectional layer over padded sequences", () => {
    const both = sequenceTagger({
      layer: bidirectional(recurrent(lstm)),
      hidden: 2,
      input: { tokens: 4, embedding: 3 },
      classes: 5,
    });

    expectRightGradients(both, both.initParams(createRandom(9)), {
      inputs,
      targets,
      masks,
      inputMasks: masks,
    });
  });

  it("measures accuracy over counted time steps", () => {
    const params = model.initParams(createRandom(10));
    params["output.W"].data.fill(0);
    params["output.b"].data.set([9, 0, 0, 0, 0]);

    expect(model.accuracy(params, { inputs, targets, masks })).toBe(1 / 4);
  });
});

describe("forecaster", () => {
  it("has right gradients, in batch 1 and T = 1 too", () => {
    const model = forecaster({ layer: recurrent(lstm), hidden: 4, features: 2, ahead: 3 });
    const random = createRandom(11);
    const params = model.initParams(random);

    for (const [steps, batch] of [
      [5, 3],
      [1, 2],
      [4, 1],
    ]) {
      const inputs = Array.from({ length: steps }, () => normal(batch, 2, 1, random));
      const targets = uniform(batch, 3, 1, random);
      expectRightGradients(
        model,
        params,
        { inputs, targets },
        { unused: steps === 1 ? ["recurrent.Wh"] : [] },
      );
    }
  });

  it("refuses NaN and inputs of another width", () => {
    const model = forecaster({ layer: recurrent(rnn), hidden: 2, features: 2, ahead: 1 });
    const params = model.initParams(createRandom(13));

    expect(() => model.forecast(params, [Matrix.fromRows([[1, Number.NaN]])])).toThrow(
      /input 0 is NaN at \(0, 1\)/,
    );
    expect(() => model.forecast(params, [new Matrix(1, 3)])).toThrow(
      "must be [batch, 2] numbers, got [1, 3].",
    );
    expect(() => model.loss(params, { inputs: [new Matrix(1, 2)], targets: new Matrix(1, 4) })).toThrow(
      /squaredError: .* got \[1, 4\]/,
    );
  });

  it("averages over rows and columns", () => {
    const model = forecaster({ layer: recurrent(rnn), hidden: 2, features: 1, ahead: 2 });
    const params = model.initParams(createRandom(12));
    params["output.W"].data.fill(0);

    const { loss } = model.loss(params, {
      inputs: [new Matrix(2, 1)],
      targets: Matrix.fromRows([
        [1, 2],
        [3, 4],
      ]),
    });

    expect(loss).toBe((1 + 4 + 9 + 16) / 4);
    expect(countNumbers(params)).toBe(1 * 2 + 2 * 2 + 2 + 2 * 2 + 2);
  });
});
