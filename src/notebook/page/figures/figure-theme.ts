/**
 * Fits a figure to the page: paper, text and grid follow the theme. The colours of what is drawn are the
 * figure's own, because each stands for one quantity throughout the course.
 */

type Json = Record<string, unknown>;

export function themedLayout(layout: Json, host: HTMLElement, height: number): Json {
  const colour = (name: string) => resolvedColour(host, name);
  const axis = {
    gridcolor: colour("--figure-grid"),
    linecolor: colour("--figure-line"),
    zerolinecolor: colour("--figure-line"),
    tickcolor: colour("--figure-line"),
    tickfont: { size: 12 },
    exponentformat: "power",
    automargin: true,
    title: { standoff: 8, font: { size: 13 } },
  };
  const font = { family: getComputedStyle(host).fontFamily, size: 13, color: colour("--ink") };
  const scene = { xaxis: axis, yaxis: axis, zaxis: axis, bgcolor: "rgba(0,0,0,0)" };
  const theme = {
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font,
    title: { font: { size: 15 }, x: 0, xanchor: "left", xref: "container" },
    legend: { bgcolor: "rgba(0,0,0,0)", font: { size: 12 } },
    hoverlabel: { bgcolor: colour("--raised"), bordercolor: colour("--line"), font },
    margin: { l: 56, r: 16, t: 48, b: 48 },
    xaxis: axis,
    yaxis: axis,
    scene,
    ...controls(colour),
  };
  const own = structuredClone(layout);
  // Beside a narrow figure there is no room for a legend.
  if (host.clientWidth < 560)
    own.legend = { orientation: "h", x: 0, y: -0.22, yanchor: "top", ...(own.legend ?? {}) };
  const template = (own.template ?? {}) as Json;
  return {
    ...own,
    template: { ...template, layout: { ...theme, ...((template.layout ?? {}) as Json) } },
    autosize: true,
    width: undefined,
    height,
  };
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
