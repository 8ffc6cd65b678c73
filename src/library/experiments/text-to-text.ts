/**
 * How well does an encoder–decoder learn to turn one text into another, and how much worse is it when it must read
 * its own words? Trains on examples drawn without end and measures on examples never seen:
 *
 *   forced   every input of the decoder is the true previous character
 *   free     every input is the decoder's own likeliest character, as in use
 */

import { createGru } from "../cells/gru.ts";
import { createLstm } from "../cells/lstm.ts";
import type { Pair } from "../data/pair.ts";
import { type PairBatch, pairBatch } from "../data/pair-batch.ts";
import { END, START } from "../data/token-vocabulary.ts";
import { fusedAdam } from "../fused/adam.ts";
import { chooseEngine, type EngineChoice, layerOf } from "../fused/engine.ts";
import { type Attention, additiveAttention, dotAttention, scaledDotAttention } from "../layers/attention.ts";
import { greedyDecode } from "../models/decoding.ts";
import { type EncoderDecoder, encoderDecoder } from "../models/encoder-decoder.ts";
import { likeliestOfRow } from "../models/likeliest.ts";
import { outputLoss } from "../models/output-loss.ts";
import { linearTruthShare } from "../models/scheduled-sampling.ts";
import type { TokenStepper } from "../models/token-stepper.ts";
import { countNumbers, type Named } from "../numeric/named.ts";
import { createRandom } from "../numeric/random.ts";
import { adam } from "../training/optimizers.ts";
import { train } from "../training/trainer.ts";
import { type TextTask, type TextTaskConfig, textTask } from "./text-tasks.ts";

/** Which score the attention uses; none: the final state is all that the decoder knows. */
export type AttentionKind = "none" | "additive" | "dot" | "scaled dot";

/** Task, model and training. The same kind of cell on both sides, one-hot characters. */
export interface TextToTextConfig extends EngineChoice {
  readonly task: TextTaskConfig;
  /** GRU unless given. The LSTM's forget gates start at σ(1). */
  readonly cell?: "gru" | "lstm";
  readonly attention: AttentionKind;
  readonly seed: number;
  readonly hidden: number;
  readonly batch: number;
  /** Learning rate of Adam. */
  readonly rate: number;
  /** The rate falls along a line to 0 at the last update, which calms the end; constant unless given. */
  readonly cooling?: boolean;
  readonly updates: number;
  /** Measure after every so many updates. */
  readonly every: number;
  /** Examples to measure on. */
  readonly tested: number;
  /**
   * Scheduled sampling: the share of true inputs falls from 1 along a line to `least` at update `last`. Teacher forcing
   * unless given.
   */
  readonly truthShare?: { readonly last: number; readonly least: number };
}

/** Losses in nats per character, shares of right characters, and of answers without any mistake. */
export interface TextMeasure {
  readonly forcedLoss: number;
  readonly freeLoss: number;
  readonly forcedAccuracy: number;
  readonly freeAccuracy: number;
  /** Answers that are right in every character when the decoder runs freely. */
  readonly exact: number;
}

/** The learning curve. */
export interface TextToTextResult {
  readonly config: TextToTextConfig;
  readonly parameters: number;
  readonly curve: readonly (TextMeasure & { readonly update: number })[];
}

/** A trained network with all it takes to use it. */
export interface TrainedTranslator {
  readonly result: TextToTextResult;
  readonly task: TextTask;
  readonly model: EncoderDecoder;
  readonly params: Named;
}

/** What a training tells: where it stands, and the network as it is at that moment. */
export interface TranslatorProgress extends Omit<TrainedTranslator, "result"> {
  readonly update: number;
}

const attentions: Readonly<Record<Exclude<AttentionKind, "none">, Attention>> = {
  additive: additiveAttention,
  dot: dotAttention,
  "scaled dot": scaledDotAttention,
};

