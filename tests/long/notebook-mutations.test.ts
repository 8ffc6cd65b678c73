/** An assertion that cannot fail proves nothing: breaks one formula in each notebook and expects it to stop there. */

import { describe, expect, it } from "vitest";
import type { Notebook } from "../../src/notebook/format/notebook.ts";
import { notebookNames, readNotebook } from "../notebooks/course.ts";
import { runNotebook } from "../notebooks/run-notebook.ts";

interface Mutation {
  readonly notebook: string;
  /** The cell with the formula. */
  readonly cell: string;
  readonly right: string;
  readonly wrong: string;
  /** What the first failing comparison must say. */
  readonly message: RegExp;
}

const mutations: readonly Mutation[] = [
  {
    notebook: "00-order-matters.ipynb",
    cell: "sine-recurrence",
    right: "2 * Math.cos(omega) * wave[k + 1] - wave[k]",
    wrong: "Math.cos(omega) * wave[k + 1] - wave[k]",
    message: /the sine.*expected .* got/,
  },
  {
    notebook: "01-the-recurrent-cell.ipynb",
    cell: "one-step",
    right: "let z = params.b.at(0, unit);",
    wrong: "let z = 0;",
    message: /one time step.*expected .* got/,
  },
  {
    notebook: "02-five-wirings-and-the-loss.ipynb",
    cell: "softmax-gradient",
    right: "at % 5 === truth[Math.floor(at / 5)] ? 1 : 0",
    wrong: "at % 5 === truth[Math.floor(at / 5)] ? 0.5 : 0",
    message: /p − truth.*expected .* got/,
  },
  {
    notebook: "03-backpropagation-through-time.ipynb",
    cell: "forward-recursion",
    right: "dhdw = slope * h + slope * w * dhdw",
    wrong: "dhdw = slope * h + w * dhdw",
    message: /forward recursion.*expected .* got/,
  },
  {
    notebook: "04-vanishing-and-exploding-gradients.ipynb",
    cell: "shear-twice",
    right: "n * 0.9 ** (n - 1) * 5",
    wrong: "0.9 ** (n - 1) * 5",
    message: /powers of the shear.*expected .* got/,
  },
  {
    notebook: "05-cures-inside-the-plain-rnn.ipynb",
    cell: "truncation-twice",
    right: "k > t - 3",
    wrong: "k >= t - 3",
    message: /truncated gradient.*expected .* got/,
  },
  {
    notebook: "06-the-classic-long-lag-tasks.ipynb",
    cell: "baselines-by-counting",
    right: "(3 * Math.log(8)) / 11",
    wrong: "(3 * Math.log(8)) / 8",
    message: /copy: 3 ln 8.*expected .* got/,
  },
  {
    notebook: "07-lstm-forward.ipynb",
    cell: "memory-step",
    right: "f.data[at] * before + i.data[at] * g.data[at]",
    wrong: "f.data[at] * before + g.data[at]",
    message: /cell state c = f ⊙ c₋ \+ i ⊙ g.*expected .* got/,
  },
  {
    notebook: "08-lstm-backward.ipynb",
    cell: "through-time-agrees",
    right: "c: step.dcPrev }",
    wrong: "c: step.dcPrev.scale(0) }",
    message: /gradients after six steps.*expected .* got/,
  },
  {
    notebook: "09-gru-and-the-fair-comparison.ipynb",
    cell: "one-step",
    right: "z.map((v) => 1 - v).times(n).plus(z.times(hPrev))",
    wrong: "z.times(n).plus(z.map((v) => 1 - v).times(hPrev))",
    message: /equation by equation.*expected .* got/,
  },
  {
    notebook: "10-deep-and-bidirectional.ipynb",
    cell: "directions-by-hand",
    right: "right.states[steps - 1 - t].h",
    wrong: "right.states[t].h",
    message: /outputs, by two loops.*expected .* got/,
  },
  {
    notebook: "11-embeddings-and-language-models.ipynb",
    cell: "gradient-twice",
    right: "dy.row(0).plus(dy.row(2))",
    wrong: "dy.row(2)",
    message: /row of token 4.*expected .* got/,
  },
  {
    notebook: "12-what-a-fixed-state-can-hold.ipynb",
    cell: "capacity-check",
    right: "total - 8 * noise - sizes[k]",
    wrong: "total - 8 * noise",
    message: /the bound H.*expected .* got/,
  },
  {
    notebook: "13-cost.ipynb",
    cell: "count-by-doing",
    right: "new Matrix(H, g * H)",
    wrong: "new Matrix(H, H)",
    message: /operations of one LSTM step.*expected .* got/,
  },
  {
    notebook: "14-encoder-decoder-and-teacher-forcing.ipynb",
    cell: "gradient-by-hand",
    right: "(j === reading.states.length - 1 ? dInitial : { h: h.scale(0) })",
    wrong: "(j === 0 ? dInitial : { h: h.scale(0) })",
    message: /all gradients, by hand.*expected .* got/,
  },
  {
    notebook: "15-attention.ipynb",
    cell: "backward-softmax",
    right: "alpha.times(dAlpha).minus(alpha.timesColumn(average))",
    wrong: "alpha.times(dAlpha)",
    message: /gradients of the scores.*expected .* got/,
  },
  {
    notebook: "16-history-limits-self-test.ipynb",
    cell: "scan-agrees",
    right: "a.times(last[t - d].b).plus(b)",
    wrong: "a.times(last[t - d].b)",
    message: /all states, 50 steps.*expected .* got/,
  },
];

/** The notebook up to and including the cell, with one formula broken in it. */
function mutated({ notebook: name, cell: id, right, wrong }: Mutation): Notebook {
  const notebook = readNotebook(name);
  const last = notebook.cells.findIndex((cell) => cell.id === id);
  const cells = notebook.cells
    .slice(0, last + 1)
    .map((cell, at) => (at === last ? { ...cell, source: cell.source.replace(right, wrong) } : cell));
  expect(notebook.cells[last]?.source).toContain(right);
  return { ...notebook, cells };
}

describe("a broken formula", () => {
  it("is tried in every notebook", () => {
    expect(mutations.map(({ notebook }) => notebook)).toEqual(notebookNames);
  });

  it.each(mutations)(
    "stops $notebook at $cell",
    async (mutation) => {
      const broken = mutated(mutation);

      const { error } = await runNotebook(broken);

      expect(error?.message).toMatch(mutation.message);
      expect(error?.cell).toBe(broken.cells.filter(({ cell_type }) => cell_type === "code").length);
    },
    90_000,
  );
});
