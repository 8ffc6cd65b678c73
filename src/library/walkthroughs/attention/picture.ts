/** The picture of W7: keys with their scores and weights, query and context beside them, and the alignment as it grows. */

import { arrow, box, boxHeight, pointOf } from "../drawing.ts";
import { type Arrow, asColumn, type Box, type Moment, type Note, type Picture } from "../scene.ts";
import { alignmentBoxes, alignmentNotes } from "./alignment.ts";
import { pitch, plain } from "./layout.ts";
import { type AttentionPart, attentionTime } from "./times.ts";
import type { AttentionTrace } from "./trace.ts";

const left = 96;

/** Boxes, arrows and notes; see this file's first line. */
export function attentionPicture(trace: AttentionTrace): Picture {
  const hidden = trace.keys[0].cols;
  const y = { word: 26, alpha: 26 + boxHeight() + 14, scores: 0, keys: 0 };
  y.scores = y.alpha + boxHeight() + 18;
  y.keys = y.scores + boxHeight() + 14;
  const query = left + trace.word.length * pitch + 30;
  const alignment = query + 2 * pitch + 34;
  const columns = keyColumns(trace, y);
  const vectors = vectorBoxes(trace, query, y.keys);
  const rows = alignmentBoxes(trace, alignment);
  const boxes = [...columns.flat(), ...vectors, ...rows];
  return {
    width: Math.max(...boxes.map((each) => each.x + each.width)) + 2,
    height: y.keys + boxHeight(hidden) + 26,
    boxes,
    arrows: arrowsOf(trace, columns, vectors),
    notes: [...notesOf(y, query), ...alignmentNotes(trace, alignment)],
  };
}

/** Per letter: itself, its weight, its score, its key. */
function keyColumns({ word, keys, tokens }: AttentionTrace, y: Readonly<Record<string, number>>): Box[][] {
  const changing = (part: AttentionPart, of: (t: number) => number): Moment[] =>
    tokens.flatMap((_, t) => [
      { step: attentionTime(t, "scores") },
      { step: attentionTime(t, part), rows: [[of(t)]] },
    ]);
  return word.map((token, j) => {
    const x = left + j * pitch;
    const which = `letter ${j + 1}`;
    return [
      box({
        ...plain(x, y.word),
        id: `word${j}`,
        says: `${which} of the word`,
        quantity: "input",
        values: [{ step: 0, rows: [[token]] }],
        input: { name: "word", row: j },
        lit: [0],
      }),
      box({
        ...plain(x, y.alpha),
        id: `alpha${j}`,
        says: `attention weight of ${which}`,
        quantity: "hiddenState",
        isValve: true,
        values: changing("alpha", (t) => tokens[t].alpha.data[j]),
      }),
      box({
        ...plain(x, y.scores),
        id: `score${j}`,
        says: `score of ${which}`,
        quantity: "baseline",
        values: changing("scores", (t) => tokens[t].scores.data[j]),
      }),
      box({
        ...plain(x, y.keys),
        id: `key${j}`,
        rows: keys[j].cols,
        says: `key of ${which}`,
        quantity: "input",
        values: [{ step: 0, rows: asColumn(keys[j]) }],
        lit: tokens.map((_, t) => attentionTime(t, "scores")),
      }),
    ];
  });
}

function vectorBoxes({ tokens, keys }: AttentionTrace, x: number, y: number): [Box, Box] {
  const rows = keys[0].cols;
  return [
    box({
      ...plain(x, y),
      id: "query",
      rows,
      says: "query, the decoder's state",
      quantity: "hiddenState",
      values: tokens.map(({ query }, t) => ({ step: attentionTime(t, "scores"), rows: asColumn(query) })),
    }),
    box({
      ...plain(x + pitch, y),
      id: "context",
      rows,
      says: "context, the weighted sum of the keys",
      quantity: "cellState",
      values: tokens.flatMap(({ context }, t) => [
        { step: attentionTime(t, "scores") },
        { step: attentionTime(t, "context"), rows: asColumn(context) },
      ]),
    }),
  ];
}

function arrowsOf(
  { tokens }: AttentionTrace,
  columns: readonly (readonly Box[])[],
  [query, context]: readonly [Box, Box],
): Arrow[] {
  const at = (part: AttentionPart): number[] => tokens.map((_, t) => attentionTime(t, part));
  const last = columns[columns.length - 1];
  return [
    arrow({
      id: "ask",
      quantity: "hiddenState",
      from_: pointOf(query, "top"),
      to: pointOf(last[2], "right"),
      lit: at("scores"),
    }),
    arrow({
      id: "sum",
      quantity: "cellState",
      from_: pointOf(last[1], "right"),
      to: pointOf(context, "top"),
      lit: at("context"),
    }),
    ...columns.map(([, alpha, score], j) =>
      arrow({
        id: `softmax${j}`,
        quantity: "hiddenState",
        from_: pointOf(score, "top"),
        to: pointOf(alpha, "bottom"),
        lit: at("alpha"),
      }),
    ),
  ];
}

function notesOf(y: Readonly<Record<string, number>>, query: number): Note[] {
  const row = (id: string, top: number, text: string): Note => ({
    id,
    x: left - 10,
    y: top + 28,
    text,
    align: "end",
  });
  return [
    row("word", y.word, "word"),
    row("alpha", y.alpha, `weights α`),
    row("scores", y.scores, "scores e"),
    row("keys", y.keys, "keys"),
    { id: "query", x: query + 12, y: y.keys + boxHeight(8) + 20, text: "query", quantity: "hiddenState" },
    {
      id: "context",
      x: query + pitch + 14,
      y: y.keys + boxHeight(8) + 20,
      text: "context",
      quantity: "cellState",
    },
  ];
}
