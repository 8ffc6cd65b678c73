/** The figures of the notebooks on the LSTM, each drawn from a small run of its experiment. */

import { runForgetBiasSweep } from "../../../src/library/experiments/forget-bias-sweep.ts";
import { runLongLagTraining } from "../../../src/library/experiments/long-lag-training.ts";
import { storedAblation } from "../../../src/library/experiments/lstm-ablation.ts";
import { runLstmReader } from "../../../src/library/experiments/lstm-reader.ts";
import { runSpikeTimer } from "../../../src/library/experiments/spike-timer.ts";
import {
  runGateExplorer,
  runSteadyGates,
  runValveTable,
} from "../../../src/library/experiments/steady-gates.ts";
import { cellRampFigure } from "../../../src/library/figures/cell-ramp-figure.ts";
import type { Figure } from "../../../src/library/figures/figure.ts";
import { forgetBiasFigure, forgetBiasSliderFigure } from "../../../src/library/figures/forget-bias-figure.ts";
import {
  forgetHalfLifeFigure,
  startingHalfLivesFigure,
} from "../../../src/library/figures/forget-half-life-figure.ts";
import { fourLayersFigure } from "../../../src/library/figures/four-layers-figure.ts";
import { gateActivityFigure } from "../../../src/library/figures/gate-activity-figure.ts";
import { gateExplorerFigure } from "../../../src/library/figures/gate-explorer-figure.ts";
import { halfLivesFigure } from "../../../src/library/figures/half-lives-figure.ts";
import {
  ablationFigure,
  longLagCurvesFigure,
  timeToSolveFigure,
} from "../../../src/library/figures/long-lag-figure.ts";
import { lstmDiagramFigure } from "../../../src/library/figures/lstm-diagram-figure.ts";
import { spikeTimerFigure } from "../../../src/library/figures/spike-timer-figure.ts";
import { valveFigure, valveTableFigure } from "../../../src/library/figures/valve-figure.ts";

export async function lstmFigures(): Promise<Record<string, Figure>> {
  return { ...(await forwardFigures()), ...(await backwardFigures()) };
}

async function forwardFigures(): Promise<Record<string, Figure>> {
  const reader = await runLstmReader({
    seed: 1,
    hidden: 5,
    batch: 4,
    steps: 10,
    updates: 5,
    rate: 0.02,
    forgetBias: 1,
    sentence: "the sea",
    measured: 80,
  });
  const explorer = runGateExplorer({
    candidates: [0, 0.9, 0, -0.5],
    f: [0.5, 0.9, 1],
    i: [0, 1],
    o: [0.5, 1],
  });
  return {
    valve: valveFigure(),
    valveTable: valveTableFigure(runValveTable({ cPrev: 0.8, g: 0.5 })),
    lstmDiagram: lstmDiagramFigure(),
    fourLayers: fourLayersFigure({ input: 3, hidden: 2 }),
    gateExplorer: gateExplorerFigure(explorer),
    cellRamp: cellRampFigure([1, 0.9].map((f) => runSteadyGates({ f, i: 1 }, [1, 1, 1]))),
    gateActivity: gateActivityFigure(reader),
    halfLives: halfLivesFigure(reader),
  };
}

async function backwardFigures(): Promise<Record<string, Figure>> {
  const sweep = runForgetBiasSweep({
    hidden: 4,
    input: 2,
    steps: 6,
    biases: [-1, 1, 3, { longestLag: 6 }],
    seeds: [1, 2],
  });
  const short = await runLongLagTraining({
    task: { kind: "temporal order", steps: 12 },
    variants: [1, 3].map((forgetBias) => ({
      name: `b_f = ${forgetBias}`,
      cell: { kind: "lstm", forgetBias },
    })),
    seeds: [1, 2],
    hidden: 4,
    batch: 4,
    rate: 0.01,
    updates: 4,
    every: 2,
    solvedAt: 0.99,
  });
  return {
    forgetBias: forgetBiasFigure(sweep),
    forgetBiasSlider: forgetBiasSliderFigure(sweep),
    forgetHalfLife: forgetHalfLifeFigure([{ bias: 0, halfLife: 1 }]),
    startingHalfLives: startingHalfLivesFigure([
      { name: "one", halfLives: [2, 2, 2] },
      { name: "spread", halfLives: [1, 4, 30] },
    ]),
    longLagCurves: longLagCurvesFigure(short),
    timeToSolve: timeToSolveFigure(short),
    ablation: ablationFigure(storedAblation),
    spikeTimer: spikeTimerFigure(runSpikeTimer({ period: 3, steps: 8, sharpness: 20, peepholes: true })),
  };
}