/** Trains an encoder–decoder; `onUpdate` hears of every update, 0 (before the first one) included. */
export async function trainTextToText(
  config: TextToTextConfig,
  onUpdate?: (progress: TranslatorProgress) => void,
): Promise<TrainedTranslator> {
  const { seed, batch, updates, every, tested, truthShare } = config;
  const rate = (update: number): number => config.rate * (config.cooling ? 1 - update / updates : 1);
  const task = textTask(config.task);
  const model = translatorModel(config, task);
  const params = model.initParams(createRandom(seed));
  const unseen = task.batch(tested, createRandom(seed, TEST_STREAM));
  const curve = [{ update: 0, ...measureTexts(model, params, unseen) }];
  onUpdate?.({ update: 0, task, model, params });
  await train<PairBatch>({
    model,
    params,
    optimizer: chooseEngine(config).engine === "fused" ? fusedAdam({ rate }) : adam({ rate }),
    batchAt: (update) => ({
      ...task.batch(batch, createRandom(seed, update)),
      ...(truthShare && { truthShare: linearTruthShare(update, truthShare) }),
    }),
    updates,
    seed,
    clipNorm: 1,
    onUpdate({ update }) {
      if (update % every === 0) curve.push({ update, ...measureTexts(model, params, unseen) });
      onUpdate?.({ update, task, model, params });
    },
  });
  return { result: { config, parameters: countNumbers(params), curve }, task, model, params };
}

/** Stream of random numbers for the examples that are measured on; training takes the streams 0, 1, 2, … */
const TEST_STREAM = 1_000_000;

function translatorModel(config: TextToTextConfig, task: TextTask): EncoderDecoder {
  const { engine, dtype } = chooseEngine(config);
  const { source, target } = task.vocabularies;
  const only = { inputGradients: false };
  const layer =
    config.cell === "lstm" ? layerOf(createLstm(1), engine, only) : layerOf(createGru(), engine, only);
  return encoderDecoder({
    encoder: layer,
    decoder: layer,
    hidden: config.hidden,
    source: { tokens: source.size },
    target: { tokens: target.size },
    dtype,
    ...(config.attention !== "none" && { attention: attentions[config.attention] }),
  });
}

/** Measures a network on a batch, forced and free. */
export function measureTexts(model: EncoderDecoder, params: Named, batch: PairBatch): TextMeasure {
  const forced = measureWith(model, params, batch);
  const ownWords = model.scheduledInputs(params, { ...batch, truthShare: 0 }, createRandom(1));
  const free = measureWith(model, params, { ...batch, inputs: ownWords as Int32Array[] });
  return {
    forcedLoss: forced.loss,
    freeLoss: free.loss,
    forcedAccuracy: forced.accuracy,
    freeAccuracy: free.accuracy,
    exact: free.exact,
  };
}

function measureWith(
  model: EncoderDecoder,
  params: Named,
  batch: PairBatch,
): { loss: number; accuracy: number; exact: number } {
  const { logits } = model.forward(params, batch);
  const { loss, count } = outputLoss({ classes: logits[0].cols }, logits, batch.targets, batch.masks);
  const wrong = new Int32Array(logits[0].rows);
  logits.forEach((z, t) => {
    batch.targets[t].forEach((target, r) => {
      if (batch.masks[t][r] !== 0 && likeliestOfRow(z, r) !== target) wrong[r]++;
    });
  });
  const mistakes = wrong.reduce((sum, w) => sum + w, 0);
  const exact = wrong.filter((w) => w === 0).length;
  return { loss, accuracy: 1 - mistakes / count, exact: exact / wrong.length };
}

/** The network as a decoding method sees it, and where the answer starts and ends. */
export function stepperFor(
  { model, params, task }: Omit<TrainedTranslator, "result">,
  text: string,
): { stepper: TokenStepper<Named>; start: number; end: number } {
  const { source, target } = task.vocabularies;
  const stepper = model.stepper(params, { source: Array.from(source.encode(text), (id) => [id]) });
  return { stepper, start: target.tokenId(START), end: target.tokenId(END) };
}

/** What the network answers to a text, by greedy decoding. */
export function translate(
  network: Omit<TrainedTranslator, "result">,
  text: string,
  maxLength: number,
): string {
  const { stepper, start, end } = stepperFor(network, text);
  const ids = greedyDecode(stepper, { start, end, maxLength });
  return network.task.vocabularies.target.decode(ids).join("");
}

/** alphas[t][j]: the weight of source character j while character t of the true answer (END last) is said; empty without attention. */
export function alignmentOf(
  { model, params, task }: Omit<TrainedTranslator, "result">,
  pair: Pair,
): number[][] {
  const { alphas } = model.forward(params, pairBatch([pair], task.vocabularies));
  return alphas.map((alpha) => Array.from(alpha.data));
}
