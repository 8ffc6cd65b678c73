/** The page's entry: takes over what the server rendered. Without scripts, the page can still be read. */

import "katex/dist/katex.min.css";
import "./styles/theme.css";
import "./styles/page.css";
import "./styles/prose.css";
import "./styles/cells.css";
import "./styles/cell-marks.css";
import "./styles/code.css";
import "./styles/outputs.css";
import "./styles/exercise.css";
import "./styles/controls.css";
import "./styles/chapters.css";
import "./styles/print.css";
import { openNotebook } from "./notebook-page.ts";
import { themeButton } from "./theme.ts";

const header = document.querySelector<HTMLElement>("header.site");
const main = document.querySelector<HTMLElement>("main.notebook");

if (header !== null) {
  header.append(themeButton());
  if (main !== null) openNotebook(main, header);
}
