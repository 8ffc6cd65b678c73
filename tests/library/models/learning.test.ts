/** Models, generators and the trainer together: each small task is learned, and beats its baseline. */

import { describe, expect, it } from "vitest";
import { createGru } from "../../../src/library/cells/gru.ts";
import { createLstm } from "../../../src/library/cells/lstm.ts";
import { rnn } from "../../../src/library/cells/rnn.ts";
import { addingBaseline, makeAdding } from "../../../src/library/data/adding.ts";
import { copyBaseline, makeCopy } from "../../../src/library/data/copy.ts";
import { labelledBatch } from "../../../src/library/data/labelled-batch.ts";
import { makeReview, reviewBaseline, reviewWords } from "../../../src/library/data/negation.ts";
import { makeParity, parityBaseline } from "../../../src/library/data/parity.ts";
import { createTokenVocabulary } from "../../../src/library/data/token-vocabulary.ts";
import { makeWhichFirst, whichFirstBaseline } from "../../../src/library/data/which-first.ts";
import { recurrent } from "../../../src/library/layers/sequence-layer.ts";
import { forecaster } from "../../../src/library/models/forecaster.ts";
import { sequenceClassifier } from "../../../src/library/models/sequence-classifier.ts";
import { sequenceTagger } from "../../../src/library/models/sequence-tagger.ts";
import type { Named } from "../../../src/library/numeric/named.ts";
import { createRandom, type Random } from "../../../src/library/numeric/random.ts";
import { adam } from "../../../src/library/training/optimizers.ts";
import { type Trainable, train } from "../../../src/library/training/trainer.ts";

async function trained<Batch>(
  model: Trainable<Batch> & { initParams(random: Random): Named },
  make: (random: Random) => Batch,
  { updates, rate }: { updates: number; rate: number },
): Promise<Named> {
  const params = model.initParams(createRandom(1));
  const batchAt = (update: number): Batch => make(createRandom(2, update));
  await train({ model, params, optimizer: adam({ rate }), batchAt, updates, clipNorm: 1 });
  return params;
}

describe("training", () => {
  it("tells a classifier which came first, which a bag of symbols cannot know", async () => {
    const model = sequenceClassifier({ layer: recurrent(rnn), hidden: 8, input: { tokens: 6 }, classes: 2 });
    const make = (random: Random) => makeWhichFirst({ steps: 6, batch: 32 }, random);

    const params = await trained(model, make, { updates: 200, rate: 0.02 });

    expect(model.accuracy(params, make(createRandom(3)))).toBeGreaterThan(0.95);
    expect(whichFirstBaseline.bagOfSymbols).toBe(0.5);
  });

  it("brings a tagger through running parity", async () => {
    const model = sequenceTagger({ layer: recurrent(rnn), hidden: 8, input: { features: 1 }, classes: 2 });
    const make = (random: Random) => makeParity({ steps: 8, batch: 32 }, random);

    const params = await trained(model, make, { updates: 400, rate: 0.03 });

    expect(model.accuracy(params, make(createRandom(3)))).toBeGreaterThan(0.95);
    expect(parityBaseline(8).accuracy).toBeLessThan(0.6);
  });

  it("brings a forecaster through the adding problem", async () => {
    const model = forecaster({ layer: recurrent(createGru()), hidden: 12, features: 2, ahead: 1 });
    const make = (random: Random) => makeAdding({ steps: 8, batch: 32 }, random);

    const params = await trained(model, make, { updates: 300, rate: 0.02 });

    expect(model.loss(params, make(createRandom(3))).loss).toBeLessThan(
      0.1 * addingBaseline.meanSquaredError,
    );
  });

  it("brings a tagger below the memoryless loss of the copy task", async () => {
    const size = { length: 1, symbols: 3, lag: 4 };
    const model = sequenceTagger({
      layer: recurrent(createLstm(3)),
      hidden: 12,
      input: { tokens: 5 },
      classes: 5,
    });
    const make = (random: Random) => makeCopy({ ...size, batch: 32 }, random);

    const params = await trained(model, make, { updates: 300, rate: 0.03 });

    expect(model.loss(params, make(createRandom(3))).loss).toBeLessThan(
      0.3 * copyBaseline(size).crossEntropy,
    );
  });

  it("lets a classifier read reviews better than any bag of clauses", async () => {
    const vocabulary = createTokenVocabulary(reviewWords);
    const layer = recurrent(createGru());
    const model = sequenceClassifier({
      layer,
      hidden: 12,
      input: { tokens: vocabulary.size, embedding: 8 },
      classes: 2,
    });
    const make = (random: Random) =>
      labelledBatch(
        Array.from({ length: 32 }, () => {
          const { words, label } = makeReview({}, random);
          return { tokens: vocabulary.encode(words), label };
        }),
      );

    const params = await trained(model, make, { updates: 200, rate: 0.02 });

    expect(model.accuracy(params, make(createRandom(3)))).toBeGreaterThan(0.95);
    expect(reviewBaseline.bagOfClauses).toBe(0.75);
  });
});
