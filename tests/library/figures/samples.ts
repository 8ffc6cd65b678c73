/** Every figure of the course, drawn from a small run of its experiment. */

import { rnn } from "../../../src/library/cells/rnn.ts";
import { runBackpropagationCost } from "../../../src/library/experiments/backpropagation-cost.ts";
import {
  contributionNorms,
  contributionTriangle,
} from "../../../src/library/experiments/bptt-contributions.ts";
import { runCliff } from "../../../src/library/experiments/cliff.ts";
import { runDataSize } from "../../../src/library/experiments/data-size.ts";
import { runExplicitTerm } from "../../../src/library/experiments/explicit-term.ts";
import { compareFairly } from "../../../src/library/experiments/fair-comparison.ts";
import { runFiveWirings } from "../../../src/library/experiments/five-wirings.ts";
import { runGradientByLag } from "../../../src/library/experiments/gradient-by-lag.ts";
import { runGradientCheckSweep } from "../../../src/library/experiments/gradient-check-sweep.ts";
import { runGruConventions } from "../../../src/library/experiments/gru-conventions.ts";
import { runGruGateSweep } from "../../../src/library/experiments/gru-gate-sweep.ts";
import { runGruReader } from "../../../src/library/experiments/gru-reader.ts";
import { history } from "../../../src/library/experiments/history.ts";
import { runInputInfluence } from "../../../src/library/experiments/input-influence.ts";
import { runLengthGeneralisation } from "../../../src/library/experiments/length-generalisation.ts";
import { runLongLagTraining } from "../../../src/library/experiments/long-lag-training.ts";
import { instructiveMatrices, runMatrixPowers } from "../../../src/library/experiments/matrix-powers.ts";
import { runModelComparison } from "../../../src/library/experiments/model-comparison.ts";
import { runNamesModel } from "../../../src/library/experiments/names-model.ts";
import { runOrderMatters } from "../../../src/library/experiments/order-matters.ts";
import { runParameterGrowth } from "../../../src/library/experiments/parameter-growth.ts";
import { runPathGraph } from "../../../src/library/experiments/path-graph.ts";
import { runPhasePortrait } from "../../../src/library/experiments/phase-portrait.ts";
import { runRecallTraining } from "../../../src/library/experiments/recall-training.ts";
import { runRepeatedInput } from "../../../src/library/experiments/repeated-input.ts";
import { runSlopeDistribution } from "../../../src/library/experiments/slope-distribution.ts";
import { runTruncationBias } from "../../../src/library/experiments/truncation-bias.ts";
import { backpropagationCostFigure } from "../../../src/library/figures/backpropagation-cost-figure.ts";
import { bigramFigure } from "../../../src/library/figures/bigram-figure.ts";
import { cellParametersFigure } from "../../../src/library/figures/cell-parameters-figure.ts";
import { cliffFigure, cliffLossFigure } from "../../../src/library/figures/cliff-figure.ts";
import {
  contributionSumFigure,
  contributionTriangleFigure,
} from "../../../src/library/figures/contributions-figure.ts";
import { dataSizeFigure } from "../../../src/library/figures/data-size-figure.ts";
import { explicitTermFigure } from "../../../src/library/figures/explicit-term-figure.ts";
import {
  comparisonStripFigure,
  fairComparisonFigure,
} from "../../../src/library/figures/fair-comparison-figure.ts";
import type { Figure } from "../../../src/library/figures/figure.ts";
import { fiveWiringsFigure } from "../../../src/library/figures/five-wirings-figure.ts";
import { gatedCellsTimelineFigure } from "../../../src/library/figures/gated-cells-timeline-figure.ts";
import {
  gradientByGainFigure,
  gradientByLagFigure,
  gradientHeatFigure,
} from "../../../src/library/figures/gradient-by-lag-figure.ts";
import { gradientCheckFigure } from "../../../src/library/figures/gradient-check-figure.ts";
import { grammarFigure } from "../../../src/library/figures/grammar-figure.ts";
import { growthRateFigure } from "../../../src/library/figures/growth-rate-figure.ts";
import { gruConventionsFigure } from "../../../src/library/figures/gru-conventions-figure.ts";
import { gruGateSweepFigure } from "../../../src/library/figures/gru-gate-sweep-figure.ts";
import { gruReaderFigure } from "../../../src/library/figures/gru-reader-figure.ts";
import { historyFigure } from "../../../src/library/figures/history-figure.ts";
import { causalityFigure, sensitivityFigure } from "../../../src/library/figures/input-influence-figure.ts";
import { lengthGeneralisationFigure } from "../../../src/library/figures/length-generalisation-figure.ts";
import { logitGradientFigure } from "../../../src/library/figures/logit-gradient-figure.ts";
import { longLagLossFigure } from "../../../src/library/figures/long-lag-loss-figure.ts";
import { maskFigure } from "../../../src/library/figures/mask-figure.ts";
import { matrixPowersFigure } from "../../../src/library/figures/matrix-powers-figure.ts";
import {
  lossByPositionFigure,
  namesLearningFigure,
} from "../../../src/library/figures/names-model-figure.ts";
import { orderMattersFigure } from "../../../src/library/figures/order-matters-figure.ts";
import { parameterGrowthFigure } from "../../../src/library/figures/parameter-growth-figure.ts";
import { pathGraphFigure } from "../../../src/library/figures/path-graph-figure.ts";
import { phasePortraitFigure } from "../../../src/library/figures/phase-portrait-figure.ts";
import { recallTrainingFigure } from "../../../src/library/figures/recall-training-figure.ts";
import { repeatedInputFigure } from "../../../src/library/figures/repeated-input-figure.ts";
import { sequenceCubeFigure } from "../../../src/library/figures/sequence-cube-figure.ts";
import { dailySeriesFigure } from "../../../src/library/figures/series-figure.ts";
import { slopeDistributionFigure, tanhFigure } from "../../../src/library/figures/tanh-slope-figure.ts";
import { truncationBiasFigure } from "../../../src/library/figures/truncation-bias-figure.ts";
import { unroll } from "../../../src/library/layers/recurrent.ts";
import { createRandom, uniform } from "../../../src/library/numeric/random.ts";
import { deepFigures } from "./deep-samples.ts";
import { fixedStateFigures } from "./fixed-state-samples.ts";
import { lstmFigures } from "./lstm-samples.ts";
import { textToTextFigures } from "./text-to-text-samples.ts";

