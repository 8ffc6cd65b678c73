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
import "./styles/reading.css";
import "./styles/lecture.css";
import "./styles/print.css";
import "./styles/walkthrough.css";
import type { Notebook } from "../format/notebook.ts";
import { progressFile } from "./exercise/progress-file.ts";
import { openNotebook } from "./notebook-page.ts";
import { layOutWhenIdle } from "./reading/lay-out.ts";
import { outlineButton } from "./reading/outline.ts";
import { printWhenDrawn } from "./reading/print.ts";
import { openSearchByKey, searchButton } from "./reading/search.ts";
import { searchNotebooks } from "./reading/search-notebooks.ts";
import { wireResetButton } from "./reset-button.ts";
import { themeButton } from "./theme.ts";

const header = document.querySelector<HTMLElement>("header.site");
const main = document.querySelector<HTMLElement>("main.notebook");

if (header !== null) {
  const isReading = document.body.matches(".index, .notebook");
  if (main !== null && isReading) header.append(outlineButton(main));
  if (isReading) header.append(searchButton(searchNotebooks));
  if (isReading) openSearchByKey(searchNotebooks);
  if (main !== null && isReading) {
    printWhenDrawn();
    layOutWhenIdle(main);
  }
  header.append(themeButton());
  const index = document.querySelector<HTMLElement>("main.index");
  if (index !== null) progressFile(index);
  wireResetButton();
  if (main !== null) open(main, header);
  const walkthrough = document.querySelector<HTMLElement>("main.walkthrough");
  if (walkthrough !== null) openWalkthrough(walkthrough);
}

function openWalkthrough(main: HTMLElement): void {
  void import("./walkthrough/walkthrough-output.ts").then((module) => module.openWalkthroughPage(main));
}

function open(main: HTMLElement, header: HTMLElement): void {
  const notebook = JSON.parse(document.getElementById("notebook")?.textContent ?? "") as Notebook;
  const { classList } = document.body;
  if (classList.contains("speaker")) {
    void import("./lecture/speaker.ts").then((module) => module.openSpeakerView(main, header, notebook));
    return;
  }
  const isLecture = classList.contains("lecture");
  const { path, store } = openNotebook({ main, header, notebook, isLecture });
  if (!isLecture) return;
  void import("./lecture/stage.ts").then((module) =>
    module.openStage({ main, header, path, cells: store.notebook.cells }),
  );
}
