/**
 * Values on the pipe: a JSON tree for the structure, typed arrays in the payload for the numbers.
 *
 * NaN, Infinity and -0 arrive exactly. A matrix is recognised by its structure (rows, cols and
 * a typed array `data`), so this side needs nothing of the library. What cannot travel (a Map, a Promise)
 * arrives as `Unreadable`, which names its kind.
 */

import { FrameError } from "./frame.ts";

export type NumberArray = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;

const arrayTypes: Record<string, (bytes: ArrayBuffer) => NumberArray> = {
  Float64Array: (bytes) => new Float64Array(bytes),
  Float32Array: (bytes) => new Float32Array(bytes),
  Int32Array: (bytes) => new Int32Array(bytes),
  Uint32Array: (bytes) => new Uint32Array(bytes),
  Uint8Array: (bytes) => new Uint8Array(bytes),
};
const elementBytes: Record<string, number> = {
  Float64Array: 8,
  Float32Array: 4,
  Int32Array: 4,
  Uint32Array: 4,
  Uint8Array: 1,
};

/** Row-major; data holds rows · cols numbers. */
export interface MatrixLike {
  readonly rows: number;
  readonly cols: number;
  readonly data: NumberArray;
}

/** Stands for a value that cannot travel; `kind` is what it was, with its article: "a Map". */
export class Unreadable {
  readonly kind: string;
  constructor(kind: string) {
    this.kind = kind;
  }
}

type Tree =
  | null
  | boolean
  | string
  | number
  | { t: "number"; text: string }
  | { t: "undefined" }
  | { t: "list"; items: Tree[] }
  | { t: "record"; entries: [string, Tree][] }
  | { t: "numbers"; type: string; length: number }
  | { t: "matrix"; type: string; rows: number; cols: number; length: number }
  | { t: "function"; id: number }
  | { t: "other"; kind: string };

const maxDepth = 12;

export interface Encoded {
  readonly tree: unknown;
  readonly payload: Uint8Array[];
}

/** `nameFunction` gives a function its number on the pipe; without it functions do not travel. */
export function encodeValue(
  value: unknown,
  nameFunction?: (f: (...args: never[]) => unknown) => number,
): Encoded {
  const payload: Uint8Array[] = [];
  const numbers = (array: NumberArray): { type: string; length: number } => {
    payload.push(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    return { type: array.constructor.name, length: array.length };
  };
  const encode = (v: unknown, depth: number): Tree => {
    if (v === null || typeof v === "boolean" || typeof v === "string") return v;
    if (v === undefined) return { t: "undefined" };
    if (typeof v === "number") return encodeNumber(v);
    if (typeof v === "function" && nameFunction) return { t: "function", id: nameFunction(v as never) };
    if (typeof v !== "object") return { t: "other", kind: `a ${typeof v}` };
    return encodeObject(v, depth);
  };
  const encodeObject = (v: object, depth: number): Tree => {
    if (depth > maxDepth) return { t: "other", kind: "a structure nested too deeply" };
    if (isMatrixLike(v)) return { t: "matrix", rows: v.rows, cols: v.cols, ...numbers(v.data) };
    if (isNumberArray(v)) return { t: "numbers", ...numbers(v) };
    if (Array.isArray(v)) return { t: "list", items: Array.from(v, (item) => encode(item, depth + 1)) };
    const prototype = Object.getPrototypeOf(v);
    if (prototype !== Object.prototype && prototype !== null) return { t: "other", kind: kindOf(v) };
    return { t: "record", entries: Object.entries(v).map(([key, item]) => [key, encode(item, depth + 1)]) };
  };
  return { tree: encode(value, 0), payload };
}

export interface Revivers {
  /** Makes the matrix of this side; a plain record where it is left out. */
  readonly matrix?: (rows: number, cols: number, data: NumberArray) => unknown;
  /** Makes a function that calls back over the pipe. */
  readonly call?: (id: number) => unknown;
}

/** Throws FrameError when tree and payload do not belong together. */
export function decodeValue(tree: unknown, payload: Uint8Array, revivers: Revivers = {}): unknown {
  let at = 0;
  const numbers = (type: string, length: number): NumberArray => {
    const bytes = length * elementBytes[type];
    if (
      !Object.hasOwn(arrayTypes, type) ||
      !Number.isInteger(length) ||
      length < 0 ||
      at + bytes > payload.byteLength
    )
      throw new FrameError("sent numbers that do not fit their frame");
    const copy = new Uint8Array(bytes);
    copy.set(payload.subarray(at, at + bytes));
    at += bytes;
    return arrayTypes[type](copy.buffer);
  };
  const decode = (node: Tree, depth: number): unknown => {
    if (node === null || typeof node !== "object") return node;
    if (depth > maxDepth + 1) throw new FrameError("sent a value nested too deeply");
    switch (node.t) {
      case "number":
        return Number(node.text);
      case "undefined":
        return undefined;
      case "list":
        return node.items.map((item) => decode(item, depth + 1));
      case "record":
        return recordOf(node.entries.map(([key, item]) => [String(key), decode(item, depth + 1)]));
      case "numbers":
        return numbers(node.type, node.length);
      case "matrix": {
        const data = numbers(node.type, node.length);
        const { rows, cols } = node;
        return revivers.matrix ? revivers.matrix(rows, cols, data) : { rows, cols, data };
      }
      case "function":
        return revivers.call ? revivers.call(node.id) : new Unreadable("a function");
      case "other":
        return new Unreadable(String(node.kind));
      default:
        throw new FrameError("sent a value of an unknown kind");
    }
  };
  try {
    return decode(tree as Tree, 0);
  } catch (error) {
    if (error instanceof FrameError) throw error;
    throw new FrameError("sent a value that cannot be read");
  }
}

export function isNumberArray(value: unknown): value is NumberArray {
  return ArrayBuffer.isView(value) && Object.hasOwn(arrayTypes, value.constructor.name);
}

export function isMatrixLike(value: unknown): value is MatrixLike {
  if (typeof value !== "object" || value === null) return false;
  const { rows, cols, data } = value as Partial<MatrixLike>;
  return (
    Number.isInteger(rows) && Number.isInteger(cols) && isNumberArray(data) && data.length === rows! * cols!
  );
}

/** A plain record; a key named __proto__ is a key like any other. */
function recordOf(entries: [string, unknown][]): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const [key, value] of entries)
    Object.defineProperty(record, key, { value, enumerable: true, writable: true, configurable: true });
  return record;
}

/** JSON has no NaN, no infinities and no -0. */
function encodeNumber(v: number): Tree {
  if (Number.isFinite(v) && !Object.is(v, -0)) return v;
  return { t: "number", text: Object.is(v, -0) ? "-0" : String(v) };
}

function kindOf(value: object): string {
  if (value instanceof Promise) return "a Promise";
  const name: unknown = value.constructor?.name;
  return typeof name === "string" && name ? `a ${name}` : "an object";
}
