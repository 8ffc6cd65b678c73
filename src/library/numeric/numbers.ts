/** The flat storage of a matrix: double or single precision. */

/** Precision of a matrix. float64 for derivations and checks, float32 for speed. */
export type Dtype = "float64" | "float32";

/** Row-major elements of a matrix. */
export type Numbers = Float64Array | Float32Array;

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
