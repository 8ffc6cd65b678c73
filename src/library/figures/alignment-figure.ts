/** Where a decoder looks: attention weights, one row for each character said. */

import { colourBar, type Figure, layoutOf, sliderOf } from "./figure.ts";
import { heat } from "./palette.ts";

/** What the source reads, what the target says, and the weights at one moment of the training. */
export interface AlignmentSnapshot {
  readonly label: string;
  /** alphas[t][j]: weight of source character j while target character t is said. */
  readonly alphas: readonly (readonly number[])[];
}

/** The two texts, and what they are called if they are not a source and an answer. */
export interface AlignedTexts {
  readonly source: string;
  readonly target: readonly string[];
  readonly title: string;
  /** Names of the axes: below the columns, and beside the rows. */
  readonly axes?: readonly [string, string];
}

/** One heat map per snapshot, chosen by a slider if there are several; both texts run in reading order. */
export function alignmentFigure(
  { source, target, title, axes = ["source, as it is read", "answer, as it is said"] }: AlignedTexts,
  snapshots: readonly AlignmentSnapshot[],
): Figure {
  const [read, said] = [[...source].map((c) => (c === " " ? "␣" : c)), target];
  const frames = snapshots.map(({ label, alphas }) => ({
    label,
    data: [
      {
        type: "heatmap",
        z: alphas,
        zmin: 0,
        zmax: 1,
        colorscale: heat.sequential,
        colorbar: colourBar("weight α"),
        customdata: said.map((character) => read.map((letter) => [character, letter])),
        hovertemplate: "says %{customdata[0]}, looks at “%{customdata[1]}”<br>α = %{z:.3f}<extra></extra>",
      },
    ],
  }));
  const last = frames.length - 1;
  const slider = sliderOf("updates:", frames, last);
  const best = (row: readonly number[]): string => read[row.indexOf(Math.max(...row))];
  const axis = (texts: readonly string[]): object => ({
    tickmode: "array",
    tickvals: texts.map((_, k) => k),
    ticktext: texts,
    tickangle: 0,
    showgrid: false,
    zeroline: false,
  });
  return {
    data: frames[last].data,
    layout: layoutOf(
      title,
      { title: axes[0], ...axis(read) },
      { title: axes[1], autorange: "reversed", ...axis(said) },
      {
        height: 180 + 30 * said.length,
        margin: { l: 64, r: 16, t: 56, b: last > 0 ? 140 : 60 },
        ...(last > 0 && { sliders: slider.sliders }),
      },
    ),
    ...(last > 0 && { frames: slider.frames }),
    alt: `Attention weights for “${source}” → “${said.join(" ")}”. ${snapshots.map(({ label, alphas }) => `${last > 0 ? `After ${label} updates the` : "The"} largest weight of each row is at ${alphas.map(best).join(" ")}`).join(". ")}.`,
  };
}
