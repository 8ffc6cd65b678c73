/** Colours code that no editor is open for, when the page has nothing better to do. */

/** With the editor's own parser, which is loaded for the first code that is coloured. */
export async function colour(code: HTMLElement, source: string): Promise<void> {
  const { highlight } = await import("../editor/highlight.ts");
  if (code.isConnected && code.textContent === source) highlight(code, source);
}
