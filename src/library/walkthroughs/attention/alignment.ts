/** The right side of W7: the alignment, a row for each token that was said. */

import { box, boxHeight } from "../drawing.ts";
import { tokenName } from "../reversal/model.ts";
import type { Box, Note } from "../scene.ts";
import { pitch, plain, width } from "./layout.ts";
import { attentionTime } from "./times.ts";
import type { AttentionTrace } from "./trace.ts";

/** A row for each token that was said: the token, and where it looked. */
export function alignmentBoxes({ tokens, word, truth }: AttentionTrace, left: number): Box[] {
  return tokens.flatMap(({ said, alpha, probability }, t) => {
    const step = attentionTime(t, "context");
    const y = 62 + t * (boxHeight() + 8);
    return [
      box({
        ...plain(left, y),
        id: `said${t}`,
        says: `token ${t + 1} said`,
        quantity: "hiddenState",
        values: [{ step, word: tokenName(said), wrong: said !== truth[t] }],
      }),
      ...word.map((_, j) =>
        box({
          ...plain(left + (j + 1) * pitch, y),
          id: `align${t}-${j}`,
          quantity: "hiddenState",
          heat: alpha.data[j],
          lit: [attentionTime(tokens.length, "scores")],
          says: `weight of letter ${j + 1} when token ${t + 1} was said`,
          values: [{ step, rows: [[alpha.data[j]]] }],
        }),
      ),
      box({
        ...plain(left + (word.length + 1) * pitch + 8, y),
        id: `share${t}`,
        says: `probability of token ${t + 1}`,
        quantity: "baseline",
        values: [{ step, rows: [[probability]] }],
      }),
    ];
  });
}

/** What its columns are: the token said, the letters of the word, the probability of the token. */
export function alignmentNotes({ word }: AttentionTrace, left: number): Note[] {
  const head = (id: string, x: number, text: string): Note => ({ id, x, y: 50, text });
  return [
    { id: "align", x: left, y: 18, text: "alignment: what was said, and where it looked" },
    head("said", left + 4, "said"),
    ...word.map(
      (token, j): Note => ({
        ...head(`letter${j}`, left + (j + 1) * pitch + width / 2, tokenName(token)),
        align: "middle",
      }),
    ),
    head("share", left + (word.length + 1) * pitch + 10, "p(said)"),
  ];
}
