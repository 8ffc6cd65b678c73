/** The script of the static book: theme, outline, search, figures, coloured code. The text is there without it. */

import "katex/dist/katex.min.css";
import "../styles/theme.css";
import "../styles/page.css";
import "../styles/prose.css";
import "../styles/cells.css";
import "../styles/code.css";
import "../styles/outputs.css";
import "../styles/exercise.css";
import "../styles/controls.css";
import "../styles/chapters.css";
import "../styles/reading.css";
import "../styles/book.css";
import "../styles/walkthrough.css";
import "../styles/print.css";
import type { MimeBundle } from "../../format/message.ts";
import { watchScrollers } from "../dom/scrollers.ts";
import { highlight } from "../editor/highlight.ts";
import { drawFigure } from "../figures/figure-view.ts";
import { outlineButton } from "../reading/outline.ts";
import { printWhenDrawn } from "../reading/print.ts";
import { openSearchByKey, searchButton } from "../reading/search.ts";
import { themeButton } from "../theme.ts";
import { drawWalkthrough } from "./draw-walkthrough.ts";
import { searchBook } from "./search-book.ts";

const header = document.querySelector<HTMLElement>("header.site");
const main = document.querySelector<HTMLElement>("main.notebook");

if (main !== null) {
  header?.append(outlineButton(main));
  for (const code of main.querySelectorAll<HTMLElement>("pre.source code")) highlight(code, code.textContent);
  for (const figure of main.querySelectorAll<HTMLElement>("figure.figure")) draw(figure);
  for (const place of main.querySelectorAll<HTMLElement>(".output.walkthrough")) void drawWalkthrough(place);
  watchScrollers(main);
  printWhenDrawn();
}
header?.append(searchButton(searchBook), themeButton());
openSearchByKey(searchBook);

function draw(place: HTMLElement): void {
  const data = place.querySelector('script[type="application/json"]')?.textContent;
  if (data) place.replaceWith(drawFigure(JSON.parse(data) as MimeBundle).dom);
}
