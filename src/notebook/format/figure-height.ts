/** How high a figure is drawn: known before it is, so that its place can be kept and nothing below it moves. */

const usualHeight = 400;

/** Pixels: what the figure's layout says, or the usual height. */
export function figureHeight({ layout }: { readonly layout?: Record<string, unknown> }): number {
  return typeof layout?.height === "number" ? layout.height : usualHeight;
}
