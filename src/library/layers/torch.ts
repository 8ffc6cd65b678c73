/**
 * Weights from PyTorch and back, as a plain state dict in JSON: name -> nested lists, as from
 * `{name: tensor.tolist() for name, tensor in module.state_dict().items()}`.
 *
 * PyTorch keeps weights as [output, input] and two biases where one would do; here Wx = weight_ihᵀ,
 * Wh = weight_hhᵀ, b = bias_ih + bias_hh. The GRU's candidate needs both biases: b and bq. The orders of the
 * gates agree: i f g o and r z n. On the way back the sum stands in bias_ih, and bias_hh is zero (but for bq).
 */

import { Matrix } from "../numeric/matrix.ts";
import { type Named, withoutPrefix, withPrefix } from "../numeric/named.ts";

/** A vector or a matrix per name. */
export type StateDict = Record<string, readonly number[] | readonly (readonly number[])[]>;

/** Which module of torch.nn the state dict belongs to; several layers or directions are found by their names. */
export type TorchModule = "RNN" | "LSTM" | "GRU" | "Linear" | "Embedding";

/**
 * One layer: Wx, Wh, b (and bq) as the cells name them; W, b for Linear; E for Embedding. Several layers are
 * named as `stacked` does ("0.Wx"), two directions as `bidirectional` does ("forward.Wx"; both: "0.forward.Wx").
 */
export function fromTorch(module: TorchModule, stateDict: StateDict): Named {
  if (module === "Embedding") return { E: matrixOf(stateDict, "weight") };
  if (module === "Linear") {
    const W = matrixOf(stateDict, "weight").transpose();
    return { W, b: "bias" in stateDict ? matrixOf(stateDict, "bias") : new Matrix(1, W.cols) };
  }
  const layers = countLayers(stateDict);
  const bothWays = "weight_ih_l0_reverse" in stateDict;
  const named: Named = {};
  for (let l = 0; l < layers; l++) {
    const layer = bothWays
      ? {
          ...withPrefix("forward", recurrentFromTorch(module, stateDict, `l${l}`)),
          ...withPrefix("backward", recurrentFromTorch(module, stateDict, `l${l}_reverse`)),
        }
      : recurrentFromTorch(module, stateDict, `l${l}`);
    Object.assign(named, layers === 1 ? layer : withPrefix(`${l}`, layer));
  }
  return named;
}

/** The inverse of `fromTorch`. */
export function toTorch(module: TorchModule, params: Named): StateDict {
  if (module === "Embedding") return { weight: expectMatrix(params, "E").toRows() };
  if (module === "Linear") {
    return {
      weight: expectMatrix(params, "W").transpose().toRows(),
      bias: [...expectMatrix(params, "b").data],
    };
  }
  const dict: Record<string, readonly number[] | readonly (readonly number[])[]> = {};
  const layers = Object.keys(params).some((name) => /^\d+\./.test(name)) ? splitLayers(params) : [params];
  layers.forEach((layer, l) => {
    if (Object.keys(layer).some((name) => name.startsWith("forward."))) {
      Object.assign(dict, recurrentToTorch(module, withoutPrefix("forward", layer), `l${l}`));
      Object.assign(dict, recurrentToTorch(module, withoutPrefix("backward", layer), `l${l}_reverse`));
    } else {
      Object.assign(dict, recurrentToTorch(module, layer, `l${l}`));
    }
  });
  return dict;
}

function recurrentFromTorch(module: TorchModule, dict: StateDict, suffix: string): Named {
  const Wx = matrixOf(dict, `weight_ih_${suffix}`).transpose();
  const Wh = matrixOf(dict, `weight_hh_${suffix}`).transpose();
  const hasBias = `bias_ih_${suffix}` in dict;
  const bx = hasBias ? matrixOf(dict, `bias_ih_${suffix}`) : new Matrix(1, Wx.cols);
  const bh = hasBias ? matrixOf(dict, `bias_hh_${suffix}`) : new Matrix(1, Wx.cols);
  if (module !== "GRU") return { Wx, Wh, b: bx.plus(bh) };
  const hidden = Wh.rows;
  const b = bx.map((v, k) => (k < 2 * hidden ? v + bh.data[k] : v));
  return { Wx, Wh, b, bq: bh.columns(2 * hidden, 3 * hidden) };
}

function recurrentToTorch(module: TorchModule, params: Named, suffix: string): StateDict {
  const Wh = expectMatrix(params, "Wh");
  const bh = new Float64Array(Wh.cols);
  if (module === "GRU") bh.set(expectMatrix(params, "bq").data, 2 * Wh.rows);
  return {
    [`weight_ih_${suffix}`]: expectMatrix(params, "Wx").transpose().toRows(),
    [`weight_hh_${suffix}`]: Wh.transpose().toRows(),
    [`bias_ih_${suffix}`]: [...expectMatrix(params, "b").data],
    [`bias_hh_${suffix}`]: [...bh],
  };
}

function countLayers(dict: StateDict): number {
  let layers = 0;
  while (`weight_ih_l${layers}` in dict) layers++;
  if (layers === 0) throw notFound("fromTorch", "weight_ih_l0", Object.keys(dict));
  return layers;
}

function splitLayers(params: Named): Named[] {
  const layers: Named[] = [];
  for (let l = 0; Object.keys(params).some((name) => name.startsWith(`${l}.`)); l++) {
    layers.push(withoutPrefix(`${l}`, params));
  }
  return layers;
}

function matrixOf(dict: StateDict, name: string): Matrix {
  const value = dict[name];
  if (value === undefined) throw notFound("fromTorch", name, Object.keys(dict));
  const rows = Array.isArray(value[0])
    ? (value as readonly (readonly number[])[])
    : [value as readonly number[]];
  return Matrix.fromRows(rows);
}

function expectMatrix(params: Named, name: string): Matrix {
  const matrix = params[name];
  if (matrix === undefined) throw notFound("toTorch", name, Object.keys(params));
  return matrix;
}

function notFound(operation: string, name: string, names: readonly string[]): RangeError {
  return new RangeError(`${operation}: expected "${name}", got only ${names.join(", ") || "nothing"}.`);
}
