/** W7: dot attention of a trained encoder–decoder, one output token after the other. Equations: layers/attention.ts. */

import { inParentheses, matrixText, numberText } from "../number-text.ts";
import { tokenName } from "../reversal/model.ts";
import { reversalInputs, reversalNumbers, wordText } from "../reversal/setup.ts";
import type { CodeLine, Step, WalkthroughMaker } from "../walkthrough.ts";
import { attentionPicture } from "./picture.ts";
import { type AttentionPart, attentionParts } from "./times.ts";
import { type AttentionTrace, traceAttention } from "./trace.ts";

/** W7. One look at the keys, three steps for each token, one look at the alignment. */
export const attentionRows: WalkthroughMaker = {
  id: "W7",
  title: "Attention, row by row",
  summary:
    "For each token the decoder asks all letters of the word: scores, then weights that sum to 1, then their weighted sum.",
  choices: [],
  startingNumbers: () => reversalNumbers("with attention", [3, 1, 0, 4, 2]),
  inputs: reversalInputs,
  make(setup) {
    const trace = traceAttention(setup);
    return { picture: attentionPicture(trace), steps: stepsOf(trace) };
  },
};

const parts: Readonly<Record<AttentionPart, { title: string; equation: string; code: CodeLine }>> = {
  scores: {
    title: "the scores",
    equation: "e_j = q \\cdot k_j",
    code: {
      file: "layers/attention.ts",
      function: "createDotAttention",
      line: "const scores = dotKeys(query, projected).scale(scaleFor(query.cols));",
    },
  },
  alpha: {
    title: "the weights",
    equation: "\\alpha_j = \\frac{e^{e_j}}{\\sum_k e^{e_k}}",
    code: {
      file: "layers/attention-weights.ts",
      function: "weighValues",
      line: "const alpha = softmax(hideMasked(e, masks));",
    },
  },
  context: {
    title: "the context, and the token",
    equation:
      "\\text{context} = \\sum_j \\alpha_j\\, k_j, \\qquad \\text{logits} = [q, \\text{context}]\\, W + b",
    code: {
      file: "layers/attention-weights.ts",
      function: "weighValues",
      line: "const context = sumKeys(alpha, values);",
    },
  },
};

function stepsOf(trace: AttentionTrace): Step[] {
  const first: Step = {
    title: "The keys",
    way: "look",
    text: `The encoder has read ${wordText(trace.word)}. It leaves one key for each letter. The decoder is to say the word from its end.`,
    equation: "k_j = \\text{encoder}(x_1, \\dots, x_j)",
    code: {
      file: "models/attentive-output.ts",
      function: "withAttention",
      line: "prepare: (params, keys, masks) => attention.prepare(attentionOf(params), keys, masks),",
    },
  };
  const steps = trace.tokens.flatMap((_, t) => attentionParts.map((part) => tokenStep(trace, t, part)));
  return [first, ...steps, lastStep(trace)];
}

function tokenStep(trace: AttentionTrace, t: number, part: AttentionPart): Step {
  const isAsked = t === 1 && part === "alpha";
  const { alpha } = trace.tokens[t];
  return {
    ...parts[part],
    title: `Token ${t + 1}: ${parts[part].title}`,
    way: "forward",
    text: inParentheses(textOf(trace, t, part)),
    ...(isAsked && {
      predict: {
        question: `The scores are ${matrixText(trace.tokens[t].scores)}. Which letter gets the largest weight, and is it more than a half?`,
        answer: `Letter ${largest(alpha.data) + 1}, with ${numberText(Math.max(...alpha.data))}.`,
      },
    }),
  };
}

function textOf({ tokens, word, truth }: AttentionTrace, t: number, part: AttentionPart): string {
  const { scores, alpha, said, probability } = tokens[t];
  const at = largest(alpha.data);
  if (part === "scores")
    return `The query is the decoder's state. Its product with each key: ${matrixText(scores)}.`;
  if (part === "alpha") {
    return `The softmax of the scores: ${matrixText(alpha)}. They sum to 1. Most goes to letter ${at + 1}, ${tokenName(word[at])}.`;
  }
  const verdict = said === truth[t] ? "That is right." : `The truth is ${tokenName(truth[t])}.`;
  return `Each key times its weight, added up, is the context. From query and context the model says ${tokenName(said)}, with probability ${numberText(probability)}. ${verdict} The weights are a new row of the alignment.`;
}

function lastStep({ tokens, word, truth }: AttentionTrace): Step {
  const said = tokens.map((token) => token.said);
  const right = said.filter((token, t) => token === truth[t]).length;
  return {
    title: "The alignment",
    way: "look",
    text: `Said: ${said.map(tokenName).join(" ")}; ${right} of ${truth.length} right. Nobody told the model where to look. To say ${wordText(word)} from its end, it learned to look from the end to the beginning.`,
    equation: "A_{tj} = \\alpha_j \\text{ of token } t",
    code: parts.context.code,
  };
}

function largest(numbers: ArrayLike<number>): number {
  let best = 0;
  for (let k = 1; k < numbers.length; k++) if (numbers[k] > numbers[best]) best = k;
  return best;
}
