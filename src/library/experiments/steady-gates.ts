/**
 * What do the valves of an LSTM do, when each stands still? One unit whose gates ignore input and past:
 *
 *   i = σ(bi),  f = σ(bf),  o = σ(bo)        held at any value 0 … 1 by their biases
 *   g = tanh(artanh(x)) = x                  the candidate is the input itself, −1 … 1
 *   c = f c₋ + i x,   h = o tanh(c)
 */

import { type LstmCache, type LstmParam, type LstmState, lstm } from "../cells/lstm.ts";
import { unroll } from "../layers/recurrent.ts";
import { Matrix } from "../numeric/matrix.ts";
import type { Named } from "../numeric/named.ts";

/** Each 0 … 1; o is 1 unless given. */
export interface SteadyGates {
  readonly i: number;
  readonly f: number;
  readonly o?: number;
}

/** σ(±SHUT) is 1 or 0 to the last bit. */
const SHUT = 800;
/** tanh(ENDLESS) is 1 to the last bit. */
const ENDLESS = 20;

/** The bias whose sigmoid is `gate`: σ⁻¹(v) = ln(v / (1 − v)). */
export function biasOfGate(gate: number): number {
  if (!(gate >= 0 && gate <= 1)) throw new RangeError(`biasOfGate: a gate is 0 … 1, got ${gate}.`);
  return Math.max(-SHUT, Math.min(SHUT, Math.log(gate / (1 - gate))));
}

/** Parameters of one unit with steady gates, for inputs made by `candidateInput`. */
export function steadyGates({ i, f, o = 1 }: SteadyGates): Named<LstmParam> {
  return {
    Wx: Matrix.fromRows([[0, 0, 1, 0]]),
    Wh: new Matrix(1, 4),
    b: Matrix.fromRows([[biasOfGate(i), biasOfGate(f), 0, biasOfGate(o)]]),
  };
}

/** The input whose candidate is g, −1 … 1: artanh(g). */
export function candidateInput(g: number): Matrix {
  if (!(g >= -1 && g <= 1)) throw new RangeError(`candidateInput: a candidate is −1 … 1, got ${g}.`);
  return Matrix.fromRows([[Math.max(-ENDLESS, Math.min(ENDLESS, Math.atanh(g)))]]);
}

/** States over time under gates that stand still. */
export interface SteadyRun {
  readonly gates: SteadyGates;
  /** After each time step. */
  readonly c: number[];
  readonly h: number[];
}

/** Candidates of all time steps, and the cell state before the first (0 unless given). */
export function runSteadyGates(gates: SteadyGates, candidates: readonly number[], c0 = 0): SteadyRun {
  const initial = { h: new Matrix(1, 1), c: Matrix.fromRows([[c0]]) };
  const { states } = unroll<LstmParam, LstmState, LstmCache>(
    lstm,
    steadyGates(gates),
    candidates.map(candidateInput),
    initial,
  );
  return { gates, c: states.map(({ c }) => c.at(0, 0)), h: states.map(({ h }) => h.at(0, 0)) };
}

/** What becomes of the cell state with each valve open or shut. */
export interface ValveTable {
  readonly cPrev: number;
  readonly g: number;
  /** c after one time step, for each pair of fully shut or open valves. */
  readonly rows: readonly {
    readonly f: 0 | 1;
    readonly i: 0 | 1;
    readonly deed: string;
    readonly c: number;
  }[];
}

/** One time step with every combination of a shut (0) and an open (1) forget and input gate. */
export function runValveTable({ cPrev, g }: { cPrev: number; g: number }): ValveTable {
  const deeds = [
    { f: 1, i: 0, deed: "keep" },
    { f: 0, i: 0, deed: "reset" },
    { f: 1, i: 1, deed: "add" },
    { f: 0, i: 1, deed: "replace" },
  ] as const;
  return { cPrev, g, rows: deeds.map((each) => ({ ...each, c: runSteadyGates(each, [g], cPrev).c[0] })) };
}

/** The gates to hold, and the inputs to send in. */
export interface GateExplorerConfig {
  /** Candidate of each time step, −1 … 1. */
  readonly candidates: readonly number[];
  readonly f: readonly number[];
  readonly i: readonly number[];
  readonly o: readonly number[];
}

/** One run per setting of the gates. */
export interface GateExplorerResult {
  readonly config: GateExplorerConfig;
  /** runs[f][i][o]. */
  readonly runs: SteadyRun[][][];
}

/** Every combination of the given gate values over the same candidates. */
export function runGateExplorer(config: GateExplorerConfig): GateExplorerResult {
  const runs = config.f.map((f) =>
    config.i.map((i) => config.o.map((o) => runSteadyGates({ f, i, o }, config.candidates))),
  );
  return { config, runs };
}
