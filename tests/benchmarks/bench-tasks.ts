/** Two tasks from start to finish: how many CPU seconds until they are learned. */

import { createGru } from "../../src/library/cells/gru.ts";
import { addingBaseline, makeAdding } from "../../src/library/data/adding.ts";
import { encodeWords, nextTokenBatch, shuffledBatches, splitItems } from "../../src/library/data/batches.ts";
import { createVocabulary } from "../../src/library/data/vocabulary.ts";
import { plainNames } from "../../src/library/experiments/names-model.ts";
import { ngramBitsPerCharacter } from "../../src/library/experiments/ngram-baseline.ts";
import { fusedAdam } from "../../src/library/fused/adam.ts";
import { fused } from "../../src/library/fused/fused-layer.ts";
import { type Forecaster, forecaster, type NumberBatch } from "../../src/library/models/forecaster.ts";
import { languageModel } from "../../src/library/models/language-model.ts";
import { createRandom } from "../../src/library/numeric/random.ts";
import { clipByGlobalNorm } from "../../src/library/training/clipping.ts";
import type { Report } from "./report.ts";

const LIMIT_SECONDS = 60;

export async function benchTasks(report: Report): Promise<void> {
  const names = learnNames();
  report.ratio("task.names-to-bigram.cpu-seconds", names.seconds, { relation: "<=", value: 10 });
  report.note(
    `names: ${names.bits.toFixed(3)} bits per character after ${names.updates} updates; bigram ${names.bigram.toFixed(3)}`,
  );
  const adding = learnAdding();
  report.ratio("task.adding-T100.cpu-seconds", adding.seconds, { relation: "<=", value: 10 });
  report.note(
    `adding, T = 100: squared error ${adding.error.toFixed(4)} after ${adding.updates} updates (constant answer: ${addingBaseline.meanSquaredError.toFixed(3)})`,
  );
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** A character model of first names, until it predicts unseen names as well as counting pairs does. */
export function learnNames(): { seconds: number; updates: number; bits: number; bigram: number } {
  const names = plainNames();
  const vocabulary = createVocabulary(names);
  const split = splitItems(names, { heldOut: 500, seed: 1 });
  const [seen, unseen] = [encodeWords(split.train, vocabulary), encodeWords(split.heldOut, vocabulary)];
  const bigram = ngramBitsPerCharacter(seen, unseen, { symbols: vocabulary.size, order: 2 });
  const unseenBatch = nextTokenBatch(unseen);
  const batches = shuffledBatches(seen, { batchSize: 32, seed: 1 });
  const layer = fused(createGru(), { inputGradients: false });
  const model = languageModel({ layer, tokens: vocabulary.size, hidden: 64, dtype: "float32" });
  const params = model.initParams(createRandom(1));
  const optimizer = fusedAdam({ rate: 5e-3 });
  const started = cpuSeconds();
  let [updates, bits] = [0, Number.POSITIVE_INFINITY];
  while (bits > bigram && cpuSeconds() - started < LIMIT_SECONDS) {
    const { grads } = model.gradients(params, nextTokenBatch(batches.at(updates)), createRandom(1, updates));
    clipByGlobalNorm(grads, 1);
    optimizer.step(params, grads);
    updates++;
    if (updates % 25 === 0) bits = model.loss(params, unseenBatch).loss / Math.LN2;
  }
  return { seconds: cpuSeconds() - started, updates, bits, bigram };
}

/** The adding problem over 100 time steps with a GRU of 32 units, until the squared error is below 0.01. */
export function learnAdding(): { seconds: number; updates: number; error: number } {
  const layer = fused(createGru({ updateBias: 2 }), { inputGradients: false });
  const model: Forecaster = forecaster({ layer, hidden: 32, features: 2, ahead: 1, dtype: "float32" });
  const params = model.initParams(createRandom(1));
  const optimizer = fusedAdam({ rate: 1e-2 });
  const random = createRandom(2);
  const draw = (batch: number): NumberBatch => {
    const { inputs, targets } = makeAdding({ steps: 100, batch }, random);
    return { inputs: inputs.map((x) => x.to("float32")), targets: targets.to("float32") };
  };
  const unseen = draw(200);
  const started = cpuSeconds();
  let [updates, error] = [0, Number.POSITIVE_INFINITY];
  while (error > 0.01 && cpuSeconds() - started < LIMIT_SECONDS) {
    const { grads } = model.gradients(params, draw(32));
    clipByGlobalNorm(grads, 1);
    optimizer.step(params, grads);
    updates++;
    if (updates % 50 === 0) error = model.loss(params, unseen).loss;
  }
  return { seconds: cpuSeconds() - started, updates, error };
}
