/**
 * What do the gates of an LSTM do on real text, before and after training? And how long do its two states
 * remember? Trains a character model on Moby-Dick, reduced to 26 letters and the space.
 *
 * The half-life of a unit's state is the lag at which its autocorrelation has fallen to one half.
 */

import { autocorrelation, measuredHalfLife } from "../analysis/half-life.ts";
import { createLstm, type LstmCache } from "../cells/lstm.ts";
import { loadMobyDick, plainLetters } from "../data/moby-dick.ts";
import { statefulBatches } from "../data/stateful-batches.ts";
import { createVocabulary, type Vocabulary } from "../data/vocabulary.ts";
import { chooseEngine, type EngineChoice, layerOf } from "../fused/engine.ts";
import { oneHot } from "../layers/embedding.ts";
import { linear } from "../layers/linear.ts";
import { softmaxCrossEntropy } from "../layers/losses.ts";
import { unroll } from "../layers/recurrent.ts";
import { languageModel } from "../models/language-model.ts";
import { joinRows } from "../numeric/join.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { type Named, toDtype, withoutPrefix } from "../numeric/named.ts";
import { createRandom } from "../numeric/random.ts";
import { adam } from "../training/optimizers.ts";
import { train } from "../training/trainer.ts";
import { ngramBitsPerCharacter } from "./ngram-baseline.ts";

/** Text, sizes, seed and updates. Trains fused in float32 unless told; gates and states are read from the explicit cell. */
export interface LstmReaderConfig extends EngineChoice {
  readonly seed: number;
  readonly hidden: number;
  readonly batch: number;
  /** Time steps of one training window. */
  readonly steps: number;
  readonly updates: number;
  readonly rate: number;
  readonly forgetBias: number;
  /** Read letter by letter for the gate traces. */
  readonly sentence: string;
  /** Letters of unseen text over which half-lives are measured. */
  readonly measured: number;
}

/** Gates, candidate and states of the LSTM, in the letters of its equations. */
export const gateNames = ["i", "f", "g", "o", "c", "h"] as const;

/** One of `gateNames`. */
export type GateName = (typeof gateNames)[number];

/** traces[gate][time step][unit]. */
export type GateTraces = Record<GateName, number[][]>;

/** Gates and states while one sentence is read. */
export interface LstmReading {
  /** On the unseen text, bits per character. */
  readonly bits: number;
  readonly traces: GateTraces;
  /** Time steps, one per unit; null where the curve does not fall to one half in the lags looked at. */
  readonly halfLives: { readonly c: readonly (number | null)[]; readonly h: readonly (number | null)[] };
}

/** What was read before and after training, and the baselines beside it. */
export interface LstmReaderResult {
  readonly config: LstmReaderConfig;
  readonly symbols: string[];
  /** Bits per character on the same unseen text, without a network. */
  readonly baselines: { readonly uniform: number; readonly unigram: number; readonly bigram: number };
  readonly before: LstmReading;
  readonly after: LstmReading;
}

/** Lags up to this one are looked at for half-lives. */
const LONGEST_LAG = 200;
/** Characters of the novel that are used, from its start. */
const LETTERS = 200_000;

/** Reads a sentence, trains, and reads it again. */
export async function runLstmReader(
  config: LstmReaderConfig,
  onProgress?: (update: number, bits: number) => void,
): Promise<LstmReaderResult> {
  const { seed, hidden, batch, steps, updates, rate, measured } = config;
  const text = plainLetters(loadMobyDick().slice(0, LETTERS));
  const vocabulary = createVocabulary(text);
  const ids = vocabulary.encode(text);
  const unseen = ids.slice(0, measured + 1);
  const windows = statefulBatches(ids.subarray(measured + 1), { batch, steps });
  const { engine, dtype } = chooseEngine(config);
  const layer = layerOf(createLstm(config.forgetBias), engine, { inputGradients: false });
  const model = languageModel({ layer, tokens: vocabulary.size, hidden, dtype, engine });
  const params = model.initParams(createRandom(seed));
  const before = read(config, params, unseen, vocabulary);
  const masks = windows[0].inputs.map((row) => new Uint8Array(row.length).fill(1));
  await train({
    model,
    params,
    optimizer: adam({ rate }),
    // Windows far apart, each from the zero state.
    batchAt: (update) => ({ ...windows[(update * 37) % windows.length], masks }),
    updates,
    clipNorm: 1,
    onUpdate: ({ update, loss }) => onProgress?.(update, loss / Math.LN2),
  });
  const counted = (order: 1 | 2): number =>
    ngramBitsPerCharacter([ids.subarray(measured + 1)], [unseen], { symbols: vocabulary.size, order });
  return {
    config,
    symbols: [...vocabulary.tokens],
    baselines: { uniform: Math.log2(vocabulary.size), unigram: counted(1), bigram: counted(2) },
    before,
    after: read(config, params, unseen, vocabulary),
  };
}

function read(
  { sentence, hidden }: LstmReaderConfig,
  trained: Named,
  unseen: Int32Array,
  vocabulary: Vocabulary,
): LstmReading {
  const params = toDtype(trained, "float64");
  const long = runOver(params, unseen.subarray(0, -1), vocabulary.size, hidden);
  const short = runOver(params, vocabulary.encode(plainLetters(sentence)), vocabulary.size, hidden);
  const traces = {} as GateTraces;
  for (const name of gateNames) traces[name] = short[name].map((step) => step.toRows()[0]);
  return {
    bits: meanBits(params, long.h, unseen.subarray(1)),
    traces,
    halfLives: { c: halfLives(long.c), h: halfLives(long.h) },
  };
}

/** Gates and states at every time step, [1, hidden] each. */
function runOver(
  params: Named,
  ids: Int32Array,
  symbols: number,
  hidden: number,
): Record<GateName, Matrix[]> {
  const cell = createLstm();
  const xs = Array.from(ids, (id) => oneHot([id], symbols));
  const weights = withoutPrefix("recurrent", params) as Parameters<typeof cell.forward>[0];
  const { states, tape } = unroll(cell, weights, xs, cell.initState(1, { input: symbols, hidden }));
  const gate = (name: keyof LstmCache): Matrix[] => tape.map((step) => step[name]);
  const ofState = (name: "c" | "h"): Matrix[] => states.map((state) => state[name]);
  return { i: gate("i"), f: gate("f"), g: gate("g"), o: gate("o"), c: ofState("c"), h: ofState("h") };
}

/** Mean surprise at the next character, bits. */
function meanBits(params: Named, hs: readonly Matrix[], targets: Int32Array): number {
  const output = withoutPrefix("output", params) as Named<"W" | "b">;
  const { y } = linear.forward(output, joinRows(hs));
  return softmaxCrossEntropy(y, targets).loss / Math.LN2;
}

function halfLives(states: readonly Matrix[]): (number | null)[] {
  const longest = Math.min(LONGEST_LAG, states.length - 1);
  return Array.from({ length: states[0].cols }, (_, unit) => {
    const series = states.map((state) => state.at(0, unit));
    const found = measuredHalfLife(autocorrelation(series, longest));
    return Number.isFinite(found) ? found : null;
  });
}
