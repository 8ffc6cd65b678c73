/** Labels that can be read: ticks that say their numbers, names clear of points and lines, words on dark and light. */

import { describe, expect, it } from "vitest";
import { dependencyTicks } from "../../../src/library/analysis/dependency-ticks.ts";
import { runBeamTree, tableStepper } from "../../../src/library/experiments/beam-tree.ts";
import { runGruGateSweep } from "../../../src/library/experiments/gru-gate-sweep.ts";
import { alignmentFigure } from "../../../src/library/figures/alignment-figure.ts";
import { beamTreeFigure } from "../../../src/library/figures/beam-tree-figure.ts";
import { embeddingPlaneFigure } from "../../../src/library/figures/embedding-figure.ts";
import { logAxisAt } from "../../../src/library/figures/figure.ts";
import { gruGateSweepFigure } from "../../../src/library/figures/gru-gate-sweep-figure.ts";
import { wavefrontFigure } from "../../../src/library/figures/wavefront-figure.ts";
import { fixedStateFigures } from "./fixed-state-samples.ts";

type Trace = Readonly<Record<string, never>> & {
  readonly name: string;
  readonly x: readonly (number | null)[];
  readonly y: readonly (number | null)[];
};
type Axes = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const traces = ({ data }: { data: object[] }): Trace[] => data as Trace[];

describe("a logarithmic axis", () => {
  it("writes the numbers that were measured", () => {
    expect(logAxisAt([32, 64, 128])).toMatchObject({ type: "log", ticktext: ["32", "64", "128"] });
  });

  it("between powers of ten has a format: Plotly would write 16 as 2x10", async () => {
    const figures = Object.entries(await fixedStateFigures());

    const axes = figures.flatMap(([name, { layout }]) =>
      Object.entries(layout as Axes).flatMap(([key, axis]) =>
        /^[xy]axis/.test(key) && axis.type === "log" ? [{ name, key, ...axis } as Axes[string]] : [],
      ),
    );

    expect(axes.length).toBeGreaterThan(3);
    for (const axis of axes)
      expect(axis.ticktext ?? axis.tickformat, `${axis.name} ${axis.key}`).toBeDefined();
  });
});

describe("labels of points", () => {
  it("stand below a point that has another just above it", () => {
    const points = [
      [0, 0],
      [0.01, 0.05],
      [1, 1],
    ] as const;
    const plane = { names: ["p", "s", "q"], points, groups: ["c", "c", "c"], shares: [0.5, 0.2] };

    const [{ textposition }] = traces(embeddingPlaneFigure(plane));

    expect(textposition).toEqual(["bottom center", "top center", "top center"]);
  });

  it("of a beam's tree are not crossed: every edge runs in right angles", () => {
    const language = tableStepper([
      [0, 0, 0.6, 0.4],
      [0, 1, 0, 0],
      [0, 0.4, 0.3, 0.3],
      [0, 0.9, 0.05, 0.05],
    ]);
    const names = ["<start>", "<end>", "A", "B"];
    const tree = runBeamTree(language, { start: 0, end: 1, maxLength: 2, shown: 3, width: 2, names });

    const edges = traces(beamTreeFigure([tree])).slice(0, 2);

    expect(edges.every(({ x }) => x.length >= 5)).toBe(true);

    for (const { x, y } of edges)
      for (let k = 1; k < x.length; k++)
        if (x[k] !== null && x[k - 1] !== null) expect(x[k] === x[k - 1] || y[k] === y[k - 1]).toBe(true);
  });

  it("on a map of ticks are white on dark and black on light", () => {
    const [, words] = traces(wavefrontFigure(dependencyTicks(2, 4))) as unknown as {
      text: string[];
      textfont: { color: string[] };
    }[];

    const colourOf = (tick: string) => words.textfont.color[words.text.indexOf(tick)];
    expect([colourOf("0"), colourOf("4")]).toEqual(["#ffffff", "#000000"]);
  });
});

describe("curves that agree", () => {
  it("are both seen: what a GRU would leave unchanged is dashed over the line that does so", () => {
    const sweep = { fromInput: 0.5, recurrentWeight: 2, resets: [0, 1], updates: [0, 1], states: [-1, 0, 1] };

    const lines = traces(gruGateSweepFigure(runGruGateSweep(sweep)));

    expect(lines.map(({ name }) => name)).toEqual(["z = 0", "z = 1", "h = h₋"]);
  });
});

it("a map of one text against itself names its axes so", () => {
  const axes = ["looked at", "looks"] as const;

  const { layout } = alignmentFigure({ source: "ab", target: ["b", "a"], title: "Head", axes }, [
    {
      label: "",
      alphas: [
        [0, 1],
        [1, 0],
      ],
    },
  ]);

  expect(layout).toMatchObject({
    xaxis: { title: { text: "looked at" } },
    yaxis: { title: { text: "looks" } },
  });
});
