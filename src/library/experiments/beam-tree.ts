/**
 * What beam search looks at: every beginning that it weighs, and which of them it keeps. The same search as
 * `beamSearch`, with its path written down.
 */

import { softmax } from "../layers/losses.ts";
import { likeliestTokens } from "../models/decoding.ts";
import type { TokenStepper } from "../models/token-stepper.ts";
import { Matrix } from "../numeric/matrix.ts";

/** Start, end, longest length, and how many beginnings are kept at each step. */
export interface BeamTreeConfig {
  readonly width: number;
  readonly start: number;
  readonly end: number;
  readonly maxLength: number;
  /** Ways to go on that are shown for each kept beginning; never fewer than `width`. */
  readonly shown: number;
  /** The name of each token. */
  readonly names: readonly string[];
}

/** One beginning. */
export interface BeamNode {
  /** Where it stands in `nodes`; the root is 0. */
  readonly id: number;
  readonly parent: number | null;
  readonly depth: number;
  readonly token: string;
  /** Of the whole beginning, as a probability. */
  readonly probability: number;
  readonly kept: boolean;
  /** It ends here. */
  readonly finished: boolean;
}

/** All nodes in the order in which they were weighed. */
export interface BeamTree {
  readonly config: BeamTreeConfig;
  readonly nodes: readonly BeamNode[];
}

interface Open<State> {
  readonly id: number;
  readonly state: State;
  readonly last: number;
  readonly logProbability: number;
}

/** Searches and writes down. */
export function runBeamTree<State>(stepper: TokenStepper<State>, config: BeamTreeConfig): BeamTree {
  const { width, start, end, maxLength, shown, names } = config;
  const nodes: BeamNode[] = [
    { id: 0, parent: null, depth: 0, token: names[start], probability: 1, kept: true, finished: false },
  ];
  let open: Open<State>[] = [{ id: 0, state: stepper.initial, last: start, logProbability: 0 }];
  for (let depth = 1; depth <= maxLength + 1 && open.length > 0; depth++) {
    const candidates = open.flatMap(({ id, state, last, logProbability }) => {
      const next = stepper.step(state, last);
      const probs = softmax(next.logits);
      const possible = likeliestTokens(probs, Math.max(shown, width)).filter(
        (token) => probs.data[token] > 0,
      );
      return possible.map((token) => ({
        parent: id,
        state: next.state,
        last: token,
        logProbability: logProbability + Math.log(probs.data[token]),
      }));
    });
    const ranked = [...candidates].sort((a, b) => b.logProbability - a.logProbability).slice(0, width);
    open = [];
    for (const candidate of candidates) {
      const id = nodes.length;
      const kept = ranked.includes(candidate);
      const finished = candidate.last === end;
      nodes.push({
        id,
        parent: candidate.parent,
        depth,
        token: names[candidate.last],
        probability: Math.exp(candidate.logProbability),
        kept,
        finished,
      });
      if (kept && !finished) open.push({ ...candidate, id });
    }
  }
  return { config, nodes };
}

/** A model whose next token depends on the last one alone. table[last][next]: probabilities, each row sums to 1. */
export function tableStepper(table: readonly (readonly number[])[]): TokenStepper<null> {
  const logits = table.map((row) => Matrix.fromRows([row.map((p) => Math.log(p))]));
  return { initial: null, step: (state, last) => ({ logits: logits[last], state }) };
}
