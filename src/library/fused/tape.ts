/**
 * What one run over a whole sequence needs in an arena, and the parts of the run that all cells share.
 *
 *   z = X Wx + b for a few time steps at a time; then, step by step, what the cell adds (see cell-steps.ts)
 *   dWx = Xᵀ dZ, db = column sums of dZ, dX = dZ Wxᵀ, for a block of rows at a time, while dZ is in the cache
 *
 * Rows are ordered by time step, then by example: row t·batch + b.
 */

import type { Dtype } from "../numeric/numbers.ts";
import { bytesPer, type Region, type Take } from "./arena.ts";
import type { Kernels } from "./kernels/kernels.ts";

/** Sizes of one sequence: what a workspace is made for. */
export interface SequenceShape {
  readonly steps: number;
  readonly batch: number;
  readonly input: number;
  readonly hidden: number;
  readonly dtype: Dtype;
}

/** Rows that one product takes at least, so that a small batch fills the tiles too. */
const ROWS_FORWARD = 32;
/** Rows of dZ that are packed at once; the kernels' BLOCK. */
export const ROWS_BACKWARD = 256;
const PANEL_BYTES = 64;

export class Tape {
  readonly kernels: Kernels;
  readonly shape: SequenceShape;
  /** Columns of z: gates · hidden. */
  readonly columns: number;
  /** Bytes from one row to the next of x, z and h. */
  readonly strides: { readonly x: number; readonly z: number; readonly h: number };
  readonly x: Region;
  readonly z: Region;
  /** h[0] is the initial state, h[t + 1] the state after time step t. */
  readonly h: Region;
  readonly mask: Region;
  /** Gradient of the hidden state, carried back from step to step. */
  readonly dh: Region;
  /** One time step of gradients that come from outside, [batch, hidden]. */
  readonly dy: Region;
  readonly dx: Region;
  readonly Wx: Region;
  readonly b: Region;
  readonly dWx: Region;
  readonly db: Region;
  private readonly packedWx: Region;
  private readonly packedDz: Region;
  private readonly turned: Region;

  constructor(kernels: Kernels, take: Take, shape: SequenceShape, gates: number) {
    const { steps, batch, input, hidden, dtype } = shape;
    const bytes = bytesPer(dtype);
    const rows = steps * batch;
    this.kernels = kernels;
    this.shape = shape;
    this.columns = gates * hidden;
    this.strides = { x: input * bytes, z: this.columns * bytes, h: hidden * bytes };
    this.x = take(rows * input);
    this.z = take(rows * this.columns);
    this.h = take((rows + batch) * hidden);
    this.mask = take(Math.ceil(rows / bytes));
    this.dh = take(batch * hidden);
    this.dy = take(batch * hidden);
    this.dx = take(rows * input);
    this.Wx = take(input * this.columns);
    this.b = take(this.columns);
    this.dWx = take(input * this.columns);
    this.db = take(this.columns);
    const blockRows = Math.min(ROWS_BACKWARD, rows);
    this.packedWx = take(
      Math.max(this.packedLength(input, this.columns), this.packedLength(this.columns, input)),
    );
    this.packedDz = take(this.packedLength(blockRows, this.columns));
    this.turned = take(blockRows * Math.max(input, hidden));
  }

  /** Numbers in a packed matrix [rows, cols]. */
  packedLength(rows: number, cols: number): number {
    const width = PANEL_BYTES / bytesPer(this.shape.dtype);
    return rows * Math.ceil(cols / width) * width;
  }

  /** Address of time step t of x, z or h. */
  at(part: "x" | "z" | "h", t: number): number {
    return this[part].at + t * this.shape.batch * this.strides[part];
  }

  packInputWeights(): void {
    const { input, dtype } = this.shape;
    this.kernels.pack(this.packedWx.at, this.Wx.at, input, this.columns, this.strides.z, bytesPer(dtype));
  }

  packTurnedInputWeights(): void {
    const { input, dtype } = this.shape;
    this.kernels.pack(this.packedWx.at, this.Wx.at, this.columns, input, bytesPer(dtype), this.strides.z);
  }

  /** Time steps whose inputs are projected together. */
  get stepsForward(): number {
    return Math.ceil(ROWS_FORWARD / this.shape.batch);
  }

  /** Time steps whose gradients are taken together. */
  get stepsBackward(): number {
    return Math.max(1, Math.floor(ROWS_BACKWARD / this.shape.batch));
  }

  /** z = x Wx + b for time steps from … to − 1. */
  projectInputs(from: number, to: number): void {
    const rows = (to - from) * this.shape.batch;
    const z = this.at("z", from);
    this.kernels.fillRows(rows, this.columns, this.b.at, z);
    this.kernels.product(
      rows,
      this.columns,
      this.shape.input,
      this.at("x", from),
      this.strides.x,
      this.packedWx.at,
      z,
      this.strides.z,
      true,
    );
  }

  /** dx = dz Wxᵀ for time steps from … to − 1. */
  projectInputGradients(from: number, to: number): void {
    const { input, batch } = this.shape;
    this.kernels.product(
      (to - from) * batch,
      input,
      this.columns,
      this.at("z", from),
      this.strides.z,
      this.packedWx.at,
      this.at("x", from) - this.x.at + this.dx.at,
      this.strides.x,
      false,
    );
  }

  /** Packs `rows` rows of dz, for `addTransposedProduct`. At most ROWS_BACKWARD rows. */
  packGradients(
    dz: number,
    rows: number,
    columns: number = this.columns,
    stride: number = this.strides.z,
  ): void {
    this.kernels.pack(this.packedDz.at, dz, rows, columns, stride, bytesPer(this.shape.dtype));
  }

  /** dW[cols of a, columns] += aᵀ · (the first columns of the packed dz); a: [rows, aCols]. dwStride parts the rows of dW. */
  addTransposedProduct(
    a: number,
    aCols: number,
    rows: number,
    columns: number,
    dW: number,
    dwStride: number,
  ): void {
    const bytes = bytesPer(this.shape.dtype);
    const { kernels, turned, packedDz } = this;
    kernels.transpose(turned.at, a, rows, aCols, aCols * bytes);
    kernels.product(aCols, columns, rows, turned.at, rows * bytes, packedDz.at, dW, dwStride, true);
  }

  /** Adds the share of `rows` rows, from row `first`, to dWx and db. Leaves the packed dz for the cell's part. */
  addInputGradients(first: number, rows: number): void {
    const { input } = this.shape;
    const dz = this.z.at + first * this.strides.z;
    this.packGradients(dz, rows);
    this.addTransposedProduct(
      this.x.at + first * this.strides.x,
      input,
      rows,
      this.columns,
      this.dWx.at,
      this.strides.z,
    );
    this.kernels.columnSums(rows, this.columns, dz, this.strides.z, this.db.at);
  }
}
