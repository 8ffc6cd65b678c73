/**
 * What do the two gates of a GRU do to the past? One unit, its gates held at chosen values:
 *
 *   n = tanh(a + r · w · h₋)        a: what comes from the input
 *   h = (1 − z) · n + z · h₋
 */

import { gru } from "../cells/gru.ts";
import { Matrix } from "../numeric/matrix.ts";

/** The unit's two numbers, and the gates and states to try. */
export interface GruGateSweepConfig {
  /** a and w of the equations above. */
  readonly fromInput: number;
  readonly recurrentWeight: number;
  readonly resets: readonly number[];
  readonly updates: readonly number[];
  /** States h₋ that the unit starts from. */
  readonly states: readonly number[];
}

/** The new state for every reset gate, update gate and old state. */
export interface GruGateSweepResult {
  readonly config: GruGateSweepConfig;
  /** h[reset][update][state]. */
  readonly h: readonly (readonly (readonly number[])[])[];
}

/** The library's cell with one unit, whose gates see nothing but their bias. */
export function runGruGateSweep(config: GruGateSweepConfig): GruGateSweepResult {
  const { fromInput, recurrentWeight, resets, updates, states } = config;
  const batch = states.length;
  const hPrev = new Matrix(batch, 1).map((_zero, row) => states[row]);
  const h = resets.map((r) =>
    updates.map((z) => {
      const params = {
        Wx: new Matrix(1, 3),
        Wh: Matrix.fromRows([[0, 0, recurrentWeight]]),
        b: Matrix.fromRows([[logit(r), logit(z), fromInput]]),
        bq: new Matrix(1, 1),
      };
      const { state } = gru.forward(params, new Matrix(batch, 1), { h: hPrev });
      return Array.from(state.h.data);
    }),
  );
  return { config, h };
}

/** The bias at which a gate has this value; 0 and 1 are reached to the last bit. */
function logit(gate: number): number {
  if (gate === 0) return -800;
  return gate === 1 ? 800 : Math.log(gate / (1 - gate));
}