export async function allFigures(): Promise<Record<string, Figure>> {
  return {
    ...cellFigures(),
    ...(await namesFigures()),
    ...backpropagationFigures(),
    ...gradientFigures(),
    ...dataFigures(),
    ...trainingFigures(),
    ...(await lstmFigures()),
    ...(await gruFigures()),
    ...(await deepFigures()),
    ...(await fixedStateFigures()),
    ...(await textToTextFigures()),
  };
}

function cellFigures(): Record<string, Figure> {
  const influence = runInputInfluence({ seed: 1, input: 2, hidden: 4, steps: 5, gain: 1, move: 0.1 });
  const words = ["jo", "ann"];
  const slices = [0, 1, 2].map((t) =>
    words.map((word) => ["a", "j", "n", "o"].map((c) => (word[t] === c ? 1 : 0))),
  );
  return {
    parameterGrowth: parameterGrowthFigure(runParameterGrowth({ input: 3, hidden: 4, steps: [1, 2, 3] })),
    repeatedInput: repeatedInputFigure(
      runRepeatedInput({ seed: 1, hidden: 3, steps: 6, inputSteps: 3, gain: 1 }),
    ),
    causality: causalityFigure(influence),
    sensitivity: sensitivityFigure(influence),
    phasePortrait: phasePortraitFigure(
      runPhasePortrait({ gains: [0.7, 1.5], angle: 0.5, steps: 9, starts: [[0.9, 0]], grid: 4 }),
    ),
    sequenceCube: sequenceCubeFigure({ words, symbols: ["a", "j", "n", "o"], slices }),
  };
}

