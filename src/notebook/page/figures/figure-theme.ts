/**
 * Fits a figure to the page: paper, text and grid follow the theme. The colours of what is drawn are the
 * figure's own, because each stands for one quantity throughout the course.
 */

type Json = Record<string, unknown>;

/** How much larger the words of a figure are in a lecture, to be read from the last row. */
const onStage = 1.35;

export function themedLayout(layout: Json, host: HTMLElement, height: number): Json {
  const colour = (name: string) => resolvedColour(host, name);
  const points = (size: number) => (host.closest("body.lecture") === null ? size : size * onStage);
  const axis = {
    gridcolor: colour("--figure-grid"),
    linecolor: colour("--figure-line"),
    zerolinecolor: colour("--figure-line"),
    tickcolor: colour("--figure-line"),
    tickfont: { size: points(12) },
    exponentformat: "power",
    automargin: true,
    title: { standoff: 8, font: { size: points(13) } },
  };
  const font = { family: getComputedStyle(host).fontFamily, size: points(13), color: colour("--ink") };
  const scene = { xaxis: axis, yaxis: axis, zaxis: axis, bgcolor: "rgba(0,0,0,0)" };
  const theme = {
    plot_bgcolor: "rgba(0,0,0,0)",
    font,
    title: { font: { size: points(15) }, x: 0, xanchor: "left", xref: "container" },
    legend: { bgcolor: "rgba(0,0,0,0)", font: { size: points(12) } },
    hoverlabel: { bgcolor: colour("--raised"), bordercolor: colour("--line"), font },
    margin: { l: 56, r: 16, t: 48, b: 48 },
    xaxis: axis,
    yaxis: axis,
    scene,
    ...controls(colour),
  };
  const own = structuredClone(layout);
  if (host.clientWidth < 560) fitNarrow(own, host.clientWidth);
  const template = (own.template ?? {}) as Json;
  return {
    ...own,
    paper_bgcolor: colour("--paper"), // a hover label takes it for its second box, which a clear one would leave white
    template: { ...template, layout: { ...theme, ...((template.layout ?? {}) as Json) } },
    autosize: true,
    width: undefined,
    height,
  };
}

/** Beside a narrow figure there is no room for a legend, and above it none for a title in one line. */
function fitNarrow(own: Json, width: number): void {
  own.legend = { orientation: "h", x: 0, y: -0.22, yanchor: "top", ...(own.legend ?? {}) };
  const title = (typeof own.title === "string" ? { text: own.title } : own.title) as
    | { text?: string }
    | undefined;
  if (title?.text === undefined) return;
  const lines = wrapped(title.text, Math.floor(width / narrowLetter));
  own.title = {
    ...title,
    text: lines.join("<br>"),
    x: 0,
    xref: "container",
    xanchor: "left",
    font: { size: narrowTitle },
  };
  const margin = (own.margin ?? {}) as { t?: number };
  own.margin = { ...margin, t: (margin.t ?? 48) + (lines.length - 1) * narrowTitle * 1.3 };
}

/** In pixels: the size of a title, and the mean width of its letters. */
const narrowTitle = 14;
const narrowLetter = 7.2;

/** Lines of at most `most` letters, where words allow it; a line break of the figure's own stays. */
function wrapped(text: string, most: number): string[] {
  return text.split("<br>").flatMap((part) => {
    const lines: string[] = [];
    for (const word of part.split(" ")) {
      const longer = `${lines.at(-1) ?? ""} ${word}`.trim();
      if (lines.length > 0 && longer.length <= most) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  });
}

/** Sliders and buttons of a figure. */
function controls(colour: (name: string) => string): Json {
  const border = { bordercolor: colour("--line"), bgcolor: colour("--raised") };
  return {
    sliderdefaults: { ...border, font: { size: 12 }, activebgcolor: colour("--accent") },
    updatemenudefaults: { ...border, font: { size: 12 } },
  };
}

/** A custom property may say `light-dark(…)`; a figure needs the colour that is meant now. */
function resolvedColour(host: HTMLElement, name: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  host.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
