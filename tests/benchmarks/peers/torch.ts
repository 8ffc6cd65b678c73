/** PyTorch in a process of its own (torch_step.py), one thread. */

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Candidate } from "../measure.ts";

export interface Torch {
  readonly version: string;
  /** The library that does PyTorch's matrix products. */
  readonly blas: string;
  /** Debian's default when nothing better is installed: plain loops, several times slower than OpenBLAS. */
  readonly isReferenceBlas: boolean;
  /** `request`: "LSTM 32 16 32 64 float32". */
  candidate(name: string, request: string): Candidate;
  close(): void;
}

const threads = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };

/** Debian's python3-torch; undefined where it does not import. */
export async function startTorch(): Promise<Torch | undefined> {
  const child = spawn("/usr/bin/python3", [join(import.meta.dirname, "torch_step.py")], {
    env: { ...process.env, ...threads },
  }) as ChildProcessWithoutNullStreams;
  child.on("error", () => {});
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string | undefined> => (await answers.next()).value;
  const version = await next();
  if (version === undefined) return undefined;
  const blas = blasOf(child.pid as number);
  return {
    version,
    blas,
    isReferenceBlas: !/openblas|mkl|blis|atlas/i.test(blas),
    candidate: (name, request) => ({
      name,
      async measure(times) {
        child.stdin.write(`${request} ${times}\n`);
        return Number(await next());
      },
    }),
    close: () => child.stdin.end(),
  };
}

/** The BLAS library that the process has loaded, with links followed; as Linux tells it. */
function blasOf(pid: number): string {
  try {
    const maps = readFileSync(`/proc/${pid}/maps`, "utf8");
    return (
      maps.match(/\S*(?:blas|mkl|blis)\S*\.so\S*/i)?.[0].replace(/^.*\/(?=[^/]+\/[^/]+$)/, "") ??
      "unknown BLAS"
    );
  } catch {
    return "unknown BLAS";
  }
}
