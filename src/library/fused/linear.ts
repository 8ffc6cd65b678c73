/** The linear layer y = x W + b on SIMD kernels: the same contract and numbers as layers/linear.ts. */

import { type Linear, linear } from "../layers/linear.ts";
import { Matrix } from "../numeric/matrix.ts";
import { DtypeError, ShapeError } from "../numeric/shape-error.ts";
import { bytesPer, layOutInArena, type Region, releaseArena, type Take } from "./arena.ts";
import { kernelSet } from "./kernels/load.ts";

/** Columns of a packed panel times bytes per number; see kernels/assembly/pack.ts. */
const PANEL_BYTES = 64;

interface Parts {
  readonly x: Region;
  readonly W: Region;
  readonly b: Region;
  readonly y: Region;
  /** Gradients; forward does not use them. */
  readonly dW: Region;
  readonly dx: Region;
  readonly packed: Region;
  readonly turned: Region;
}

/** The linear layer over the kernels: the contract of `linear`. */
export const fusedLinear: Linear = {
  initParams: linear.initParams,

  forward(params, x) {
    if (kernelSet() === "none") return linear.forward(params, x);
    const { W, b } = params;
    assertFits(W, x);
    const y = inKernels(x, W, (kernels, parts, { rows, input, output, bytes }) => {
      parts.b.values.set(b.data);
      kernels.fillRows(rows, output, parts.b.at, parts.y.at);
      kernels.pack(parts.packed.at, parts.W.at, input, output, output * bytes, bytes);
      const { at } = parts.packed;
      kernels.product(rows, output, input, parts.x.at, input * bytes, at, parts.y.at, output * bytes, true);
      return new Matrix(rows, output, parts.y.values.slice());
    });
    return { y, cache: { x } };
  },

  backward(params, cache, dy, grads) {
    if (kernelSet() === "none") return linear.backward(params, cache, dy, grads);
    const { W } = params;
    return inKernels(cache.x, W, (kernels, parts, { rows, input, output, bytes }) => {
      const { packed, turned } = parts;
      parts.y.values.set(dy.data);
      parts.dW.values.set(grads.W.data);
      parts.b.values.set(grads.b.data);
      kernels.columnSums(rows, output, parts.y.at, output * bytes, parts.b.at);
      kernels.pack(packed.at, parts.y.at, rows, output, output * bytes, bytes);
      kernels.transpose(turned.at, parts.x.at, rows, input, input * bytes);
      kernels.product(
        input,
        output,
        rows,
        turned.at,
        rows * bytes,
        packed.at,
        parts.dW.at,
        output * bytes,
        true,
      );
      kernels.pack(packed.at, parts.W.at, output, input, bytes, output * bytes);
      const dxStride = input * bytes;
      kernels.product(
        rows,
        input,
        output,
        parts.y.at,
        output * bytes,
        packed.at,
        parts.dx.at,
        dxStride,
        false,
      );
      grads.W.data.set(parts.dW.values);
      grads.b.data.set(parts.b.values);
      return new Matrix(rows, input, parts.dx.values.slice());
    });
  },
};

type Sizes = {
  readonly rows: number;
  readonly input: number;
  readonly output: number;
  readonly bytes: number;
};

/** Copies x and W into an arena and runs there. */
function inKernels<T>(
  x: Matrix,
  W: Matrix,
  run: (kernels: ReturnType<typeof layOutInArena>["arena"]["kernels"], parts: Parts, sizes: Sizes) => T,
): T {
  const { rows, cols: input, dtype } = x;
  const sizes = { rows, input, output: W.cols, bytes: bytesPer(dtype) };
  const name = `linear ${rows} ${input} ${W.cols}`;
  const { arena, parts } = layOutInArena(dtype, name, (take) => layOut(take, sizes));
  parts.x.values.set(x.data);
  parts.W.values.set(W.data);
  const result = run(arena.kernels, parts, sizes);
  releaseArena(arena);
  return result;
}

function layOut(take: Take, { rows, input, output, bytes }: Sizes): Parts {
  const width = PANEL_BYTES / bytes;
  const packedLength = (r: number, c: number): number => r * Math.ceil(c / width) * width;
  const longest = Math.max(
    packedLength(input, output),
    packedLength(rows, output),
    packedLength(output, input),
  );
  return {
    x: take(rows * input),
    W: take(input * output),
    b: take(output),
    y: take(rows * output),
    dW: take(input * output),
    dx: take(rows * input),
    packed: take(longest),
    turned: take(rows * input),
  };
}

function assertFits(W: Matrix, x: Matrix): void {
  if (x.cols !== W.rows) {
    throw new ShapeError(`fusedLinear: inner sizes differ: x is ${x.shape}, W is ${W.shape}.`);
  }
  if (x.dtype !== W.dtype) throw new DtypeError(`fusedLinear: x is ${x.dtype}, W is ${W.dtype}.`);
}
