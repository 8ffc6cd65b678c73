/**
 * Printing: on white paper whatever the theme, at the width of a sheet, and only when every figure is drawn,
 * also those that nobody has scrolled to yet.
 */

import { drawAllFigures, redrawForPaper } from "../figures/figure-view.ts";

export async function printPage(): Promise<void> {
  await drawAllFigures();
  print();
}

/** The browser's own key waits for the figures; its menu prints those that are drawn. */
export function printWhenDrawn(): void {
  addEventListener("keydown", (event) => {
    const isPrintKey = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "p";
    if (!isPrintKey || event.defaultPrevented) return;
    event.preventDefault();
    void printPage();
  });
  addEventListener("beforeprint", () => redrawForPaper(true));
  addEventListener("afterprint", () => redrawForPaper(false));
}
