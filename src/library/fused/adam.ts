/**
 * Adam on SIMD kernels: the same rule, memory and saved state as `adam` in training, for parameters of one
 * precision. Kingma & Ba 2015, algorithm 1.
 *
 * The averages live in the kernels' memory; parameters and gradients are copied in and the parameters out.
 */

import { assertFinite } from "../numeric/assert-finite.ts";
import { Matrix, type MatrixJson } from "../numeric/matrix.ts";
import { countNumbers, type Named } from "../numeric/named.ts";
import { type Dtype, type Numbers, zeros } from "../numeric/numbers.ts";
import { DtypeError, ShapeError } from "../numeric/shape-error.ts";
import { layOutInArena } from "./arena.ts";
import { kernelSet } from "./kernels/load.ts";

/** Adam's settings, with the defaults of Kingma & Ba 2015. */
export interface FusedAdamConfig {
  /** The learning rate, or its value at update n = 0, 1, … */
  readonly rate: number | ((update: number) => number);
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
}

/** Adam for parameters of one precision, kept in the kernels' memory; the contract of `Optimizer`. */
export interface FusedAdam {
  readonly name: string;
  step(params: Named, grads: Named): void;
  save(): { readonly updates: number; readonly memory: Record<string, Record<string, MatrixJson>> };
  load(state: {
    readonly updates: number;
    readonly memory: Record<string, Record<string, MatrixJson>>;
  }): void;
}

/** Parameters, gradients and both averages, all parameters one after the other, and the kernel over them. */
interface Placed {
  readonly w: Numbers;
  readonly g: Numbers;
  readonly m: Numbers;
  readonly v: Numbers;
  /** Whether all of g is finite. */
  isFinite(): boolean;
  update(rate: number, count: number): void;
}

type State = Parameters<FusedAdam["load"]>[0];

/** The rule of `adam`, over the kernels. */
export function fusedAdam(config: FusedAdamConfig): FusedAdam {
  const { rate } = config;
  let updates = 0;
  let names: readonly string[] = [];
  let placed: Placed | undefined;
  let shapes: Named = {};
  let loaded: State["memory"] | undefined;
  return {
    name: "adam",

    step(params, grads) {
      if (!placed) {
        names = Object.keys(params);
        shapes = params;
        placed = place(params, config);
        if (loaded) fillAverages(placed, params, loaded);
      }
      assertMatching(names, params, grads);
      const rateNow = typeof rate === "number" ? rate : rate(updates);
      eachPart(params, placed.g, (_, part, name) => part.set(grads[name].data));
      if (!placed.isFinite())
        for (const name of names) assertFinite(`adam: the gradient of "${name}"`, grads[name]);
      eachPart(params, placed.w, (matrix, part) => part.set(matrix.data));
      updates++;
      placed.update(rateNow, updates);
      eachPart(params, placed.w, (matrix, part) => matrix.data.set(part));
    },

    save() {
      if (!placed) return { updates, memory: loaded ?? { mean: {}, square: {} } };
      return { updates, memory: { mean: toJson(shapes, placed.m), square: toJson(shapes, placed.v) } };
    },

    load(state) {
      updates = state.updates;
      loaded = state.memory;
      placed = undefined;
    },
  };
}

function place(params: Named, config: FusedAdamConfig): Placed {
  const { dtype } = Object.values(params)[0];
  const length = countNumbers(params);
  if (kernelSet() === "none") return placePlain(dtype, length, config);
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = config;
  const { arena, parts } = layOutInArena(dtype, `adam ${length}`, (take) => ({
    w: take(length),
    g: take(length),
    m: take(length),
    v: take(length),
  }));
  const { w, g, m, v } = parts;
  m.values.fill(0);
  v.values.fill(0);
  return {
    w: w.values,
    g: g.values,
    m: m.values,
    v: v.values,
    isFinite: () => arena.kernels.allFinite(length, g.at) !== 0,
    update(rate, count) {
      const [c1, c2] = [1 - beta1 ** count, 1 - beta2 ** count];
      arena.kernels.adam(length, w.at, g.at, m.at, v.at, rate, beta1, beta2, c1, c2, epsilon);
    },
  };
}

/** The same without kernels. */
function placePlain(dtype: Dtype, length: number, config: FusedAdamConfig): Placed {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = config;
  const [w, g, m, v] = Array.from({ length: 4 }, () => zeros(dtype, length));
  return {
    w,
    g,
    m,
    v,
    isFinite: () => g.every(Number.isFinite),
    update(rate, count) {
      const [c1, c2] = [1 - beta1 ** count, 1 - beta2 ** count];
      for (let k = 0; k < length; k++) {
        m[k] = beta1 * m[k] + (1 - beta1) * g[k];
        v[k] = beta2 * v[k] + (1 - beta2) * g[k] * g[k];
        w[k] -= ((rate / c1) * m[k]) / (Math.sqrt(v[k] / c2) + epsilon);
      }
    },
  };
}

/** Calls f with each matrix and its place in `all`. */
function eachPart(
  named: Named,
  all: Numbers,
  f: (matrix: Matrix, part: Numbers, name: string) => void,
): void {
  let from = 0;
  for (const [name, matrix] of Object.entries(named)) {
    f(matrix, all.subarray(from, from + matrix.data.length), name);
    from += matrix.data.length;
  }
}

function fillAverages({ m, v }: Placed, params: Named, { mean, square }: State["memory"]): void {
  eachPart(params, m, (_, part, name) => part.set(mean[name]?.data ?? []));
  eachPart(params, v, (_, part, name) => part.set(square[name]?.data ?? []));
}

function toJson(shapes: Named, all: Numbers): Record<string, MatrixJson> {
  const json: Record<string, MatrixJson> = {};
  eachPart(shapes, all, ({ rows, cols }, part, name) => {
    json[name] = new Matrix(rows, cols, part.slice()).toJSON();
  });
  return json;
}

function assertMatching(names: readonly string[], params: Named, grads: Named): void {
  const { dtype } = params[names[0]];
  for (const name of names) {
    const [param, grad] = [params[name], grads[name]];
    if (!param || !grad || param.data.length !== grad.data.length) {
      const got = `${param?.shape ?? "no parameter"} and ${grad?.shape ?? "no gradient"}`;
      throw new ShapeError(`adam: expected "${name}" and its gradient in one shape, got ${got}.`);
    }
    if (param.dtype !== dtype || grad.dtype !== dtype) {
      throw new DtypeError(
        `adam: "${names[0]}" is ${dtype}, "${name}" is ${param.dtype}; use one precision.`,
      );
    }
  }
}
