/** The walkthroughs by their id. */

import { attentionRows } from "./attention/attention-rows.ts";
import { bptt } from "./bptt/bptt.ts";
import { teacherForcing } from "./forcing/teacher-forcing.ts";
import { gradientGrid } from "./grid/gradient-grid.ts";
import { gruConventions } from "./gru/gru-conventions.ts";
import { lstmBackward } from "./lstm/lstm-backward.ts";
import { lstmForward } from "./lstm/lstm-forward.ts";
import { type SetupChanges, setupOf } from "./setup.ts";
import { unrolling } from "./unrolling/unrolling.ts";
import type { Walkthrough, WalkthroughId, WalkthroughMaker } from "./walkthrough.ts";

const makers: readonly WalkthroughMaker[] = [
  unrolling,
  bptt,
  lstmForward,
  lstmBackward,
  gruConventions,
  teacherForcing,
  attentionRows,
  gradientGrid,
];

/** W1 … W8, in order. */
export const walkthroughIds: readonly WalkthroughId[] = makers.map(({ id }) => id);

/** The walkthrough of that id, with the changes in its setup. Throws a RangeError if there is none. */
export function makeWalkthrough(id: string, changes?: SetupChanges): Walkthrough {
  const maker = makers.find((each) => each.id === id);
  if (!maker)
    throw new RangeError(`walkthrough: there is no "${id}"; expected one of ${walkthroughIds.join(", ")}.`);
  const setup = setupOf(maker, changes);
  const { title, summary, choices } = maker;
  return { id: maker.id, title, summary, setup, choices, inputs: maker.inputs(setup), ...maker.make(setup) };
}
