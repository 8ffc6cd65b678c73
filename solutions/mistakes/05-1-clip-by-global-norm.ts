/** Known mistakes of X5.1, clipping by the global norm. */

import type { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";

const clauses = {
  "per-tensor": "each gradient is clipped by its own norm instead of the norm of all together",
  "by-value": "every element is cut to ±maxNorm; that turns the direction",
  "always-scaled": "the gradients are scaled to maxNorm even when they are shorter",
  "never-scaled": "the scale is returned, but the gradients are not multiplied by it",
  "threshold-reversed": "gradients below the limit are scaled up, and those above it are left alone",
  "sum-of-norms": "the norms of the gradients are added up instead of their squares",
  "no-root": "the square root is missing: the norm is the sum of squares",
  "absolute-sum": "the norm is the sum of absolute values",
  "largest-element": "the norm is the largest absolute value",
  "largest-norm": "the norm is that of the longest gradient alone",
  "mean-square": "the norm is the root of the mean of the squares instead of their sum",
  "first-only": "the norm counts the first gradient only",
  "last-left-out": "the norm leaves out the last gradient",
  "scale-inverted": "the scale is the norm divided by maxNorm, the wrong way round",
  "scale-squared": "the gradients are multiplied by the scale twice",
  "scale-rooted": "the gradients are multiplied by the root of the scale",
  "unit-length": "the gradients are scaled to length 1 instead of maxNorm",
  "norm-after": "the norm is that after clipping instead of before",
  "norm-limited": "the norm is returned cut to maxNorm, and the scale is always 1",
  "soft-limit": "the scale is maxNorm / (norm + maxNorm), which shrinks short gradients too",
  negative: "the clipped gradients have the wrong sign",
  zero: "zeros are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    clipByGlobalNorm(grads: Record<string, Matrix>, maxNorm: number) {
      const norm = normOf(Object.values(grads), has);
      const scale = scaleOf(norm, maxNorm, has);
      const clipped = Object.entries(grads).map(([name, grad]) => {
        const own = has("per-tensor") ? scaleOf(normOf([grad], has), maxNorm, has) : scale;
        return [name, grad.map((v) => changed(v, own, maxNorm, has))];
      });
      const after = has("norm-after") ? norm * scale : norm;
      if (has("zero")) return { norm: 0, scale: 0, clipped: Object.fromEntries(clipped) };
      if (has("norm-limited"))
        return { norm: Math.min(norm, maxNorm), scale: 1, clipped: Object.fromEntries(clipped) };
      return { norm: after, scale, clipped: Object.fromEntries(clipped) };
    },
  }),
  { grave: ["zero"] },
);

function normOf(matrices: readonly Matrix[], has: Has): number {
  const counted = has("first-only")
    ? matrices.slice(0, 1)
    : has("last-left-out")
      ? matrices.slice(0, -1)
      : matrices;
  const values = counted.flatMap(({ data }) => Array.from(data));
  const length = (list: ArrayLike<number>): number => Math.hypot(...Array.from(list));
  if (has("sum-of-norms")) return counted.reduce((sum, { data }) => sum + length(data), 0);
  if (has("largest-norm")) return Math.max(...counted.map(({ data }) => length(data)));
  if (has("absolute-sum")) return values.reduce((sum, v) => sum + Math.abs(v), 0);
  if (has("largest-element")) return Math.max(...values.map(Math.abs));
  const norm = length(values);
  if (has("no-root")) return norm * norm;
  return has("mean-square") ? norm / Math.sqrt(values.length) : norm;
}

function scaleOf(norm: number, maxNorm: number, has: Has): number {
  const limit = has("unit-length") ? 1 : maxNorm;
  if (has("soft-limit")) return maxNorm / (norm + maxNorm);
  if (has("always-scaled")) return limit / norm;
  const above = has("threshold-reversed") ? norm < maxNorm : norm > maxNorm;
  if (!above) return 1;
  return has("scale-inverted") ? norm / limit : limit / norm;
}

function changed(v: number, scale: number, maxNorm: number, has: Has): number {
  if (has("zero")) return 0;
  if (has("by-value")) return Math.max(-maxNorm, Math.min(maxNorm, v));
  if (has("never-scaled")) return v;
  const factor = has("scale-squared") ? scale * scale : has("scale-rooted") ? Math.sqrt(scale) : scale;
  return has("negative") ? -v * factor : v * factor;
}
