/** W6: teacher forcing against free running, on a trained encoder–decoder without attention. */

import { numberText } from "../number-text.ts";
import { tokenName } from "../reversal/model.ts";
import { reversalInputs, reversalNumbers, wordText } from "../reversal/setup.ts";
import type { CodeLine, Step, WalkthroughMaker } from "../walkthrough.ts";
import { forcingPicture } from "./picture.ts";
import { type ForcingTrace, type SaidToken, traceForcing } from "./trace.ts";

/** W6. One step to read the word, one for each token, one to compare. The model errs on the word it starts with. */
export const teacherForcing: WalkthroughMaker = {
  id: "W6",
  title: "Teacher forcing and free running",
  summary: "Fed the truth, a mistake stays alone. Fed its own words, it spreads.",
  choices: [],
  startingNumbers: () => reversalNumbers("without attention", [4, 0, 3, 1, 0]),
  inputs: reversalInputs,
  make(setup) {
    const trace = traceForcing(setup);
    return { picture: forcingPicture(trace), steps: stepsOf(trace) };
  },
};

const code: Readonly<Record<"read" | "feed" | "choose", CodeLine>> = {
  read: {
    file: "models/encoder-decoder.ts",
    function: "stepper",
    line: "return { initial: from.initial, step: (state, token) => step(params, from)(state, [token]) };",
  },
  feed: {
    file: "models/scheduled-sampling.ts",
    function: "scheduleInputs",
    line: "random() < truthShare ? truth : likeliestOfRow(next.logits, r),",
  },
  choose: {
    file: "models/decoding.ts",
    function: "greedyDecode",
    line: "return decode(stepper, options, (logits) => likeliestOfRow(logits, 0));",
  },
};

function stepsOf(trace: ForcingTrace): Step[] {
  const { word, truth } = trace;
  const first: Step = {
    title: "The word is read",
    way: "look",
    text: `The encoder reads ${wordText(word)}. Its last state is all that the decoder gets. The truth is ${wordText(truth.slice(0, -1))} and then the end. The decoder begins with the token “start”.`,
    equation: "h_0 = \\text{encoder}(x_1, \\dots, x_n)",
    code: code.read,
  };
  return [first, ...truth.map((_, t) => tokenStep(trace, t)), lastStep(trace)];
}

function tokenStep({ truth, forced, free }: ForcingTrace, t: number): Step {
  const [a, b] = [forced[t], free[t]];
  const error = free.findIndex(({ isWrong }) => isWrong);
  const isAfterError = error >= 0 && t === error + 1;
  return {
    title: `Token ${t + 1}, truth ${tokenName(truth[t])}`,
    way: "forward",
    text: `Teacher forcing: ${sentence(a)} Free running: ${sentence(b)}`,
    equation:
      "\\text{forced: } \\text{input}_t = \\text{truth}_{t-1}, \\qquad \\text{free: } \\text{input}_t = \\arg\\max\\, \\text{logits}_{t-1}",
    code: t === 0 ? code.choose : code.feed,
    ...(isAfterError && {
      predict: {
        question: `Token ${error + 1} was wrong. Now the lower row is fed ${tokenName(b.fed)}, its own mistake. Will it find back to ${tokenName(truth[t])}?`,
        answer: b.isWrong ? `No, it says ${tokenName(b.said)}.` : `Yes, it says ${tokenName(b.said)}.`,
      },
    }),
  };
}

const sentence = ({ fed, isFedWrong, said, isWrong, probability }: SaidToken): string =>
  `fed ${tokenName(fed)}${isFedWrong ? ", a mistake," : ""} it says ${tokenName(said)}, ${isWrong ? "which is wrong" : "which is right"} (it gives the truth ${numberText(probability)}).`;

function lastStep({ truth, forced, free }: ForcingTrace): Step {
  const wrong = (tokens: readonly SaidToken[]): string => {
    const count = tokens.filter(({ isWrong }) => isWrong).length;
    return count === 0 ? "no token wrong" : `${count} of ${truth.length} tokens wrong`;
  };
  return {
    title: "The same model, twice",
    way: "look",
    text: `With teacher forcing: ${wrong(forced)}. Running freely: ${wrong(free)}. In training it only ever saw the truth; in use there is no truth to feed.`,
    equation: "L = -\\frac{1}{T} \\sum_t \\log p(\\text{truth}_t \\mid \\text{truth}_{<t}, x)",
    code: code.feed,
  };
}
