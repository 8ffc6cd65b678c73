import { describe, expect, it } from "vitest";
import {
  hashOfPlace,
  placeBeside,
  placeOfHash,
  slidesOf,
} from "../../../../src/notebook/page/lecture/slides.ts";
import { type LiveCell, newCell } from "../../../../src/notebook/page/model/cell.ts";

const cell = (id: string, type: string | undefined, kind: "code" | "markdown" = "markdown"): LiveCell => ({
  ...newCell(kind, `text of ${id}`),
  id,
  metadata: type === undefined ? {} : { slideshow: { slide_type: type } },
});

const lecture = [
  cell("imports", "skip", "code"),
  cell("title", "slide"),
  cell("run", "-", "code"),
  cell("reveal", "fragment"),
  cell("say", "notes"),
  cell("more", "skip"),
  cell("config", "skip", "code"),
  cell("second", "subslide"),
  cell("plain", undefined),
];

describe("the slides of a notebook", () => {
  it("follow Jupyter's marks; left out code is nobody's, left out text is the speaker's", () => {
    expect(slidesOf(lecture)).toEqual([
      { steps: [["title", "run"], ["reveal"]], notes: ["say", "more"] },
      { steps: [["second", "plain"]], notes: [] },
    ]);
  });

  it("begin at the headings where nothing is marked", () => {
    const headed = (id: string, source: string): LiveCell => ({ ...newCell("markdown", source), id });

    const slides = slidesOf([
      headed("a", "# One"),
      headed("b", "prose"),
      headed("c", "## Two"),
      headed("d", "### Three"),
    ]);

    expect(slides.map(({ steps }) => steps)).toEqual([[["a", "b"]], [["c", "d"]]]);
  });

  it("are walked step by step, and stay at the ends", () => {
    const slides = slidesOf(lecture);
    const walk = (way: -1 | 1, from = { slide: 0, step: 0 }) => {
      const places = [from];
      for (let count = 0; count < 3; count++) places.push(placeBeside(slides, places.at(-1)!, way));
      return places.map(hashOfPlace);
    };

    expect(walk(1)).toEqual(["#1", "#1.1", "#2", "#2"]);
    expect(walk(-1, { slide: 1, step: 0 })).toEqual(["#2", "#1.1", "#1", "#1"]);
  });

  it("are found by their address, whatever it says", () => {
    const slides = slidesOf(lecture);

    expect(
      ["#2", "#1.1", "#99.99", "#0", "", "#h-title"].map((hash) => hashOfPlace(placeOfHash(slides, hash))),
    ).toEqual(["#2", "#1.1", "#2", "#1", "#1", "#1"]);
  });
});
