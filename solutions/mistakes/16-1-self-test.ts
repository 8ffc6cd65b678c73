/** Known mistakes of X16.1: what is widely believed and is not so, and ways to answer without judging. */

import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import { selfTest, type Verdict } from "../16-1-self-test.ts";

/** False claims that are often believed, and what it means to believe them. */
const believed = {
  A8: "the state is taken to be as wide as the vocabulary",
  B6: "the loss is not seen to depend on the shared weight directly",
  B11: "a weight is thought to change along the sequence",
  "C-4": "the largest singular value is thought to decide alone",
  "C-7": "the weight is taken for the state that fades",
  D7: "the cell state is taken for the gate that keeps or drops it",
  D16: "the LSTM is thought to be free of vanishing gradients",
  D18: "a sum on the path is thought to be all of the path",
  D20: "gates below 1 are thought to keep the cell state below 1",
  D22: "the bottleneck between encoder and decoder is blamed on the cell",
  E3: "the GRU is thought to come from the peepholes",
  F2: "the name of the GRU is misspelt",
  F4: "the update gate is thought to share the weights of the reset gate",
  F8: "the reset gate is taken for a moved output gate",
  F14: "the memory of a GRU is thought to be safe from being overwritten",
  F16: "weights are thought to be updated while a cell runs",
  H1: "a one-hot vector is thought to save space",
  H7: "an embedding is thought to have no gradient",
} as const;

type Believed = keyof typeof believed;

const clauses = {
  ...believed,
  "needs-care-unused": "every claim that needs care is called true",
  swapped: "true and false are exchanged",
  "all-false": "no claim is believed",
  "all-care": "every claim is said to need care",
  "all-hold": "every claim is believed",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    selfTest(): Record<string, Verdict> {
      const verdicts = selfTest();
      for (const id of Object.keys(verdicts)) verdicts[id] = judged(id, verdicts[id], has);
      return verdicts;
    },
  }),
  { grave: ["all-false", "all-care", "all-hold", "swapped"] },
);

function judged(id: string, verdict: Verdict, has: Has): Verdict {
  if (has("all-hold")) return "holds";
  if (has("all-care")) return "needs care";
  if (has("all-false")) return "false";
  if (has("swapped") && verdict !== "needs care") return verdict === "holds" ? "false" : "holds";
  if (has("needs-care-unused") && verdict === "needs care") return "holds";
  if (id in believed && has(id as Believed)) return "holds";
  return verdict;
}
