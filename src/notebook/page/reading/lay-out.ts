/** Lays out the text that the first paint did not wait for, so that the page's height and its headings are all known. */

import { whenIdle } from "../dom/when-idle.ts";

/** A cell at a time, from the top; the style of cells (cells.css) says what is left for later. */
export function layOutWhenIdle(main: HTMLElement): void {
  const texts = [...main.querySelectorAll<HTMLElement>(".cell.markdown > .source.prose")];
  const layOut = (index: number): void => {
    const text = texts[index];
    if (text === undefined) {
      main.classList.add("laid-out");
      for (const each of texts) each.style.removeProperty("content-visibility");
      return;
    }
    text.style.contentVisibility = "visible";
    whenIdle(() => layOut(index + 1));
  };
  whenIdle(() => layOut(0));
}
