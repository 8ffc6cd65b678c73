/** The figures of the notebooks on depth, directions and embeddings, each drawn from a small run of its experiment. */

import { cosines, principalComponents } from "../../../src/library/analysis/similarity.ts";
import {
  type CharacterModelResult,
  runCharacterModel,
} from "../../../src/library/experiments/character-model.ts";
import { runDepthGradients } from "../../../src/library/experiments/depth-gradients.ts";
import { runDepthTimeGrid } from "../../../src/library/experiments/depth-time-grid.ts";
import { storedDepthTraining } from "../../../src/library/experiments/depth-training.ts";
import { runDirectionInfluence } from "../../../src/library/experiments/direction-influence.ts";
import { storedEmbeddingSize } from "../../../src/library/experiments/embedding-size.ts";
import { runPoolingComparison } from "../../../src/library/experiments/pooling-comparison.ts";
import { storedTagging } from "../../../src/library/experiments/tagging.ts";
import {
  characterLearningFigure,
  unitTrackerFigure,
} from "../../../src/library/figures/character-model-figure.ts";
import {
  gradientByDepthFigure,
  gradientByLayerFigure,
} from "../../../src/library/figures/depth-gradients-figure.ts";
import { depthTimeGridFigure } from "../../../src/library/figures/depth-time-grid-figure.ts";
import {
  accuracyByDepthFigure,
  depthCurvesFigure,
} from "../../../src/library/figures/depth-training-figure.ts";
import { directionInfluenceFigure } from "../../../src/library/figures/direction-influence-figure.ts";
import { cosineFigure, embeddingPlaneFigure } from "../../../src/library/figures/embedding-figure.ts";
import { embeddingSizeFigure } from "../../../src/library/figures/embedding-size-figure.ts";
import type { Figure } from "../../../src/library/figures/figure.ts";
import { lookupCostFigure } from "../../../src/library/figures/lookup-cost-figure.ts";
import { poolingComparisonFigure } from "../../../src/library/figures/pooling-comparison-figure.ts";
import { tagGainFigure, taggingAccuracyFigure } from "../../../src/library/figures/tagging-figure.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";

export async function deepFigures(): Promise<Record<string, Figure>> {
  return { ...(await depthFigures()), ...(await languageFigures()) };
}

async function depthFigures(): Promise<Record<string, Figure>> {
  const fading = runDepthGradients({ depths: [2, 3], seeds: [1, 2], hidden: 5, batch: 2, steps: 3 });
  const grid = { forgetBias: 1, layers: 3, steps: 4, hidden: 5, batch: 2, seed: 1 };
  const pooling = await runPoolingComparison({
    task: { kind: "first symbol", steps: 3, symbols: 4 },
    cell: "rnn",
    contestants: [
      { pooling: "last" },
      { pooling: "last", bothDirections: true },
      { pooling: "ends", bothDirections: true },
    ],
    seeds: [1, 2],
    hidden: 4,
    embedding: 3,
    batch: 4,
    rate: 0.01,
    updates: 4,
    every: 2,
  });
  return {
    gradientByLayer: gradientByLayerFigure(fading),
    gradientByDepth: gradientByDepthFigure(fading),
    depthTimeGrid: depthTimeGridFigure([
      runDepthTimeGrid({ ...grid, cell: "lstm", residual: false }),
      runDepthTimeGrid({ ...grid, cell: "rnn", residual: true }),
    ]),
    accuracyByDepth: accuracyByDepthFigure(storedDepthTraining),
    depthCurves: depthCurvesFigure(storedDepthTraining, 8),
    directionInfluence: directionInfluenceFigure(
      runDirectionInfluence({ seed: 1, input: 2, hidden: 3, steps: 5 }),
    ),
    poolingComparison: poolingComparisonFigure(pooling),
    taggingAccuracy: taggingAccuracyFigure(storedTagging),
    tagGain: tagGainFigure(storedTagging),
  };
}

async function languageFigures(): Promise<Record<string, Figure>> {
  const novel: CharacterModelResult = await runCharacterModel({
    seed: 1,
    cell: "gru",
    hidden: 6,
    embedding: 3,
    batch: 8,
    steps: 5,
    updates: 4,
    rate: 0.01,
    every: 2,
    heldOut: 500,
    carry: true,
    temperatures: [],
    sampleLength: 1,
    passage: 50,
  });
  const rows = Matrix.fromRows(novel.table as number[][]);
  const { points, shares } = principalComponents(rows, 2);
  const cos = cosines(rows);
  const all = novel.tokens.map((_, k) => k);
  return {
    characterLearning: characterLearningFigure(novel),
    unitTracker: unitTrackerFigure(novel.trace, [
      { unit: 0, says: "correlation 0.5" },
      { unit: 3, says: "correlation 0.1" },
    ]),
    embeddingPlane: embeddingPlaneFigure({
      names: novel.tokens,
      points: all.map((k) => [points.at(k, 0), points.at(k, 1)]),
      groups: novel.tokens.map((token) => ("aeiou".includes(token) ? "vowels" : "others")),
      shares,
    }),
    cosines: cosineFigure(
      novel.tokens,
      all.map((a) => all.map((b) => cos.at(a, b))),
      "Cosines of the rows",
    ),
    embeddingSize: embeddingSizeFigure(storedEmbeddingSize),
    // Measured times differ from run to run, so they stand here.
    lookupCost: lookupCostFigure({
      config: { tokens: [10, 100], features: 8, batch: 4, rounds: 1 },
      lookup: [0.1, 0.11],
      product: [0.5, 4.2],
    }),
  };
}
