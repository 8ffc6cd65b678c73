/** W3: one LSTM cell, forward, gate by gate. Equations: cells/lstm.ts. */

import type { WalkthroughMaker } from "../walkthrough.ts";
import { lstmForwardPicture } from "./forward-picture.ts";
import { lstmForwardSteps } from "./forward-steps.ts";
import { lstmChoices, lstmInputs, lstmNumbers } from "./setup.ts";
import { traceLstmForward } from "./trace.ts";

/** W3. Seven steps for each time step. */
export const lstmForward: WalkthroughMaker = {
  id: "W3",
  title: "The LSTM forward",
  summary:
    "Each gate is a valve: the further it is open, the fuller it is painted and the wider the arrow behind it.",
  choices: lstmChoices,
  startingNumbers: lstmNumbers,
  inputs: lstmInputs,
  make(setup) {
    const trace = traceLstmForward(setup);
    return { picture: lstmForwardPicture(trace), steps: lstmForwardSteps(trace) };
  },
};
