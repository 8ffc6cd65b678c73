import { describe, expect, it } from "vitest";
import { lstm } from "../../../src/library/cells/lstm.ts";
import {
  encodeWords,
  nextTokenBatch,
  shuffledBatches,
  type TokenBatch,
} from "../../../src/library/data/batches.ts";
import { createVocabulary } from "../../../src/library/data/vocabulary.ts";
import { recurrent } from "../../../src/library/layers/sequence-layer.ts";
import { stacked } from "../../../src/library/layers/stacked.ts";
import { languageModel } from "../../../src/library/models/language-model.ts";
import { createRandom } from "../../../src/library/numeric/random.ts";
import {
  type Checkpoint,
  createCheckpoint,
  restoreCheckpoint,
} from "../../../src/library/training/checkpoint.ts";
import { adam, sgd } from "../../../src/library/training/optimizers.ts";
import {
  type Progress,
  type Trainable,
  type TrainingConfig,
  train,
} from "../../../src/library/training/trainer.ts";

const words = ["anna", "bob", "ada", "eve", "otto", "nan", "elle", "hannah"];
const vocabulary = createVocabulary(words);
const batches = shuffledBatches(encodeWords(words, vocabulary), { batchSize: 3, seed: 5 });
const heldOut = nextTokenBatch(encodeWords(["hanna", "abe"], vocabulary));
const layer = stacked([recurrent(lstm), recurrent(lstm)], { dropout: 0.2 });
const model = languageModel({ layer, tokens: vocabulary.size, hidden: 6, embedding: 4 });

function setUp(updates: number): TrainingConfig<TokenBatch> {
  return {
    model,
    params: model.initParams(createRandom(1)),
    optimizer: adam({ rate: 0.02 }),
    batchAt: (update) => nextTokenBatch(batches.at(update)),
    updates,
    clipNorm: 1,
    seed: 7,
    validation: { batches: [heldOut], every: 4 },
  };
}

describe("training", () => {
  it("brings the loss down and tells its progress after every update", async () => {
    const seen: Progress[] = [];

    const { stopped, state } = await train({
      ...setUp(60),
      onUpdate: (progress) => void seen.push(progress),
    });

    expect(stopped).toBe("finished");
    expect(state.losses[59]).toBeLessThan(0.8 * state.losses[0]);
    expect(seen.map(({ update }) => update)).toEqual(Array.from({ length: 60 }, (_, k) => k + 1));
    expect(seen.map(({ loss }) => loss)).toEqual(state.losses);
    expect(seen[59]).toMatchObject({ updates: 60, secondsLeft: 0 });
    expect(seen[29].secondsLeft).toBeCloseTo(30 / seen[29].updatesPerSecond, 10);
    expect(seen.filter(({ validationLoss }) => validationLoss !== undefined)).toHaveLength(15);
  });

  it("gives the same curve to the last bit for the same seeds", async () => {
    const [first, second] = [setUp(12), setUp(12)];

    const results = [await train(first), await train(second)];

    expect(results[1]).toEqual(results[0]);
    expect(second.params).toEqual(first.params);
  });

  it("goes on from a checkpoint to the very same numbers, in the middle of an epoch, dropout included", async () => {
    const whole = setUp(15);
    const wholeRun = await train(whole);
    const begun = setUp(7);
    const { state } = await train(begun);
    const saved: Checkpoint = JSON.parse(
      JSON.stringify(createCheckpoint(begun.params, begun.optimizer, state)),
    );

    const resumed = setUp(15);
    const restored = restoreCheckpoint(saved, resumed.optimizer);
    const resumedRun = await train({ ...resumed, ...restored });

    expect(resumedRun.state).toEqual(wholeRun.state);
    expect(restored.params).toEqual(whole.params);
  });

  it("goes on from a checkpoint that a callback took while the run went on", async () => {
    const whole = setUp(11);
    let saved = "";
    const wholeRun = await train({
      ...whole,
      onUpdate: ({ update, state }) => {
        if (update === 5) saved = JSON.stringify(createCheckpoint(whole.params, whole.optimizer, state));
      },
    });

    const resumed = setUp(11);
    const restored = restoreCheckpoint(JSON.parse(saved), resumed.optimizer);
    const resumedRun = await train({ ...resumed, ...restored });

    expect(restored.state.losses).toHaveLength(5);
    expect(resumedRun.state).toEqual(wholeRun.state);
    expect(restored.params).toEqual(whole.params);
  });

  it("stops early after as many validations without a new best as its patience", async () => {
    const losses = [5, 4, 4.5, 4.2, 3, 9];
    let validation = 0;
    const config = { ...setUp(100), validation: { batches: [heldOut], every: 2, patience: 2 } };
    const scripted: Trainable<TokenBatch> = {
      gradients: model.gradients,
      loss: () => ({ loss: losses[validation++], count: 1 }),
    };

    const { stopped, state } = await train({ ...config, model: scripted });

    expect(stopped).toBe("early");
    expect(state.validations.map(({ loss }) => loss)).toEqual([5, 4, 4.5, 4.2]);
    expect(state.update).toBe(8);
    expect(state.best).not.toEqual(config.params); // the parameters of the second validation, 4 updates ago
  });

  it("stops when it is told to, and keeps what there is", async () => {
    const control = new AbortController();

    const { stopped, state } = await train({
      ...setUp(1000),
      signal: control.signal,
      onUpdate: ({ update }) => {
        if (update === 3) control.abort();
      },
    });

    expect(stopped).toBe("aborted");
    expect(state.losses).toHaveLength(3);
  });

  it("lets timers have their turn, so a display and a stop button stay alive", async () => {
    const control = new AbortController();
    const timer = setTimeout(() => control.abort(), 60);

    const { stopped } = await train({ ...setUp(1e6), signal: control.signal });
    clearTimeout(timer);

    expect(stopped).toBe("aborted");
  });
});

describe("a checkpoint", () => {
  it("refuses another optimizer and another format", async () => {
    const config = setUp(2);
    const { state } = await train(config);
    const saved = createCheckpoint(config.params, config.optimizer, state);

    expect(() => restoreCheckpoint(saved, sgd({ rate: 1 }))).toThrow(
      "restoreCheckpoint: the run used adam, this optimizer is sgd.",
    );
    expect(() => restoreCheckpoint({} as Checkpoint, adam({ rate: 1 }))).toThrow(
      'restoreCheckpoint: expected the format "unrolled checkpoint 1", got undefined.',
    );
  });
});
