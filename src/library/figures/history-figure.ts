/** Works of four decades on a time line: one row for each line of work, newer entries of a crowded row below. */

import type { HistoryEntry, HistoryLine } from "../experiments/history.ts";
import { type Figure, layoutOf } from "./figure.ts";
import { model, quantity } from "./palette.ts";

/** From the lowest row to the highest. */
const rows: readonly HistoryLine[] = ["return", "looking back", "gates", "plain cell", "training"];

const colours: Readonly<Record<HistoryLine, string>> = {
  training: quantity.gradient.mark,
  "plain cell": model.rnn.mark,
  gates: model.lstm.mark,
  "looking back": quantity.input.mark,
  return: model.gru.mark,
};

/** These lines begin so late that their labels have room to their left only. */
const late: readonly HistoryLine[] = ["looking back", "return"];

/** A label needs this many years of room to its right; the last ones are short. */
const ROOM = 8;
const ROOM_AT_END = 5;

/** One dot per work; point at it for its authors. */
export function historyFigure(history: readonly HistoryEntry[]): Figure {
  const placed = rows.flatMap((line, row) =>
    stagger(
      history.filter((each) => each.line === line),
      row,
    ),
  );
  const years = history.map(({ year }) => year);
  return {
    data: [
      {
        type: "scatter",
        mode: "markers+text",
        showlegend: false,
        x: placed.map(({ year }) => year),
        y: placed.map(({ y }) => y),
        text: placed.map(({ line, name }) => (late.includes(line) ? `${name} ` : ` ${name}`)),
        textposition: placed.map(({ line }) => (late.includes(line) ? "middle left" : "middle right")),
        textfont: { size: 11 },
        customdata: placed.map(({ authors }) => authors),
        marker: { color: placed.map(({ line }) => colours[line]), size: 10 },
        hovertemplate: "%{x}:%{text}<br>%{customdata}<extra></extra>",
        cliponaxis: false,
      },
    ],
    layout: layoutOf(
      "Four decades of sequences",
      { title: "year", range: [Math.min(...years) - 1, Math.max(...years) + ROOM_AT_END], zeroline: false },
      {
        title: "",
        range: [-0.95, rows.length - 0.4],
        tickmode: "array",
        tickvals: rows.map((_, row) => row),
        ticktext: [...rows],
        zeroline: false,
      },
      { height: 460, margin: { l: 96, r: 40, t: 48, b: 48 } },
    ),
    alt: `Timeline. ${[...rows]
      .reverse()
      .map((line) => {
        const works = history.filter((each) => each.line === line);
        return `${line}: ${works.map(({ year, name }) => `${year} ${name}`).join(", ")}`;
      })
      .join("; ")}.`,
  };
}

/** A work whose label would run into the next one's steps down, until there is room again. */
function stagger(works: readonly HistoryEntry[], row: number): (HistoryEntry & { y: number })[] {
  let step = 0;
  return works.map((work, k) => {
    step = k > 0 && work.year - works[k - 1].year < ROOM ? step + 1 : 0;
    return { ...work, y: row - 0.19 * step };
  });
}
