/** One run of the GRU in each of the two conventions of its update gate, with the same function in both. */

import {
  convertGruUpdate,
  createGru,
  type GruCache,
  type GruParam,
  type GruUpdate,
} from "../../cells/gru.ts";
import { oneMinus } from "../../cells/one-minus.ts";
import { unroll } from "../../layers/recurrent.ts";
import type { Matrix } from "../../numeric/matrix.ts";
import type { Named } from "../../numeric/named.ts";
import { matrixOf, sequenceOf } from "../setup.ts";
import type { Setup } from "../walkthrough.ts";

/** One time step. */
export interface GruStep extends GruCache {
  readonly z: Matrix;
  /** Share of the candidate in h: 1 − keep. */
  readonly renew: Matrix;
  readonly h: Matrix;
}

/** One convention. */
export interface GruRun {
  readonly update: GruUpdate;
  readonly params: Named<GruParam>;
  readonly steps: readonly GruStep[];
}

/** The setup's weights are those of "cho"; "chung" has the weights of z negated. */
export function traceGru(setup: Setup): Readonly<Record<GruUpdate, GruRun>> {
  const names: readonly GruParam[] = ["Wx", "Wh", "b", "bq"];
  const params = Object.fromEntries(names.map((name) => [name, matrixOf(setup, name)])) as Named<GruParam>;
  return { cho: run("cho", params, setup), chung: run("chung", convertGruUpdate(params), setup) };
}

function run(update: GruUpdate, params: Named<GruParam>, setup: Setup): GruRun {
  const { states, tape } = unroll(createGru({ update }), params, sequenceOf(setup, "x"), {
    h: matrixOf(setup, "h0"),
  });
  const steps = tape.map((cache, t) => {
    const [, xz] = cache.x.dot(params.Wx).plusRow(params.b).splitColumns(3);
    const [, hz] = cache.hPrev.dot(params.Wh).splitColumns(3);
    return { ...cache, z: xz.plus(hz).sigmoid(), renew: oneMinus(cache.keep), h: states[t].h };
  });
  return { update, params, steps };
}
