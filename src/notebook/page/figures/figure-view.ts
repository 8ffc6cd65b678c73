/** A Plotly figure in the text: drawn when it comes near the view, sized to the column, with its caption. */

import type { MimeBundle } from "../../format/message.ts";
import { element } from "../dom/element.ts";
import type { LiveOutput } from "../model/cell.ts";
import type { OutputView } from "../outputs/output-view.ts";
import { onThemeChange } from "../theme.ts";
import { themedLayout } from "./figure-theme.ts";

export interface FigureJson {
  readonly data: readonly Record<string, unknown>[];
  readonly layout?: Record<string, unknown>;
  readonly frames?: readonly Record<string, unknown>[];
  readonly config?: Record<string, unknown>;
}

const figureType = "application/vnd.plotly.v1+json";
const usualHeight = 400;
const needsWebGl = new Set(["surface", "scatter3d", "mesh3d", "cone"]);
let figureCount = 0;

export function drawFigure(bundle: MimeBundle): OutputView {
  const plot = element("div", { class: "plot", role: "img" });
  const caption = element("figcaption", { id: `figure-${++figureCount}` });
  const dom = element("figure", { class: "output figure" }, plot, caption);
  plot.setAttribute("aria-labelledby", caption.id);
  let figure = figureOf(bundle);
  let isNear = false;

  const describe = (next: MimeBundle) => {
    caption.textContent = captionOf(next);
    plot.style.minHeight = `${heightOf(figure)}px`;
  };
  const draw = () => {
    if (isNear) void plotFigure(plot, figure).catch((error: Error) => showFailure(plot, error));
  };
  describe(bundle);
  const stopWatching = whenNear(dom, () => {
    isNear = true;
    draw();
  });
  const stopTheme = onThemeChange(draw);
  const resizing = new ResizeObserver(() => void resize(plot));
  resizing.observe(plot);

  return {
    dom,
    update(next: LiveOutput) {
      if (!("data" in next) || next.data[figureType] === undefined) return false;
      figure = figureOf(next.data);
      describe(next.data);
      draw();
      return true;
    },
    destroy() {
      stopWatching();
      stopTheme();
      resizing.disconnect();
      void loadedPlotly?.then(({ Plotly }) => Plotly.purge(plot));
    },
  };
}

function figureOf(bundle: MimeBundle): FigureJson {
  const figure = bundle[figureType] as FigureJson | string;
  return typeof figure === "string" ? (JSON.parse(figure) as FigureJson) : figure;
}

function captionOf(bundle: MimeBundle): string {
  const text = bundle["text/plain"];
  return typeof text === "string" && text.trim() !== "" ? text.trim() : "Figure without a description";
}

function heightOf({ layout }: FigureJson): number {
  return typeof layout?.height === "number" ? layout.height : usualHeight;
}

let loadedPlotly: Promise<typeof import("./plotly.ts")> | undefined;

async function plotFigure(plot: HTMLElement, figure: FigureJson): Promise<void> {
  loadedPlotly ??= import("./load-plotly.ts").then(({ loadPlotly }) => loadPlotly());
  const { Plotly } = await loadedPlotly;
  if (figure.data.some(({ type }) => needsWebGl.has(String(type)))) await import("./plotly-3d.ts");
  if (!plot.isConnected) return;
  // Plotly writes into what it is given, and the notebook's own data must stay as the cell made it.
  const { data, frames, config } = structuredClone(figure);
  const layout = themedLayout(figure.layout ?? {}, plot, heightOf(figure));
  const settings = { displayModeBar: false, ...config, displaylogo: false, showLink: false };
  await Plotly.react(plot, data, layout, settings);
  if (frames !== undefined && frames.length > 0) await Plotly.addFrames(plot, frames);
  plot.dataset.drawn = "true";
}

async function resize(plot: HTMLElement): Promise<void> {
  if (plot.dataset.drawn !== "true" || loadedPlotly === undefined || plot.clientWidth === 0) return;
  const { Plotly } = await loadedPlotly;
  await Plotly.Plots.resize(plot);
}

function showFailure(plot: HTMLElement, error: Error): void {
  plot.removeAttribute("role");
  plot.textContent = `This figure could not be drawn: ${error.message}`;
}

/** Calls once, when the element is less than a screen away, or when the page is idle or printed. */
function whenNear(dom: HTMLElement, draw: () => void): () => void {
  const once = () => {
    stop();
    draw();
  };
  const watcher = new IntersectionObserver(
    (entries) => {
      if (entries.some((entry) => entry.isIntersecting)) once();
    },
    { rootMargin: "600px 0px" },
  );
  watcher.observe(dom);
  addEventListener("beforeprint", once);
  const stop = () => {
    watcher.disconnect();
    removeEventListener("beforeprint", once);
  };
  return stop;
}