async function namesFigures(): Promise<Record<string, Figure>> {
  const config = {
    seed: 1,
    hidden: 6,
    batchSize: 8,
    updates: 4,
    rate: 0.01,
    heldOut: 20,
    every: 2,
    samples: 2,
  };
  const all = await runNamesModel(config);
  const short = await runNamesModel({ ...config, longestTrained: 5 });
  return { namesLearning: namesLearningFigure(all), lossByPosition: lossByPositionFigure([all, short]) };
}

function backpropagationFigures(): Record<string, Figure> {
  const random = createRandom(1);
  const size = { input: 2, hidden: 3 };
  const params = rnn.initParams(size, random);
  const xs = [..."emma"].map(() => uniform(1, 2, 1, random));
  const { states, tape } = unroll(rnn, params, xs, rnn.initState(1, size));
  const triangle = contributionTriangle(params, tape, states);
  const norms = contributionNorms([..."emma"], triangle);
  return {
    pathGraph: pathGraphFigure(runPathGraph({ w: 0.8, u: 1, v: 1.5, h0: 0.5, xs: [0.5, -1, 0.3] })),
    explicitTerm: explicitTermFigure(runExplicitTerm({ W: 0.9, s0: 2, steps: 4, epsilon: 1e-5 })),
    contributionTriangle: contributionTriangleFigure(norms),
    contributionSum: contributionSumFigure(norms),
    gradientCheck: gradientCheckFigure(
      runGradientCheckSweep({ seed: 1, ...size, batch: 1, steps: 2, exponents: [-1, -3, -5] }),
    ),
    backpropagationCost: backpropagationCostFigure(
      runBackpropagationCost({ seed: 1, ...size, batch: 1, steps: [2, 4], repeats: 1 }),
    ),
  };
}

function gradientFigures(): Record<string, Figure> {
  const config = {
    hidden: 6,
    input: 2,
    steps: 8,
    gains: [0.5, 1, 2],
    seeds: [1, 2, 3],
    inputScale: 0.1,
    start: "random" as const,
    tanhSlope: true,
  };
  const result = runGradientByLag(config);
  const slopes = runSlopeDistribution({
    seed: 1,
    hidden: 6,
    input: 2,
    steps: 9,
    gains: [0.5, 2],
    inputScale: 0.1,
    bins: 5,
  });
  return {
    gradientByLag: gradientByLagFigure(result),
    gradientByGain: gradientByGainFigure(result),
    gradientHeat: gradientHeatFigure(result),
    growthRate: growthRateFigure(result, runGradientByLag({ ...config, tanhSlope: false })),
    matrixPowers: matrixPowersFigure(runMatrixPowers({ steps: 8, matrices: instructiveMatrices })),
    tanh: tanhFigure(),
    slopeDistribution: slopeDistributionFigure(slopes),
  };
}

function dataFigures(): Record<string, Figure> {
  const days = [0, 1, 2, 3, 4, 5, 6, 0].map((weekday, k) => ({
    date: `1988-11-0${k + 1}`,
    weekday,
    value: 100 + weekday,
  }));
  return {
    dailySeries: dailySeriesFigure({ name: "births per day", days }),
    bigram: bigramFigure({
      symbols: ["a", "b"],
      table: [
        [0.25, 0.75],
        [0.5, 0.5],
      ],
    }),
    grammar: grammarFigure({
      name: "A grammar",
      transitions: [{ T: 1, P: 0 }, { E: 2 }],
      places: [
        [0, 0],
        [1, 1],
        [2, 0],
      ],
    }),
    mask: maskFigure({
      words: ["jo", "a"],
      masks: [
        [1, 1],
        [1, 1],
        [1, 0],
      ],
      labels: [
        ["j", "a"],
        ["o", "end"],
        ["end", ""],
      ],
    }),
    logitGradient: logitGradientFigure(),
  };
}

