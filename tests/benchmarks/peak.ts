/**
 * The most that 128-bit SIMD can do here: a WebAssembly loop of products and sums that need nothing from memory.
 *
 * Twelve chains of a product and a sum, which do not wait for each other, so that every arithmetic unit is busy.
 * Written as bytes; the format is in the WebAssembly specification, section "Binary Format".
 */

const CHAINS = 12;
const LANES = 4;
/** Written out several times, so that counting does not matter. */
const COPIES = 5;
const TURNS = 300_000;

/** Operations of one call of the loop. */
export const PEAK_OPERATIONS: number = 2 * CHAINS * LANES * COPIES * TURNS;

/** Runs the loop once. */
export function createPeakLoop(): () => void {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(moduleBytes()));
  const run = exports.run as (turns: number) => number;
  return () => {
    run(TURNS);
  };
}

function moduleBytes(): Uint8Array<ArrayBuffer> {
  const [I32, V128, F32] = [0x7f, 0x7b, 0x7d];
  const section = (id: number, bytes: number[]): number[] => [id, ...leb(bytes.length), ...bytes];
  const body = [2, CHAINS, V128, 1, V128, ...start(), ...loop(), ...result(), 0x0b];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 1, I32, 1, F32]),
    ...section(3, [1, 0]),
    ...section(7, [1, 3, ...Buffer.from("run"), 0, 0]),
    ...section(10, [1, ...leb(body.length), ...body]),
  ]);
}

const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const simd = (operation: number): number[] => [0xfd, ...leb(operation)];
/** Local 0 counts; 1 … CHAINS are the chains; the one after them is the constant 1. */
const ONE = CHAINS + 1;

/** All chains and the constant start at 1. */
function start(): number[] {
  const one = [0x43, ...new Uint8Array(Float32Array.of(1).buffer), ...simd(0x13)];
  return Array.from({ length: CHAINS + 1 }, (_, k) => [...one, ...set(k + 1)]).flat();
}

/** do { every chain times 1 plus 1 } while (--count) */
function loop(): number[] {
  const [MUL, ADD] = [0xe6, 0xe4];
  const chains = Array.from({ length: COPIES * CHAINS }, (_, turn) => {
    const k = turn % CHAINS;
    return [...get(k + 1), ...get(ONE), ...simd(MUL), ...get(ONE), ...simd(ADD), ...set(k + 1)];
  }).flat();
  return [0x03, 0x40, ...chains, ...get(0), 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0, 0x0b];
}

/** One lane of the sum of all chains, so that none can be left out. */
function result(): number[] {
  const sum = Array.from({ length: CHAINS - 1 }, (_, k) => [...get(k + 2), ...simd(0xe4)]).flat();
  return [...get(1), ...sum, ...simd(0x1f), 0];
}

function leb(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...leb(value >> 7)];
}
