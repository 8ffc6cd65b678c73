/** The figures of chapters 14 and 15, drawn from small runs of their experiments. */

import { runBeamTree, tableStepper } from "../../../src/library/experiments/beam-tree.ts";
import { runCorruption } from "../../../src/library/experiments/corrupted-token.ts";
import { runMarginalCopy } from "../../../src/library/experiments/marginal-copy.ts";
import { runSourceGradient } from "../../../src/library/experiments/source-gradient.ts";
import { alignmentOf, trainTextToText } from "../../../src/library/experiments/text-to-text.ts";
import { runTextComparison } from "../../../src/library/experiments/text-to-text-comparison.ts";
import { alignmentFigure } from "../../../src/library/figures/alignment-figure.ts";
import { attentionCostFigure } from "../../../src/library/figures/attention-cost-figure.ts";
import { beamTreeFigure } from "../../../src/library/figures/beam-tree-figure.ts";
import { corruptionFigure } from "../../../src/library/figures/corruption-figure.ts";
import type { Figure } from "../../../src/library/figures/figure.ts";
import { marginalCopyFigure, marginalLossFigure } from "../../../src/library/figures/marginal-copy-figure.ts";
import { exposureGapFigure, scheduleFigure } from "../../../src/library/figures/schedule-figure.ts";
import { sourceGradientFigure } from "../../../src/library/figures/source-gradient-figure.ts";
import {
  exactFigure,
  lengthFigure,
  textLossFigure,
} from "../../../src/library/figures/text-to-text-figure.ts";

const settings = {
  task: { kind: "reversal", minLength: 2, maxLength: 4, symbols: 3 },
  attention: "dot",
  hidden: 4,
  batch: 3,
  rate: 0.01,
  updates: 4,
  every: 2,
  tested: 5,
} as const;

export async function textToTextFigures(): Promise<Record<string, Figure>> {
  const network = await trainTextToText({ ...settings, seed: 1 });
  const comparison = await runTextComparison({
    seeds: [1, 2],
    contestants: [
      { name: "dot", settings, lengths: [2, 3] },
      { name: "none", settings: { ...settings, attention: "none" }, lengths: [2, 3] },
    ],
  });
  const toy = runMarginalCopy({
    joint: [
      [0.4, 0.1],
      [0.2, 0.3],
    ],
    truthShares: [1, 0],
    updates: 20,
    rate: 0.1,
  });
  const language = tableStepper([
    [0, 0, 0.6, 0.4],
    [0, 1, 0, 0],
    [0, 0.4, 0.3, 0.3],
    [0, 0.9, 0.05, 0.05],
  ]);
  const beam = { start: 0, end: 1, maxLength: 2, shown: 3, names: ["<start>", "<end>", "A", "B"] };
  return {
    textLoss: textLossFigure(network.result),
    exact: exactFigure("Reversal", comparison),
    length: lengthFigure(comparison, { from: 2, to: 4 }),
    exposureGap: exposureGapFigure(comparison),
    schedules: scheduleFigure([{ name: "linear", updates: [0, 1, 2], shares: [1, 0.5, 0] }]),
    corruption: corruptionFigure(runCorruption(network, { seed: 1, length: 3, examples: 4, at: [0, 1] })),
    marginalCopy: marginalCopyFigure(toy),
    marginalLoss: marginalLossFigure(toy),
    beamTree: beamTreeFigure([1, 2].map((width) => runBeamTree(language, { ...beam, width }))),
    alignment: alignmentFigure({ source: "abc", target: ["c", "b", "a", "end"], title: "Alignment" }, [
      { label: "4", alphas: alignmentOf(network, { source: "abc", target: "cba" }) },
    ]),
    sourceGradient: sourceGradientFigure(
      runSourceGradient({ seeds: [1, 2], length: 4, features: 3, hidden: 4 }),
    ),
    attentionCost: attentionCostFigure([
      { name: "recurrent layer", lengths: [4, 8], multiplications: [32, 64], sequential: [4, 8] },
    ]),
  };
}
