/** What every figure keeps to: names, units, a text for those who do not see it, colours from one file, plain JSON. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Figure } from "../../../src/library/figures/figure.ts";
import { launchBrowser, newPage } from "../../support/browser.ts";
import { chromium, describeWith } from "../../support/needs.ts";
import { allFigures } from "./samples.ts";

const folder = join(import.meta.dirname, "../../../src/library/figures");
const figures = await allFigures();
const named = Object.entries(figures);

describe("the figures' sources", () => {
  it("name no colour outside the palette", () => {
    const files = readdirSync(folder).filter((file) => file.endsWith(".ts") && file !== "palette.ts");

    const colours = files.flatMap((file) => {
      const source = readFileSync(join(folder, file), "utf8").replaceAll("rgba(0, 0, 0, 0)", "");
      return [
        ...source.matchAll(/#[0-9a-f]{3,8}\b|rgba?\(\s*\d|"(?:red|green|blue|black|white|gr[ae]y|orange)"/gi),
      ].map(([colour]) => `${file}: ${colour}`);
    });

    expect(colours).toEqual([]);
  });
});

describe.each(named)("%s", (_name, figure) => {
  const layout = figure.layout as Record<string, { text?: string; title?: { text: string } }>;

  it("has a title, and names both axes", () => {
    const axes = Object.keys(layout).filter((key) => /^[xy]axis/.test(key));
    const nameless = axes.filter((axis) => layout[axis].title === undefined);

    expect(layout.title.text?.length).toBeGreaterThan(3);
    expect(axes.length).toBeGreaterThanOrEqual(2);
    expect(nameless).toEqual([]);
  });

  it("says in words what it shows, with numbers that are numbers", () => {
    expect(figure.alt.length).toBeGreaterThan(40);
    expect(figure.alt).toMatch(/[.]$/);
    expect(figure.alt).not.toMatch(/undefined|NaN|Infinity|\[object/);
  });

  it("is plain JSON without text or grid colours of its own", () => {
    const json = JSON.stringify(figure);

    expect(JSON.parse(json)).toEqual(figure);
    expect(json).not.toMatch(/"(gridcolor|zerolinecolor|template)"/);
    expect(JSON.stringify(figure.layout)).not.toMatch(/"font":\{[^}]*"color"/);
  });

  it("names every frame that its slider asks for", () => {
    type Steps = { steps: { method: string; args: [string[]] }[] }[];
    const sliders = (figure.layout as { sliders?: Steps }).sliders ?? [];
    const animated = sliders.flatMap(({ steps }) => steps.filter(({ method }) => method === "animate"));
    const asked = animated.map(({ args }) => args[0][0]);

    expect((figure.frames ?? []).map((frame) => (frame as { name: string }).name)).toEqual(asked);
  });
});

describeWith("chromium", chromium)("in a browser", () => {
  it("Plotly accepts every attribute, and draws each figure and each frame", async () => {
    const browser = await launchBrowser();
    try {
      const page = await newPage(browser, { viewport: { width: 740, height: 600 } });
      const failures: string[] = [];
      page.on("pageerror", (error) => failures.push(error.message));
      await page.setContent("<div id=plot></div>");
      await page.addScriptTag({
        path: join(folder, "../../../node_modules/plotly.js/dist/plotly-cartesian.min.js"),
      });

      for (const [name, figure] of named)
        failures.push(...(await page.evaluate(drawAndValidate, { name, figure })));

      expect(failures).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});

/** Runs in the page. Returns what Plotly does not know, and what it did not draw. */
async function drawAndValidate({ name, figure }: { name: string; figure: Figure }): Promise<string[]> {
  const { Plotly } = globalThis as unknown as { Plotly: Record<string, (...args: unknown[]) => unknown> };
  const states = [
    { data: figure.data, layout: figure.layout },
    ...((figure.frames ?? []) as Partial<Figure>[]),
  ];
  const found: string[] = [];
  for (const { data, layout = {} } of states) {
    // Plotly 3.7's validate fails on any legend, and takes a slider's arguments for changed.
    const checkable = Object.fromEntries(
      Object.entries(layout).filter(([key]) => key !== "legend" && key !== "sliders"),
    );
    const problems = (Plotly.validate(data, checkable) ?? []) as { msg: string }[];
    found.push(
      ...problems.map(({ msg }) => `${name}: ${msg}`).filter((msg) => msg.includes("not part of the schema")),
    );
  }
  const plot = document.getElementById("plot")!;
  await Plotly.newPlot(plot, figure.data, figure.layout);
  await Plotly.addFrames(plot, figure.frames ?? []);
  for (const frame of (figure.frames ?? []) as { name: string }[]) {
    await Plotly.animate(plot, [frame.name], {
      mode: "immediate",
      frame: { duration: 0 },
      transition: { duration: 0 },
    });
  }
  const marks = plot.querySelectorAll(
    ".scatterlayer path, .barlayer path, .heatmaplayer image, .infolayer .annotation",
  );
  if (marks.length === 0) found.push(`${name}: nothing drawn`);
  return found;
}
