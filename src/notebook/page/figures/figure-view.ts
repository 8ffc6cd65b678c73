/** A Plotly figure in the text: drawn when it comes near the view, sized to the column, with its caption. */

import { figureCaption, figureHeight } from "../../format/figure-place.ts";
import type { MimeBundle } from "../../format/message.ts";
import { element } from "../dom/element.ts";
import type { LiveOutput } from "../model/cell.ts";
import type { OutputView } from "../outputs/output-view.ts";
import { onThemeChange } from "../theme.ts";
import { themedLayout } from "./figure-theme.ts";
import { loadPlotly, type PlotlyModule } from "./load-plotly.ts";

export interface FigureJson {
  readonly data: readonly Record<string, unknown>[];
  readonly layout?: Record<string, unknown>;
  readonly frames?: readonly Record<string, unknown>[];
  readonly config?: Record<string, unknown>;
}

const figureType = "application/vnd.plotly.v1+json";
const needsWebGl = new Set(["surface", "scatter3d", "mesh3d", "cone"]);
let figureCount = 0;
/** Draws each figure of the page that is not drawn yet. */
const waiting = new Set<() => Promise<void>>();

/** Draws each figure that is drawn already once more. */
const redraws = new Set<(width: string) => void>();

/** A sheet of A4 or letter paper has this much room between its margins. */
const paperWidth = "640px";

/** Before printing: dark ink and the sheet's width; afterwards as it was. */
export function redrawForPaper(isPaper: boolean): void {
  const { dataset } = document.documentElement;
  if (isPaper === (dataset.screenTheme !== undefined)) return;
  if (isPaper) {
    dataset.screenTheme = dataset.theme ?? "";
    dataset.theme = "light";
  } else {
    if (dataset.screenTheme) dataset.theme = dataset.screenTheme;
    else delete dataset.theme;
    delete dataset.screenTheme;
  }
  for (const redraw of redraws) redraw(isPaper ? paperWidth : "");
}

/** Resolves when every figure of the page is drawn, wherever it stands. */
export async function drawAllFigures(): Promise<void> {
  await Promise.all([...waiting].map((draw) => draw()));
}

export function drawFigure(bundle: MimeBundle): OutputView {
  const plot = element("div", { class: "plot", role: "img" });
  const caption = element("figcaption", { id: `figure-${++figureCount}` });
  const dom = element("figure", { class: "output figure" }, plot, caption);
  plot.setAttribute("aria-labelledby", caption.id);
  let figure = figureOf(bundle);
  let isNear = false;

  const describe = (next: MimeBundle) => {
    caption.textContent = figureCaption(next["text/plain"]);
    plot.style.minHeight = `${figureHeight(figure)}px`;
  };
  const draw = async () => {
    if (isNear) await plotFigure(plot, figure).catch((error: Error) => showFailure(plot, error));
  };
  describe(bundle);
  const drawFirst = async () => {
    waiting.delete(drawFirst);
    stopWatching();
    isNear = true;
    await draw();
  };
  const stopWatching = whenNear(dom, drawFirst);
  waiting.add(drawFirst);
  const stopTheme = onThemeChange(() => void draw());
  const redraw = (width: string) => {
    plot.style.width = width;
    void draw();
  };
  redraws.add(redraw);
  const resizing = new ResizeObserver(() => void resize(plot));
  resizing.observe(plot);

  return {
    dom,
    update(next: LiveOutput) {
      if (!("data" in next) || next.data[figureType] === undefined) return false;
      figure = figureOf(next.data);
      describe(next.data);
      void draw();
      return true;
    },
    destroy() {
      waiting.delete(drawFirst);
      redraws.delete(redraw);
      stopWatching();
      stopTheme();
      resizing.disconnect();
      void loadedPlotly?.then((Plotly) => Plotly.purge(plot));
    },
  };
}

function figureOf(bundle: MimeBundle): FigureJson {
  const figure = bundle[figureType] as FigureJson | string;
  return typeof figure === "string" ? (JSON.parse(figure) as FigureJson) : figure;
}

let loadedPlotly: Promise<PlotlyModule> | undefined;

async function plotFigure(plot: HTMLElement, figure: FigureJson): Promise<void> {
  loadedPlotly = loadPlotly(figure.data.some(({ type }) => needsWebGl.has(String(type))));
  const Plotly = await loadedPlotly;
  if (!plot.isConnected) return;
  // Plotly writes into what it is given, and the notebook's own data must stay as the cell made it.
  const { data, frames, config } = structuredClone(figure);
  const layout = themedLayout(figure.layout ?? {}, plot, figureHeight(figure));
  const settings = { displayModeBar: false, ...config, displaylogo: false, showLink: false };
  await Plotly.react(plot, data, layout, settings);
  if (frames !== undefined && frames.length > 0) await Plotly.addFrames(plot, frames);
  plot.dataset.drawn = "true";
}

async function resize(plot: HTMLElement): Promise<void> {
  if (plot.dataset.drawn !== "true" || loadedPlotly === undefined || plot.clientWidth === 0) return;
  const Plotly = await loadedPlotly;
  await Plotly.Plots.resize(plot);
}

function showFailure(plot: HTMLElement, error: Error): void {
  plot.removeAttribute("role");
  plot.textContent = `This figure could not be drawn: ${error.message}`;
}

/** Calls when the element is less than a screen away. */
function whenNear(dom: HTMLElement, draw: () => Promise<void>): () => void {
  const watcher = new IntersectionObserver(
    (entries) => {
      if (entries.some((entry) => entry.isIntersecting)) void draw();
    },
    { rootMargin: "600px 0px" },
  );
  watcher.observe(dom);
  return () => watcher.disconnect();
}
