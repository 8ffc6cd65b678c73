/** An arrow as SVG: its line and its head. */

import type { ShownArrow } from "../scene.ts";

type Point = readonly [number, number];

export function arrowSvg({ points, strokeWidth }: ShownArrow): string {
  const [before, end] = [points[points.length - 2], points[points.length - 1]];
  const length = Math.hypot(end[0] - before[0], end[1] - before[1]);
  if (length === 0) return "";
  const along: Point = [(end[0] - before[0]) / length, (end[1] - before[1]) / length];
  const head = 7 + 1.6 * strokeWidth;
  const neck: Point = [end[0] - along[0] * head, end[1] - along[1] * head];
  const half = head * 0.5;
  const corners: Point[] = [
    end,
    [neck[0] - along[1] * half, neck[1] + along[0] * half],
    [neck[0] + along[1] * half, neck[1] - along[0] * half],
  ];
  const shaft = [...points.slice(0, -1), neck].map(pointText).join(" ");
  return `<polyline points="${shaft}" style="stroke-width:${strokeWidth}"/><polygon points="${corners.map(pointText).join(" ")}"/>`;
}

const pointText = ([x, y]: Point): string => `${round(x)},${round(y)}`;
const round = (length: number): number => Math.round(length * 10) / 10;
