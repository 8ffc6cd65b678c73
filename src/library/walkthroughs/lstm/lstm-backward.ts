/** W4: one LSTM cell, backward: the direct path along c, and the paths through the gates. Equations: cells/lstm.ts. */

import { countOf, roundNumbers } from "../setup.ts";
import type { WalkthroughMaker } from "../walkthrough.ts";
import { lstmBackwardPicture } from "./backward-picture.ts";
import { lstmBackwardSteps } from "./backward-steps.ts";
import { lstmChoices, lstmInputs, lstmNumbers } from "./setup.ts";
import { traceLstm } from "./trace.ts";

/** W4. One step for the forward pass, nine for each time step backward. */
export const lstmBackward: WalkthroughMaker = {
  id: "W4",
  title: "The LSTM backward",
  summary:
    "Along the cell path only forget gates multiply. The paths through the gates go by slopes and weights.",
  choices: lstmChoices,
  startingNumbers: (choices) => ({
    ...lstmNumbers(choices),
    target: roundNumbers(1, countOf({ choices }, "units"), 0.9, 49),
  }),
  inputs: (setup) => [
    ...lstmInputs(setup),
    { name: "target", label: "target of the last h", rowLabels: [], least: -1, most: 1 },
  ],
  make(setup) {
    const trace = traceLstm(setup);
    return { picture: lstmBackwardPicture(trace), steps: lstmBackwardSteps(trace) };
  },
};
