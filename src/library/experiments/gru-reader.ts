/** Where do the gates of a GRU stand, before and after it has learned temporal order? */

import { gateStatistics } from "../analysis/gate-statistics.ts";
import { createGru } from "../cells/gru.ts";
import { makeTemporalOrder, temporalOrderSymbols } from "../data/temporal-order.ts";
import { chooseEngine, type EngineChoice, layerOf } from "../fused/engine.ts";
import { oneHot } from "../layers/embedding.ts";
import { unroll } from "../layers/recurrent.ts";
import { sequenceClassifier } from "../models/sequence-classifier.ts";
import { type Named, toDtype, withoutPrefix } from "../numeric/named.ts";
import { createRandom } from "../numeric/random.ts";
import { adam } from "../training/optimizers.ts";
import { train } from "../training/trainer.ts";

/** Task, sizes, seed and updates. Trains fused in float32 unless told; the gates are read from the explicit cell. */
export interface GruReaderConfig extends EngineChoice {
  readonly seed: number;
  readonly steps: number;
  readonly hidden: number;
  readonly batch: number;
  readonly rate: number;
  readonly updates: number;
  /** Starting bias of the update gate, which keeps the past. */
  readonly updateBias: number;
  readonly bins: number;
}

/** How open both gates are, and how many sequences are answered rightly. */
export interface GruGates {
  readonly accuracy: number;
  /** Shares of all gate values (units, time steps, sequences) in bins of equal width between 0 and 1. */
  readonly reset: readonly number[];
  readonly update: readonly number[];
}

/** The gates before and after training. */
export interface GruReaderResult {
  readonly config: GruReaderConfig;
  readonly before: GruGates;
  readonly after: GruGates;
}

/** Measures the gates, trains, and measures them again. */
export async function runGruReader(
  config: GruReaderConfig,
  onUpdate?: (update: number) => void,
): Promise<GruReaderResult> {
  const { seed, steps, hidden, batch, updates, updateBias } = config;
  const cell = createGru({ updateBias });
  const tokens = temporalOrderSymbols.length;
  const { engine, dtype } = chooseEngine(config);
  const layer = layerOf(cell, engine, { inputGradients: false });
  const model = sequenceClassifier({ layer, hidden, input: { tokens }, classes: 4, dtype, engine });
  const params = model.initParams(createRandom(seed));
  const tested = makeTemporalOrder({ steps, batch: 200 }, createRandom(seed, updates));
  const read = (): GruGates => {
    const inputs = tested.inputs.map((ids) => oneHot(ids, tokens));
    const trained = toDtype(withoutPrefix("recurrent", params), "float64");
    const recurrentParams = trained as Named<"Wx" | "Wh" | "b" | "bq">;
    const { tape } = unroll(cell, recurrentParams, inputs, cell.initState(200, { input: tokens, hidden }));
    const histogram = (key: "r" | "keep"): number[] =>
      gateStatistics(
        tape.map((step) => step[key]),
        { bins: config.bins },
      ).histogram;
    return { accuracy: model.accuracy(params, tested), reset: histogram("r"), update: histogram("keep") };
  };
  const before = read();
  await train({
    model,
    params,
    optimizer: adam({ rate: config.rate }),
    batchAt: (update) => makeTemporalOrder({ steps, batch }, createRandom(seed, update)),
    updates,
    clipNorm: 1,
    onUpdate: ({ update }) => onUpdate?.(update),
  });
  return { config, before, after: read() };
}
