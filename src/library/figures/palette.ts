/**
 * The one file that names colours. One colour per quantity, in every figure, heat map and walkthrough.
 *
 * `mark` draws lines, points and bars: at least 3 : 1 against light and dark paper, so that one
 * figure serves both. `textOnLight` and `textOnDark` write words: at least 4.5 : 1 on their paper.
 * Hues start from Okabe & Ito 2008 (Color Universal Design) and were moved apart until the members
 * of one family stay distinct under simulated protanopia and deuteranopia (tests/library/figures/palette.test.ts).
 */

export interface Colour {
  readonly mark: string;
  readonly textOnLight: string;
  readonly textOnDark: string;
}

/** What a colour may stand for. */
export type Quantity =
  | "inputGate"
  | "forgetGate"
  | "outputGate"
  | "candidate"
  | "cellState"
  | "hiddenState"
  | "resetGate"
  | "updateGate"
  | "gruCandidate"
  | "gradient"
  | "input"
  | "baseline";

/** Lightest and darkest paper that the colours are made for. */
export const paper = { light: "#f7f4ec", dark: "#1d1f22" } as const;

/** One colour per quantity, the same in every figure. */
export const quantity: Readonly<Record<Quantity, Colour>> = {
  inputGate: { mark: "#3690c9", textOnLight: "#0a73aa", textOnDark: "#3690c9" },
  forgetGate: { mark: "#66948a", textOnLight: "#49766d", textOnDark: "#66948a" },
  outputGate: { mark: "#866348", textOnLight: "#866348", textOnDark: "#a58064" },
  candidate: { mark: "#7a8851", textOnLight: "#66733d", textOnDark: "#808e57" },
  cellState: { mark: "#ba349a", textOnLight: "#ba349a", textOnDark: "#d953b6" },
  hiddenState: { mark: "#0072b2", textOnLight: "#0072b2", textOnDark: "#308ed0" },
  resetGate: { mark: "#9664ed", textOnLight: "#8451d8", textOnDark: "#9d6cf6" },
  updateGate: { mark: "#6a9767", textOnLight: "#4d784b", textOnDark: "#709c6d" },
  gruCandidate: { mark: "#a7525a", textOnLight: "#9f4a52", textOnDark: "#c76e74" },
  gradient: { mark: "#d55e00", textOnLight: "#b55004", textOnDark: "#dc6411" },
  input: { mark: "#68788a", textOnLight: "#5f6b7a", textOnDark: "#7d8a9a" },
  baseline: { mark: "#808080", textOnLight: "#6e6e6e", textOnDark: "#898989" },
};

/** One colour per kind of cell, the same in every figure. */
export const model: Readonly<Record<"rnn" | "gru" | "lstm", Colour>> = {
  rnn: { mark: "#7d8a1f", textOnLight: "#66721a", textOnDark: "#8a982c" },
  gru: { mark: "#0f9096", textOnLight: "#037b80", textOnDark: "#1a9aa0" },
  lstm: { mark: "#a3479a", textOnLight: "#a3479a", textOnDark: "#c466ba" },
};

/** Shrinking (blue) over neutral (grey) to growing (vermillion), for sweeps; five steps each way and the middle. */
const sweepStops: readonly (readonly [number, number, number])[] = [
  [20, 110, 190],
  [84, 142, 178],
  [128, 128, 128],
  [186, 122, 66],
  [206, 72, 10],
];

/** A colour for a position between 0 (shrinks) and 1 (grows). */
export function sweepColour(position: number): string {
  const at = Math.min(1, Math.max(0, position)) * (sweepStops.length - 1);
  const low = Math.min(sweepStops.length - 2, Math.floor(at));
  const channel = (k: number): number =>
    Math.round(sweepStops[low][k] + (at - low) * (sweepStops[low + 1][k] - sweepStops[low][k]));
  return `rgb(${channel(0)}, ${channel(1)}, ${channel(2)})`;
}

/** From nothing to one quantity, for maps of zeros and ones. */
export function presenceScale(colour: Colour): [number, string][] {
  return [
    [0, translucent(colour.mark, 0.12)],
    [1, colour.mark],
  ];
}

/** Plotly colour scales for heat maps, readable without red-green vision. */
export const heat = { sequential: "Cividis", diverging: "RdBu" } as const;

/** A word on the sequential heat map, at a share from 0 (dark) to 1 (light): at least 4 : 1 everywhere. */
export const textOnHeat = (share: number): string => (share < 0.5 ? "#ffffff" : "#000000");

/** The colour of a band around a line: the line's own, thinned. */
export function translucent(hex: string, opacity: number): string {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return `rgba(${r}, ${g}, ${b}, ${opacity})`;
}
