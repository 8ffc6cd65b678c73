/** The arrows of W5. */

import { arrow, pointOf } from "../drawing.ts";
import type { Arrow, Box } from "../scene.ts";
import { type GruPart, gruTime } from "./times.ts";
import type { GruRun } from "./trace.ts";

/** The boxes of one convention. */
export type GruKey = "x" | "hPrev" | "r" | "z" | "q" | "n" | "keep" | "renew" | "h";

/** Two ways into h, each as wide as its share. */
export function gruArrows({ steps, update }: GruRun, cell: Readonly<Record<GruKey, Box>>): Arrow[] {
  const at = (part: GruPart): number[] => steps.map((_, t) => gruTime(t, part));
  const wide = (key: "keep" | "renew" | "r", part: GruPart): NonNullable<Arrow["widths"]> =>
    steps.map((step, t) => ({ step: gruTime(t, part), width: 1.5 + 8 * (step[key].sum() / step[key].cols) }));
  const { hPrev, keep, h, z, renew, r, q, n } = cell;
  type Plan = [string, Arrow["quantity"], Arrow["points"][0], Arrow["points"][0], GruPart, Arrow["widths"]?];
  const plans: Plan[] = [
    ["past", "hiddenState", pointOf(hPrev, "right"), pointOf(keep, "left"), "h"],
    ["past-h", "hiddenState", pointOf(keep, "right"), pointOf(h, "left"), "h", wide("keep", "h")],
    ["z-keep", "updateGate", pointOf(z, "top", 0.2), pointOf(keep, "bottom", 0.8), "keep"],
    ["z-renew", "updateGate", pointOf(z, "right"), pointOf(renew, "left"), "keep"],
    ["r-q", "resetGate", pointOf(r, "right"), pointOf(q, "left"), "n"],
    ["q-n", "gruCandidate", pointOf(q, "right"), pointOf(n, "left"), "n", wide("r", "n")],
    ["n-renew", "gruCandidate", pointOf(n, "top"), pointOf(renew, "bottom"), "h"],
    ["renew-h", "gruCandidate", pointOf(renew, "top"), pointOf(h, "bottom"), "h", wide("renew", "h")],
  ];
  return plans.map(([id, quantity, from_, to, part, widths]) =>
    arrow({ id: `${update}-${id}`, quantity, from_, to, lit: at(part), ...(widths && { widths }) }),
  );
}
