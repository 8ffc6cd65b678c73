/**
 * The five ways to wire inputs and outputs to the time steps of one recurrent layer.
 *
 *                            steps     reads at        writes at
 *   one-to-one               1         0               0
 *   one-to-many              Ty        0               0 … Ty − 1
 *   many-to-one              Tx        0 … Tx − 1      Tx − 1
 *   many-to-many             Tx        0 … Tx − 1      0 … Tx − 1      one output per input
 *   many-to-many unaligned   Tx + Ty   0 … Tx − 1      Tx … Tx + Ty − 1
 *
 * Where nothing is read, the input is zero. In the last wiring one layer reads first and writes after; the
 * encoder–decoder has one layer for each and feeds its outputs back.
 *
 * The drawing is Karpathy's, "The unreasonable effectiveness of recurrent neural networks", 2015.
 */

export const wirings = [
  "one-to-one",
  "one-to-many",
  "many-to-one",
  "many-to-many",
  "many-to-many unaligned",
] as const;

/** One of the five names. */
export type Wiring = (typeof wirings)[number];

/** Where inputs enter and outputs leave. */
export interface TimeSteps {
  readonly steps: number;
  /** readsAt[k]: time step at which input k enters. */
  readonly readsAt: number[];
  /** writesAt[k]: time step at which output k leaves. */
  readonly writesAt: number[];
}

/** Lays `inputs` inputs and `outputs` outputs on time steps. Throws if the wiring does not take that many. */
export function layOutTimeSteps(wiring: Wiring, inputs: number, outputs: number): TimeSteps {
  expectCount(wiring, "input", inputs, wiring.startsWith("one") ? 1 : undefined);
  expectCount(wiring, "output", outputs, wiring.endsWith("one") ? 1 : undefined);
  if (wiring === "many-to-many") expectCount(wiring, "output", outputs, inputs);
  const unaligned = wiring === "many-to-many unaligned";
  const firstOutput = unaligned ? inputs : wiring === "many-to-one" ? inputs - 1 : 0;
  return {
    steps: unaligned ? inputs + outputs : Math.max(inputs, outputs),
    readsAt: Array.from({ length: inputs }, (_, k) => k),
    writesAt: Array.from({ length: outputs }, (_, k) => firstOutput + k),
  };
}

function expectCount(wiring: Wiring, what: string, count: number, exactly?: number): void {
  if (count === exactly || (exactly === undefined && count >= 1)) return;
  throw new RangeError(`${wiring}: expected ${exactly ?? "at least 1"} ${what}(s), got ${count}.`);
}
