/** What a figure takes of the page: known before it is drawn, so that its place can be kept and nothing below it moves. */

const usualHeight = 400;

/** Pixels: what the figure's layout says, or the usual height. */
export function figureHeight({ layout }: { readonly layout?: Record<string, unknown> }): number {
  return typeof layout?.height === "number" ? layout.height : usualHeight;
}

/** The line under a figure. `words`: what its output says in plain text, if anything. */
export function figureCaption(words: unknown): string {
  const caption = typeof words === "string" ? words.trim() : "";
  return caption === "" ? "Figure without a description" : caption;
}
