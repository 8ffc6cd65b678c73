/**
 * Memory for kernels: one WebAssembly memory with the kernels that work in it.
 *
 * It is made as large as needed and never grows, because growing would detach every view into it. What is
 * released is kept for the next user, a few pieces at most; what is forgotten, the garbage collector frees.
 */

import { type Dtype, type Numbers, zeros } from "../numeric/numbers.ts";
import type { Kernels } from "./kernels/kernels.ts";
import { kernelModule, kernelSet } from "./kernels/load.ts";
import { type WasmMemory, wasm } from "./kernels/web-assembly.ts";

/** Numbers in an arena: their address for the kernels, and a view for everyone else. */
export interface Region {
  readonly at: number;
  readonly values: Numbers;
}

/** Hands out `count` numbers. Their values are arbitrary. */
export type Take = (count: number) => Region;

export interface Arena {
  /** Which module it was made from. */
  readonly key: string;
  readonly kernels: Kernels;
  readonly memory: WasmMemory;
  /** What was laid out here last, to be used again as it is. */
  layout: { readonly name: string; readonly parts: unknown };
}

const PAGE = 65536;
const ALIGNMENT = 64;
const KEPT = 8;
const idle: Arena[] = [];

/** Bytes per number. */
export const bytesPer = (dtype: Dtype): number => (dtype === "float32" ? 4 : 8);

/**
 * An arena with room for what `layOut` takes, and the result of laying it out there. `name` stands for the
 * layout with all its sizes: an idle arena with the same layout is taken up again as it was left.
 */
export function layOutInArena<T>(
  dtype: Dtype,
  name: string,
  layOut: (take: Take, kernels: Kernels) => T,
): { arena: Arena; parts: T } {
  const key = `${kernelSet()} ${dtype}`;
  const same = idle.findIndex((arena) => arena.key === key && arena.layout.name === name);
  if (same >= 0) {
    const [arena] = idle.splice(same, 1);
    return { arena, parts: arena.layout.parts as T };
  }
  const arena = takeArena(key, dtype, measure(dtype, layOut));
  const parts = layOut(takeFrom(arena, dtype), arena.kernels);
  arena.layout = { name, parts };
  return { arena, parts };
}

/** Gives an arena back. Its regions must not be used any more. */
export function releaseArena(arena: Arena): void {
  idle.push(arena);
  if (idle.length > KEPT) idle.shift();
}

/** Forgets the arenas that wait for their next use, so that their memory can be freed. */
export function releaseIdleMemory(): void {
  idle.length = 0;
}

/** Bytes that wait for their next use. */
export function idleBytes(): number {
  return idle.reduce((sum, { memory }) => sum + memory.buffer.byteLength, 0);
}

const align = (address: number): number => Math.ceil(address / ALIGNMENT) * ALIGNMENT;

/** Lays out once without memory, to learn how much is needed; the kernels' own data fits into the extra page. */
function measure<T>(dtype: Dtype, layOut: (take: Take, kernels: Kernels) => T): number {
  let bytes = PAGE;
  const nothing = zeros(dtype, 0);
  layOut((count) => {
    bytes += align(count * bytesPer(dtype));
    return { at: 0, values: nothing };
  }, {} as Kernels);
  return bytes;
}

/** Takes one region after the other from the start of the arena. */
function takeFrom({ kernels, memory: { buffer } }: Arena, dtype: Dtype): Take {
  let next = align(kernels.firstFree());
  return (count) => {
    const at = next;
    next = align(next + count * bytesPer(dtype));
    const values =
      dtype === "float32" ? new Float32Array(buffer, at, count) : new Float64Array(buffer, at, count);
    return { at, values };
  };
}

/** An idle arena that is large enough and not more than four times too large, or a new one. */
function takeArena(key: string, dtype: Dtype, bytes: number): Arena {
  const size = (arena: Arena): number => arena.memory.buffer.byteLength;
  const fits = idle.findIndex(
    (arena) => arena.key === key && size(arena) >= bytes && size(arena) <= Math.max(4 * bytes, 16 * PAGE),
  );
  if (fits >= 0) return idle.splice(fits, 1)[0];
  const { Memory, Instance } = wasm as NonNullable<typeof wasm>;
  const memory = new Memory({ initial: Math.ceil(bytes / PAGE) });
  const instance = new Instance(kernelModule(dtype), { env: { memory, abort } });
  const kernels = instance.exports as unknown as Kernels;
  return { key, kernels, memory, layout: { name: "", parts: undefined } };
}

function abort(): never {
  throw new Error("fused kernels: aborted; this is a fault of the kernels, not of your data.");
}
