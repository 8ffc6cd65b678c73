/** Every colour can be told from its neighbours and read on both papers. */

import { describe, expect, it } from "vitest";
import { model, paper, quantity, sweepColour, translucent } from "../../../src/library/figures/palette.ts";

type Rgb = readonly [number, number, number];

/** sRGB to linear light, WCAG 2.2. */
function linear(hex: string): Rgb {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}
const luminance = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(linear(a)), luminance(linear(b))].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** Machado, Oliveira & Fernandes 2009, severity 1. */
const sight: Record<string, readonly Rgb[]> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};

function seenAs(color: string, kind: string): Rgb {
  const c = linear(color);
  const [r, g, b] = sight[kind].map((row) =>
    Math.min(1, Math.max(0, row[0] * c[0] + row[1] * c[1] + row[2] * c[2])),
  );
  return oklab([r, g, b]);
}

/** Ottosson 2020; distances of about 0.02 are just noticeable. */
function oklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
const distance = (a: string, b: string, kind: string): number => {
  const [x, y] = [seenAs(a, kind), seenAs(b, kind)];
  return Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
};

const all = Object.entries({ ...quantity, ...model });

describe("the palette", () => {
  it.each(all)(
    "%s is read as text and seen as a mark on both papers",
    (_name, { mark, textOnLight, textOnDark }) => {
      expect(contrast(textOnLight, paper.light)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(textOnDark, paper.dark)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(mark, paper.light)).toBeGreaterThanOrEqual(3);
      expect(contrast(mark, paper.dark)).toBeGreaterThanOrEqual(3);
    },
  );

  const families: Record<string, readonly string[]> = {
    LSTM: (
      ["inputGate", "forgetGate", "outputGate", "candidate", "cellState", "hiddenState", "gradient"] as const
    ).map((key) => quantity[key].mark),
    GRU: (["resetGate", "updateGate", "gruCandidate", "hiddenState", "gradient"] as const).map(
      (key) => quantity[key].mark,
    ),
    models: Object.values(model).map(({ mark }) => mark),
  };

  it.each(Object.keys(sight).flatMap((kind) => Object.keys(families).map((family) => [family, kind])))(
    "the colours of %s stay apart under %s sight",
    (family, kind) => {
      const marks = families[family];
      const distances = marks.flatMap((a, i) => marks.slice(i + 1).map((b) => distance(a, b, kind)));

      expect(Math.min(...distances)).toBeGreaterThan(0.05); // 2.5 times just noticeable
    },
  );
});

describe("sweepColour", () => {
  it("runs from shrinking to growing and stays inside at both ends", () => {
    expect(sweepColour(0.5)).toBe("rgb(128, 128, 128)");
    expect(sweepColour(-1)).toBe(sweepColour(0));
    expect(sweepColour(2)).toBe(sweepColour(1));
  });
});

describe("translucent", () => {
  it("keeps the colour and sets its opacity", () => {
    expect(translucent("#0072b2", 0.25)).toBe("rgba(0, 114, 178, 0.25)");
  });
});
