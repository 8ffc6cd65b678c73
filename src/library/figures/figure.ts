/**
 * What every figure is: plain Plotly JSON and a text that stands for it where it cannot be seen.
 * A figure computes nothing and names no colour (palette.ts does).
 */

import { quantity } from "./palette.ts";
import { minusText, withIndices } from "./typeset.ts";

/** A figure, ready for Plotly. */
export interface Figure {
  /** Plotly traces. */
  readonly data: object[];
  readonly layout: object;
  /** Frames of a figure with a slider. */
  readonly frames?: object[];
  /** What the figure shows, for a reader who does not see it. */
  readonly alt: string;
}

/** Title with unit, and what else Plotly may be told of an axis. */
export interface Axis {
  /** Name with its unit, such as "lag (time steps)". */
  readonly title: string;
  readonly [option: string]: unknown;
}

/**
 * The layout all figures share: transparent paper, so that they lie on a light or a dark page.
 * The colours of text and grid are left to the page.
 */
export function layoutOf(title: string, x: Axis, y: Axis, more: Record<string, unknown> = {}): object {
  return {
    title: { text: title, x: 0, xref: "paper", xanchor: "left", font: { size: 16 } },
    paper_bgcolor: "rgba(0, 0, 0, 0)",
    plot_bgcolor: "rgba(0, 0, 0, 0)",
    height: 380,
    margin: { l: 64, r: 16, t: 56, b: 52 },
    xaxis: axisOf(x),
    yaxis: axisOf(y),
    legend: { orientation: "h", x: 0, y: -0.22, yanchor: "top" },
    hovermode: "closest",
    ...more,
  };
}

/** The title at the upper rim, for a figure with more than the title above its plot. */
export const titleAtTop = (title: string): object => ({
  text: title,
  font: { size: 16 },
  x: 0,
  xref: "paper",
  xanchor: "left",
  y: 1,
  yref: "container",
  yanchor: "top",
  pad: { t: 14 },
});

/** Plotly's form of an axis. */
export function axisOf({ title, ...options }: Axis): object {
  return { title: { text: title, standoff: 8 }, automargin: true, ...options };
}

/** A legend inside the plot, for curves of gradients: to get there they would have to vanish within a few time steps. */
export const legendLowerLeft = {
  orientation: "v",
  x: 0.01,
  xanchor: "left",
  y: 0.02,
  yanchor: "bottom",
} as const;

/** A logarithmic axis over few powers of ten, with whole numbers at its ticks: 0.5, 1, 2, 5, 10. */
export const shortLogAxis = { type: "log", dtick: "D2", tickformat: "~g" } as const;

/** A logarithmic axis with ticks at these numbers, as they were measured: 32, 64, 128. */
export const logAxisAt = (values: readonly number[]): object => ({
  type: "log",
  tickmode: "array",
  tickvals: values,
  ticktext: values.map(String),
});

/** What the colours of a heat map stand for, beside it: slim, so that the map keeps a narrow page to itself. */
export function colourBar(title: string): object {
  return {
    title: { text: title, side: "right", font: { size: 13 } },
    thickness: 14,
    xpad: 6,
    outlinewidth: 0,
  };
}

/** One position of a slider: its label, and the traces that it shows. */
export interface SliderFrame {
  readonly label: string;
  readonly data: object[];
  /** Changes to the layout at this position, such as its annotations. */
  readonly layout?: object;
}

/** A slider that steps through frames without animation; the first frame's traces are drawn at the start. */
export function sliderOf(
  prefix: string,
  frames: readonly SliderFrame[],
  active = 0,
): { frames: object[]; sliders: object[] } {
  const still = { mode: "immediate", frame: { duration: 0, redraw: true }, transition: { duration: 0 } };
  return {
    frames: frames.map(({ label, data, layout }) => ({ name: label, data, ...(layout ? { layout } : {}) })),
    sliders: [
      {
        active,
        x: 0.04,
        len: 0.92,
        pad: { t: 44 },
        currentvalue: { prefix: prefix === "" ? "" : `${prefix} `, xanchor: "left" },
        ...sliderMarks,
        steps: frames.map(({ label }) => ({
          label: withIndices(minusText(label)),
          method: "animate",
          args: [[label], still],
        })),
      },
    ],
  };
}

/** Rail, handle and ticks, seen on light and on dark paper. */
export const sliderMarks: { readonly bordercolor: string; readonly tickcolor: string } = {
  bordercolor: quantity.baseline.mark,
  tickcolor: quantity.baseline.mark,
};
