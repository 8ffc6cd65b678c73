import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { markdown, math, progressBar, show, table } from "../../../src/library/display/index.ts";

type Shown = { data: Record<string, unknown>; options: { displayId?: string; update?: boolean } };

const hook = Symbol.for("unrolled.display");
const globals = globalThis as Record<string | symbol, unknown>;
let shown: Shown[];

describe("in the course's kernel", () => {
  beforeEach(() => {
    shown = [];
    globals[hook] = (data: Shown["data"], options: Shown["options"]) => void shown.push({ data, options });
  });
  afterEach(() => {
    delete globals[hook];
    vi.restoreAllMocks();
  });

  it("shows a figure as Plotly JSON with the text that stands for it", () => {
    show({ data: [{ y: [1, 3] }], layout: { height: 9 }, alt: "it grows" });

    expect(shown[0]!.data["application/vnd.plotly.v1+json"]).toMatchObject({
      data: [{ y: [1, 3] }],
      layout: { height: 9 },
    });
    expect(shown[0]!.data["text/plain"]).toBe("it grows");
  });

  it("adds a figure as HTML only where the client may be unable to draw Plotly's JSON", () => {
    const figure = { data: [{ y: [1] }], layout: { height: 90 }, alt: "</script><b>" };
    const shownIn = (cell: object | undefined): string | undefined => {
      const take = (data: Shown["data"], options: Shown["options"]) => void shown.push({ data, options });
      globals[hook] = Object.assign(take, { offlineFigures: cell });
      show(figure);
      return shown.at(-1)!.data["text/html"] as string | undefined;
    };
    const bundle = "plotly.js (cartesian - minified)";

    const inWorkbook = shownIn(undefined);
    const first = shownIn({ code: "a", run: 1 });
    const secondOfCell = shownIn({ code: "a", run: 1 });
    const other = shownIn({ code: "b", run: 2 });
    const firstAgain = shownIn({ code: "a", run: 3 });

    expect(inWorkbook).toBeUndefined();
    expect([first, secondOfCell, other, firstAgain].map((html) => html!.includes(bundle))).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect(other).toContain('aria-label="&lt;/script&gt;&lt;b&gt;"');
    expect(other!.split("</script>")).toHaveLength(2); // the one that ends its own script
    expect(other).toContain("min-height: 90px");
  });

  it("shows a walkthrough as what the page draws, and as HTML only where the client has no such page", () => {
    const walk = { json: { id: "W2" }, html: () => "<div>walk</div>", alt: "1. Forward" };
    const shownIn = (offlineFigures: object | undefined): Shown["data"] => {
      const take = (data: Shown["data"], options: Shown["options"]) => void shown.push({ data, options });
      globals[hook] = Object.assign(take, { offlineFigures });
      show(walk);
      return shown.at(-1)!.data;
    };

    expect(shownIn(undefined)).toEqual({
      "application/vnd.unrolled.walkthrough+json": { id: "W2" },
      "text/plain": "1. Forward",
    });
    expect(shownIn({ code: "a", run: 1 })).toMatchObject({ "text/html": "<div>walk</div>" });
  });

  it("shows a MIME bundle as it is, and refuses what is neither", () => {
    show({ "text/html": "<b>x</b>" });

    expect(shown[0]!.data).toEqual({ "text/html": "<b>x</b>" });
    expect(() => show({ loss: 3 })).toThrow(
      "show: expected a figure (data, layout, alt) or a MIME bundle, got loss.",
    );
  });

  it("draws a progress bar once and then updates it, at most ten times a second", () => {
    let now = 0;
    vi.spyOn(performance, "now").mockImplementation(() => now);
    const bar = progressBar(4, "epochs");
    bar.update(1, "loss 3");
    now += 150;
    bar.update(2, "loss 2");
    now += 20;
    bar.update(3, "loss 1");
    bar.done();

    const [first, ...updates] = shown;
    expect(first!.options.update).toBe(false);
    expect(updates.map(({ options }) => options)).toEqual(
      updates.map(() => ({ displayId: first!.options.displayId, update: true })),
    );
    expect(updates.map(({ data }) => data["text/plain"])).toEqual([
      "epochs ████████████░░░░░░░░░░░░ 2/4 · loss 2",
      "epochs ████████████████████████ 4/4 · loss 1",
    ]);
  });

  it("escapes what stands in labels and cells", () => {
    progressBar(2, "<i>").done("a & b");
    table([{ name: '<script>"x"' }]);

    const html = shown.map(({ data }) => data["text/html"]).join("");
    expect(html).not.toMatch(/<i>|<script>/);
    expect(html).toContain("a &amp; b");
  });

  it("makes one column per key and aligns numbers", () => {
    table([
      { cell: "rnn", loss: 1.234567 },
      { cell: "lstm", loss: 0.0000123, steps: 12 },
    ]);

    expect(shown[0]!.data["text/plain"]).toBe(
      ["cell      loss  steps", "rnn      1.235", "lstm  1.230e-5     12"].join("\n"),
    );
    expect(() => table([])).toThrow("table: there is nothing to show");
  });

  it("shows equations and prose", () => {
    math("h_t");
    markdown("**b**");

    expect(shown.map(({ data }) => data)).toEqual([
      { "text/latex": "$$h_t$$", "text/plain": "h_t" },
      { "text/markdown": "**b**", "text/plain": "**b**" },
    ]);
  });
});

describe("in a stock tslab kernel", () => {
  afterEach(() => {
    delete globals.__tslab__;
  });

  it("shows the best single type, and updates through one display", () => {
    const raw: [string, string, unknown][] = [];
    const displayNamed = (name: string): object => ({
      raw: (type: string, data: unknown) => raw.push([name, type, data]),
    });
    let displays = 0;
    const tslab = { display: displayNamed("common"), newDisplay: () => displayNamed(`own ${++displays}`) };
    globals.__tslab__ = { require: (id: string) => (id === "tslab" ? tslab : undefined) };

    show({ data: [], layout: {}, alt: "empty" });
    progressBar(2, "steps").done();

    expect(raw.map(([name, type]) => [name, type])).toEqual([
      ["common", "text/html"],
      ["own 1", "text/html"],
      ["own 1", "text/html"],
    ]);
  });
});

describe("in a plain program", () => {
  afterEach(() => vi.restoreAllMocks());

  it("prints the text", () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    const error = vi.spyOn(process.stderr, "write").mockImplementation(() => true);

    show({ data: [], layout: {}, alt: "nothing yet" });
    progressBar(3, "steps").done();

    expect(log).toHaveBeenCalledWith("nothing yet");
    expect(error.mock.calls.map(([text]) => text).join("")).toContain("steps ████████████████████████ 3/3");
  });
});
