/** What a fused cell adds to the shared run over a sequence (tape.ts). */

import type { Region, Take } from "./arena.ts";
import type { Tape } from "./tape.ts";

export interface CellSteps {
  /** Where the parameters are written and their gradients read, by the names of the explicit cell. */
  readonly params: Record<string, Region>;
  readonly grads: Record<string, Region>;
  /** Where the initial state is written; the final one stands `steps · batch` rows further. */
  readonly states: Record<string, Region>;
  /** The gradient of the state: of the final one before the backward pass, of the initial one after it. */
  readonly dStates: Record<string, Region>;
  /** Reorders the recurrent weights for the pass that follows. */
  packForward(): void;
  packBackward(): void;
  /** z[t] holds x Wx + b. Computes the state after time step t. `mask`: address of this step's mask, or 0. */
  forward(t: number, mask: number): void;
  /** dStates hold the gradient after time step t. Turns z[t] into its gradient and dStates into that before t. */
  backward(t: number, mask: number): void;
  /** Adds the share of `rows` rows, from row `first`, to the gradients other than Wx and b; dz of these rows is packed. */
  addGradients(first: number, rows: number): void;
}

/** Lays out one kind of cell beside a tape. */
export interface FusedCell {
  /** As the explicit cell's. */
  readonly name: string;
  /** Gates side by side in z. */
  readonly gates: number;
  layOut(tape: Tape, take: Take): CellSteps;
}

/** A part of a region: `count` numbers from number `from` on. */
export function partOf(region: Region, from: number, count: number, bytes: number): Region {
  return { at: region.at + from * bytes, values: region.values.subarray(from, from + count) };
}
