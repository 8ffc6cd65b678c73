/** The flat storage of a matrix: double or single precision. */

/** Precision of a matrix. float64 for derivations and checks, float32 for speed. */
export type Dtype = "float64" | "float32";

/**
 * Row-major elements of a matrix: a Float64Array or a Float32Array, with what both have. (Of a union of the two,
 * TypeScript would not let anyone call `reduce`.)
 */
export interface Numbers extends Iterable<number> {
  [index: number]: number;
  readonly length: number;
  readonly buffer: ArrayBufferLike;
  readonly byteLength: number;
  readonly byteOffset: number;
  readonly BYTES_PER_ELEMENT: number;
  readonly [Symbol.toStringTag]: "Float64Array" | "Float32Array";
  at(index: number): number | undefined;
  entries(): IterableIterator<[number, number]>;
  every(holds: (value: number, index: number) => boolean): boolean;
  fill(value: number, from?: number, to?: number): this;
  filter(holds: (value: number, index: number) => boolean): Numbers;
  find(holds: (value: number, index: number) => boolean): number | undefined;
  findIndex(holds: (value: number, index: number) => boolean): number;
  forEach(f: (value: number, index: number) => void): void;
  includes(value: number, from?: number): boolean;
  indexOf(value: number, from?: number): number;
  join(separator?: string): string;
  keys(): IterableIterator<number>;
  map(f: (value: number, index: number) => number): Numbers;
  reduce(f: (result: number, value: number, index: number) => number): number;
  reduce<T>(f: (result: T, value: number, index: number) => T, start: T): T;
  reverse(): this;
  set(from: ArrayLike<number>, at?: number): void;
  slice(from?: number, to?: number): Numbers;
  some(holds: (value: number, index: number) => boolean): boolean;
  sort(order?: (a: number, b: number) => number): this;
  subarray(from?: number, to?: number): Numbers;
  values(): IterableIterator<number>;
}

/** `length` zeros. */
export function zeros(dtype: Dtype, length: number): Numbers {
  return dtype === "float32" ? new Float32Array(length) : new Float64Array(length);
}

/** By name and not by class, so that arrays made in another context (a notebook's) count as well. */
export function dtypeOf(numbers: Numbers): Dtype {
  const kind: string | undefined = numbers[Symbol.toStringTag];
  if (kind === "Float64Array") return "float64";
  if (kind === "Float32Array") return "float32";
  throw new TypeError(
    `Matrix: expected its numbers as a Float64Array or Float32Array, got ${kind ?? typeof numbers}; for lists use Matrix.fromRows.`,
  );
}

/** √Σv², also where the squares themselves would overflow or underflow. */
export function length(numbers: Numbers): number {
  let sum = 0;
  for (let k = 0; k < numbers.length; k++) sum += numbers[k] * numbers[k];
  if (sum > 1e-280 && sum < 1e300) return Math.sqrt(sum);
  let largest = 0;
  for (let k = 0; k < numbers.length; k++) largest = Math.max(largest, Math.abs(numbers[k]));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  sum = 0;
  for (let k = 0; k < numbers.length; k++) sum += (numbers[k] / largest) ** 2;
  return largest * Math.sqrt(sum);
}
