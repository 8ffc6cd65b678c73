/** The picture of W6: the truth in the middle; above it what is fed and said by force, below it freely. */

import { arrow, box, boxHeight, boxWidth, pointOf } from "../drawing.ts";
import { subscript } from "../number-text.ts";
import { tokenName } from "../reversal/model.ts";
import type { Arrow, Box, Note, Picture } from "../scene.ts";
import type { ForcingTrace, SaidToken } from "./trace.ts";

const label = 8;
const width = boxWidth(1, false, label);
const pitch = 2 * width + 34;
const left = 150;
const row = boxHeight();
const y = {
  word: 4,
  saidForced: 88,
  fedForced: 88 + row + 30,
  truth: 88 + 2 * (row + 30),
  fedFree: 0,
  saidFree: 0,
};
y.fedFree = y.truth + row + 46;
y.saidFree = y.fedFree + row + 30;

/** Boxes, arrows and notes; see this file's first line. Token t appears at step t + 1. */
export function forcingPicture(trace: ForcingTrace): Picture {
  const { word, truth, forced, free } = trace;
  const words = word.map((token, t) =>
    box({
      ...place(left + t * (width + 40), y.word, 40),
      id: `word${t}`,
      label: `x${subscript(t + 1)}`,
      says: `letter ${t + 1} of the word`,
      quantity: "input",
      values: [{ step: 0, rows: [[token]] }],
      input: { name: "word", row: t },
      lit: [0],
    }),
  );
  const truths = truth.map((token, t) =>
    box({
      ...place(left + t * pitch, y.truth),
      id: `truth${t}`,
      label: "",
      says: `true token ${t + 1}`,
      quantity: "baseline",
      values: [{ step: 0, word: tokenName(token) }],
      lit: [t + 1],
    }),
  );
  const runs = [
    rowOf("forced", forced, y.fedForced, y.saidForced),
    rowOf("free", free, y.fedFree, y.saidFree),
  ];
  const boxes = [
    ...words,
    ...truths,
    ...runs.flatMap(({ fed, said, shares }) => [...fed, ...said, ...shares]),
  ];
  return {
    width: left + truth.length * pitch,
    height: y.saidFree + row + 4,
    boxes,
    arrows: [...feeds("forced", truths, runs[0]), ...feeds("free", runs[1].said, runs[1])],
    notes: notesOf(),
  };
}

const place = (x: number, top: number, labelWidth: number = label) => ({
  x,
  y: top,
  hasGradient: false,
  labelWidth,
});

interface Row {
  readonly fed: readonly Box[];
  readonly said: readonly Box[];
  readonly shares: readonly Box[];
}

function rowOf(name: "forced" | "free", tokens: readonly SaidToken[], fedAt: number, saidAt: number): Row {
  const how = name === "forced" ? "with teacher forcing" : "running freely";
  return {
    fed: tokens.map(({ fed, isFedWrong }, t) =>
      box({
        ...place(left + t * pitch, fedAt),
        id: `${name}-fed${t}`,
        label: "",
        says: `token ${t + 1} fed ${how}`,
        quantity: "input",
        values: [{ step: t + 1, word: tokenName(fed), wrong: isFedWrong }],
      }),
    ),
    said: tokens.map(({ said, isWrong }, t) =>
      box({
        ...place(left + t * pitch, saidAt),
        id: `${name}-said${t}`,
        label: "",
        says: `token ${t + 1} said ${how}`,
        quantity: "hiddenState",
        values: [{ step: t + 1, word: tokenName(said), wrong: isWrong }],
        lit: [tokens.length + 1],
      }),
    ),
    shares: tokens.map(({ probability }, t) =>
      box({
        ...place(left + t * pitch + width + 4, saidAt),
        id: `${name}-share${t}`,
        label: "",
        says: `probability of the true token ${t + 1} ${how}`,
        quantity: "hiddenState",
        isValve: true,
        values: [{ step: t + 1, rows: [[probability]] }],
      }),
    ),
  };
}

/** What feeds the decoder: the truth, or what it said itself. */
function feeds(name: "forced" | "free", sources: readonly Box[], { fed, said }: Row): Arrow[] {
  const quantity = name === "forced" ? "baseline" : "hiddenState";
  return fed.flatMap((to, t) => [
    ...(t > 0
      ? [
          arrow({
            id: `${name}-feed${t}`,
            quantity,
            from_: pointOf(sources[t - 1], "top", 0.8),
            to: pointOf(to, "bottom", 0.3),
            lit: [t + 1],
          }),
        ]
      : []),
    arrow({
      id: `${name}-say${t}`,
      quantity: "input",
      from_: pointOf(to, name === "forced" ? "top" : "bottom"),
      to: pointOf(said[t], name === "forced" ? "bottom" : "top"),
      lit: [t + 1],
    }),
  ]);
}

function notesOf(): Note[] {
  const note = (id: string, top: number, text: string): Note => ({
    id,
    x: left - 14,
    y: top + row / 2 + 6,
    text,
    align: "end",
  });
  return [
    note("word", y.word, "the word read"),
    note("said-forced", y.saidForced, "it says"),
    note("fed-forced", y.fedForced, "fed the truth"),
    note("truth", y.truth, "the truth"),
    note("fed-free", y.fedFree, "fed its own"),
    note("said-free", y.saidFree, "it says"),
    { id: "share", x: left + width + 4, y: y.saidForced - 9, text: "and p(truth)" },
  ];
}