function trainingFigures(): Record<string, Figure> {
  const small = { seed: 1, hidden: 4, batch: 4, updates: 2, rate: 0.01 };
  const cliff = runCliff({
    steps: 20,
    start: 0.5,
    target: 0.7,
    w: { from: 4, to: 5 },
    b: { from: -3, to: 0 },
    grid: 5,
    walkFrom: { w: 5, b: -1.8 },
    rate: 0.5,
    updates: 6,
    maxNorm: 0.1,
  });
  const variants = [{ name: "full reach", start: "random" as const, reach: 4 }];
  return {
    orderMatters: orderMattersFigure(runOrderMatters({ ...small, steps: 4, every: 1, tested: 20 })),
    fiveWirings: fiveWiringsFigure(runFiveWirings({ ...small, symbols: 3, many: 2 })),
    cliff: cliffFigure(cliff),
    cliffLoss: cliffLossFigure(cliff),
    truncationBias: truncationBiasFigure(
      runTruncationBias({ seeds: [1], input: 2, hidden: 4, steps: 6, gains: [0.5, 1.5], reaches: [1, 3, 6] }),
    ),
    recallTraining: recallTrainingFigure(
      runRecallTraining({ ...small, variants, seeds: [1, 2], lag: 3, noise: 0.5 }),
    ),
  };
}

async function gruFigures(): Promise<Record<string, Figure>> {
  const parity = { kind: "parity" as const, steps: 4 };
  const tiny = { hidden: 3, batch: 4, rate: 0.01, updates: 4 };
  const task = { ...tiny, name: "parity", task: parity, every: 2, solvedAt: 0.99 };
  const comparison = await runModelComparison({ tasks: [task, task], seeds: [1, 2], memoryBias: 1 });
  const variants = [{ name: "RNN", cell: { kind: "rnn" as const } }];
  const adding = { ...task, task: { kind: "adding" as const, steps: 4 }, variants, seeds: [1, 2] };
  return {
    gruConventions: gruConventionsFigure(runGruConventions({ seed: 1, input: 2, hidden: 3, steps: 4 })),
    gruGateSweep: gruGateSweepFigure(
      runGruGateSweep({
        fromInput: 0.5,
        recurrentWeight: 2,
        resets: [0, 1],
        updates: [0, 1],
        states: [-1, 0, 1],
      }),
    ),
    cellParameters: cellParametersFigure({
      input: 2,
      hidden: 3,
      cells: [
        { name: "RNN", kind: "rnn", parameters: 18 },
        { name: "LSTM", kind: "lstm", parameters: 72 },
      ],
    }),
    gatedCellsTimeline: gatedCellsTimelineFigure(),
    history: historyFigure(history),
    comparisonStrip: comparisonStripFigure(comparison),
    fairComparison: fairComparisonFigure(compareFairly(comparison)),
    gruReader: gruReaderFigure(
      await runGruReader({ ...tiny, seed: 1, steps: 10, hidden: 3, updateBias: 1, bins: 20 }),
    ),
    dataSize: dataSizeFigure(
      await runDataSize({
        ...tiny,
        sizes: [5, 10],
        seeds: [1, 2],
        wideHidden: 4,
        memoryBias: 1,
        batchSize: 4,
        every: 2,
        heldOut: 20,
      }),
    ),
    longLagLoss: longLagLossFigure(await runLongLagTraining(adding)),
    lengthGeneralisation: lengthGeneralisationFigure(
      await runLengthGeneralisation({ ...tiny, task: parity, variants, seeds: [1, 2], lengths: [6, 9] }),
    ),
  };
}
