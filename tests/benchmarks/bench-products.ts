/** Matrix products as a recurrent layer needs them, against the machine's peak and other libraries. */

import { bytesPer, layOutInArena } from "../../src/library/fused/arena.ts";
import { type Budget, type Candidate, interleave, local } from "./measure.ts";
import { createPeakLoop, PEAK_OPERATIONS } from "./peak.ts";
import { loadTensorflow, peer } from "./peers/peers.ts";
import type { Report } from "./report.ts";

/** batch × hidden: NN is [B,H]·[H,4H]; NT is [B,4H]·[4H,H]; TN is [H,256]·[256,4H], dW of one block of rows. */
const sizes = [
  { batch: 16, hidden: 64 },
  { batch: 32, hidden: 128 },
  { batch: 64, hidden: 256 },
] as const;
const BLOCK = 256;

export async function benchProducts(report: Report, budget: Budget, withPeers: boolean): Promise<void> {
  for (const { batch, hidden } of sizes) {
    const candidates = [local("peak", createPeakLoop()), ...ourProducts(batch, hidden)];
    if (withPeers) candidates.push(...(await peerProducts(batch, hidden)));
    const timings = await interleave(candidates, budget);
    const key = `gemm.${batch}x${hidden}`;
    report.group(key, timings);
    const perBatch = 8 * batch * hidden * hidden;
    const rate = (name: string, operations: number): number => operations / timings[name].best / 1e9;
    const peak = rate("peak", PEAK_OPERATIONS);
    const [nn, nt] = [rate("nn", perBatch), rate("nt", perBatch)];
    const tn = rate("tn", 8 * BLOCK * hidden * hidden);
    report.ratio(`${key}.nn-over-peak`, nn / peak, { relation: ">=", value: 0.7 });
    report.ratio(`${key}.nt-over-nn`, nt / nn, { relation: ">=", value: 0.8 });
    report.ratio(`${key}.tn-over-nn`, tn / nn, { relation: ">=", value: 0.8 });
    for (const name of ["ml-matrix", "stdlib", "tfjs-wasm"]) {
      if (timings[name]) report.ratio(`${key}.${name}`, timings[name].best / timings.nn.best);
    }
    report.note(
      `${key}: NN ${nn.toFixed(0)}, NT ${nt.toFixed(0)}, TN ${tn.toFixed(0)} GFLOP/s; 128-bit peak ${peak.toFixed(0)} (best rounds)`,
    );
  }
}

/** NN and NT with the right side packed beforehand, as in a training step; TN packs and transposes inside. */
function ourProducts(batch: number, hidden: number): Candidate[] {
  const bytes = bytesPer("float32");
  const wide = 4 * hidden;
  const { arena, parts } = layOutInArena("float32", `bench ${batch} ${hidden}`, (take) => ({
    h: take(BLOCK * hidden),
    z: take(BLOCK * wide),
    W: take(hidden * wide),
    packed: take(hidden * wide),
    packedTurned: take(hidden * wide),
    packedZ: take(BLOCK * wide),
    turned: take(BLOCK * hidden),
    out: take(Math.max(batch, hidden) * wide),
  }));
  const { kernels } = arena;
  const { h, z, W, packed, packedTurned, packedZ, turned, out } = parts;
  for (const { values } of [h, z, W]) values.fill(0.01);
  const [row, wideRow] = [hidden * bytes, wide * bytes];
  kernels.pack(packed.at, W.at, hidden, wide, wideRow, bytes);
  kernels.pack(packedTurned.at, W.at, wide, hidden, bytes, wideRow);
  return [
    local("nn", () => kernels.product(batch, wide, hidden, h.at, row, packed.at, out.at, wideRow, false)),
    local("nt", () =>
      kernels.product(batch, hidden, wide, z.at, wideRow, packedTurned.at, out.at, row, false),
    ),
    local("tn", () => {
      kernels.pack(packedZ.at, z.at, BLOCK, wide, wideRow, bytes);
      kernels.transpose(turned.at, h.at, BLOCK, hidden, row);
      kernels.product(hidden, wide, BLOCK, turned.at, BLOCK * bytes, packedZ.at, out.at, wideRow, true);
    }),
  ];
}

async function peerProducts(batch: number, hidden: number): Promise<Candidate[]> {
  const wide = 4 * hidden;
  const [a, b] = [new Float32Array(batch * hidden).fill(0.01), new Float32Array(hidden * wide).fill(0.01)];
  const candidates: Candidate[] = [];
  const { Matrix } = peer("ml-matrix") ?? {};
  if (Matrix) {
    const [x, y] = [Matrix.from1DArray(batch, hidden, a), Matrix.from1DArray(hidden, wide, b)];
    candidates.push(local("ml-matrix", () => x.mmul(y)));
  }
  const sgemm = peer("@stdlib/blas-base-sgemm");
  if (sgemm) {
    const c = new Float32Array(batch * wide);
    const [none, order] = ["no-transpose", "row-major"];
    candidates.push(
      local("stdlib", () => sgemm(order, none, none, batch, wide, hidden, 1, a, hidden, b, wide, 0, c, wide)),
    );
  }
  const tf = await loadTensorflow();
  if (tf) {
    await tf.setBackend("wasm");
    const [x, y] = [tf.tensor2d(a, [batch, hidden]), tf.tensor2d(b, [hidden, wide])];
    candidates.push(
      local("tfjs-wasm", () => {
        const product = tf.matMul(x, y);
        product.dataSync();
        product.dispose();
      }),
    );
  }
  return candidates;
}
