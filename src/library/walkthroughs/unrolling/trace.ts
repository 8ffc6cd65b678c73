/** One forward run of the plain recurrent cell. */

import { type RnnParam, rnn } from "../../cells/rnn.ts";
import { unroll } from "../../layers/recurrent.ts";
import type { Matrix } from "../../numeric/matrix.ts";
import type { Named } from "../../numeric/named.ts";
import { matrixOf, sequenceOf } from "../setup.ts";
import type { Setup } from "../walkthrough.ts";

/** The states of one run; states[0] is the one before the first time step. */
export interface UnrollingTrace {
  readonly params: Named<RnnParam>;
  readonly xs: readonly Matrix[];
  readonly states: readonly Matrix[];
}

/** Runs the library over the setup. */
export function traceUnrolling(setup: Setup): UnrollingTrace {
  const params = { Wx: matrixOf(setup, "Wx"), Wh: matrixOf(setup, "Wh"), b: matrixOf(setup, "b") };
  const xs = sequenceOf(setup, "x");
  const initial = matrixOf(setup, "h0");
  const { states } = unroll(rnn, params, xs, { h: initial });
  return { params, xs, states: [initial, ...states.map(({ h }) => h)] };
}
