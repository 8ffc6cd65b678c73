/**
 * What every figure is: plain Plotly JSON and a text that stands for it where it cannot be seen.
 * A figure computes nothing and names no colour (palette.ts does).
 */

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

/** Plotly's form of an axis. */
export function axisOf({ title, ...options }: Axis): object {
  return { title: { text: title, standoff: 8 }, automargin: true, ...options };
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
        currentvalue: { prefix: `${prefix} `, xanchor: "left" },
        steps: frames.map(({ label }) => ({ label, method: "animate", args: [[label], still] })),
      },
    ],
  };
}
