/** Mistakes by position after one corrupted character, against the same decoder left alone. */

import type { CorruptionResult } from "../experiments/corrupted-token.ts";
import { type Figure, layoutOf, sliderOf, titleAtTop } from "./figure.ts";
import { quantity } from "./palette.ts";

const title = "One wrong character, and what follows";

/** Lines: share of wrong characters by position; a slider moves the corrupted position. */
export function corruptionFigure({ config, clean, runs }: CorruptionResult): Figure {
  const positions = clean.map((_, t) => t + 1);
  const line = (name: string, y: readonly (number | null)[], look: object): object => ({
    type: "scatter",
    mode: "lines+markers",
    name,
    x: positions,
    y: y.map((share) => (share === null ? null : 100 * share)),
    hovertemplate: `character %{x}: %{y:.0f} % wrong<extra>${name}</extra>`,
    ...look,
  });
  const { gradient, hiddenState, baseline } = quantity;
  const frames = runs.map(({ at, free, forced }) => ({
    label: String(at + 1),
    data: [
      line("left alone", clean, { line: { color: baseline.mark, dash: "dash", width: 2 } }),
      line("then its own words", free, {
        line: { color: gradient.mark, width: 2.5 },
        marker: { symbol: "circle", size: 8 },
      }),
      line("then the truth again", forced, {
        line: { color: hiddenState.mark, width: 2.5 },
        marker: { symbol: "square", size: 8 },
      }),
      line(
        "corrupted",
        clean.map((_, t) => (t === at ? 1 : null)),
        {
          mode: "markers",
          marker: { symbol: "x", size: 13, color: gradient.mark },
          hovertemplate: `character ${at + 1} is replaced by a wrong one<extra></extra>`,
        },
      ),
    ],
  }));
  const slider = sliderOf("corrupted character:", frames);
  const percent = (share: number | null): string => (share === null ? "" : `${(100 * share).toFixed(0)}`);
  return {
    data: frames[0].data,
    layout: layoutOf(
      title,
      { title: "position in the answer", dtick: 1, zeroline: false },
      { title: "wrong characters (%)", range: [-4, 104] },
      {
        title: titleAtTop(title),
        height: 500,
        margin: { l: 64, r: 16, t: 114, b: 150 },
        legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom" },
        sliders: slider.sliders,
      },
    ),
    frames: slider.frames,
    alt: `Share of wrong characters by position in answers of ${config.length} characters; the last position is the end mark. Left alone: ${clean.map(percent).join(", ")} %. ${runs
      .map(
        ({ at, free, forced }) =>
          `Character ${at + 1} corrupted, then its own words: ${free
            .filter((v) => v !== null)
            .map(percent)
            .join(", ")} %; then the truth again: ${forced
            .filter((v) => v !== null)
            .map(percent)
            .join(", ")} %`,
      )
      .join(". ")}.`,
  };
}
