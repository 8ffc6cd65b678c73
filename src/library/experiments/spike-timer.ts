/**
 * A timer of one unit with peepholes, its weights set by hand: it shows a spike at every `period`-th time step and
 * nothing in between.
 *
 *   i ≈ 1, g ≈ 1            the cell state counts
 *   o = σ(k (c − period + ½))     opens when the count is reached: it sees c
 *   f = σ(−k (c₋ − period + ½))   shuts at the next step and so restarts the count: it sees c₋
 *
 * Without peepholes the same weights leave the output gate shut for ever: h is 0 then, and tells the gates nothing.
 */

import type { LstmState } from "../cells/lstm.ts";
import { type PeepholeLstmCache, type PeepholeLstmParam, peepholeLstm } from "../cells/peephole-lstm.ts";
import { unroll } from "../layers/recurrent.ts";
import { Matrix } from "../numeric/matrix.ts";
import type { Named } from "../numeric/named.ts";

/** Period and length in time steps, and how the gates see the count. */
export interface SpikeTimerConfig {
  readonly period: number;
  readonly steps: number;
  /** k: how sharply the gates switch. */
  readonly sharpness: number;
  readonly peepholes: boolean;
}

/** The count, the gates that see it, and what is shown. */
export interface SpikeTimerResult {
  readonly config: SpikeTimerConfig;
  /** After each time step. */
  readonly c: number[];
  readonly f: number[];
  readonly o: number[];
  readonly h: number[];
}

/** σ(OPEN) is 1 to about 10⁻¹³. */
const OPEN = 30;

/** Runs the hand-made timer in silence for `steps` time steps. */
export function runSpikeTimer(config: SpikeTimerConfig): SpikeTimerResult {
  const { period, steps, sharpness: k, peepholes } = config;
  const threshold = period - 0.5;
  const peep = (weight: number): Matrix => Matrix.fromRows([[peepholes ? weight : 0]]);
  const params: Named<PeepholeLstmParam> = {
    Wx: new Matrix(1, 4),
    Wh: new Matrix(1, 4),
    b: Matrix.fromRows([[OPEN, k * threshold, OPEN, -k * threshold]]),
    pi: peep(0),
    pf: peep(-k),
    po: peep(k),
  };
  const silence = Array.from({ length: steps }, () => new Matrix(1, 1));
  const { states, tape } = unroll<PeepholeLstmParam, LstmState, PeepholeLstmCache>(
    peepholeLstm,
    params,
    silence,
    peepholeLstm.initState(1, { input: 1, hidden: 1 }),
  );
  return {
    config,
    c: states.map(({ c }) => c.at(0, 0)),
    f: tape.map(({ f }) => f.at(0, 0)),
    o: tape.map(({ o }) => o.at(0, 0)),
    h: states.map(({ h }) => h.at(0, 0)),
  };
}
