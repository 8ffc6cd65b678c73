/** Numbers in the picture change when they are dragged to the side, or by the up and down keys. */

import type { Input } from "../walkthrough.ts";

/** Told which number is to change, and its new value. */
export type ChangeNumber = (input: Input, at: readonly [number, number], value: number) => void;

/** A number as it is now, which the picture shows from the next frame on; undefined where there is none any more. */
export type NumberNow = (input: Input, at: readonly [number, number]) => number | undefined;

/** Listens on the picture, whose numbers say by attributes which ones they are. */
export function changeNumbers(
  svg: SVGSVGElement,
  inputs: () => ReadonlyMap<string, Input>,
  numberNow: NumberNow,
  change: ChangeNumber,
): void {
  const inputAt = (target: Element) => numberAt(target, inputs(), numberNow);
  dragNumbers(svg, inputAt, change);
  stepNumbers(svg, inputAt, change);
}

interface NumberAt {
  readonly input: Input;
  readonly at: readonly [number, number];
  readonly value: number;
}

function numberAt(
  target: Element,
  inputs: ReadonlyMap<string, Input>,
  numberNow: NumberNow,
): NumberAt | undefined {
  const place = target.closest<SVGGElement>("[data-input]");
  const input = place && inputs.get(place.dataset.input!);
  if (!place || !input) return undefined;
  const [row, column] = place.dataset.at!.split(",").map(Number);
  const value = numberNow(input, [row, column]);
  return value === undefined ? undefined : { input, at: [row, column], value };
}

/** A drag by the width of the picture goes over a good half of what is allowed. */
function dragNumbers(
  svg: SVGSVGElement,
  inputAt: (target: Element) => NumberAt | undefined,
  change: ChangeNumber,
): void {
  svg.addEventListener("pointerdown", (event) => {
    const start = inputAt(event.target as Element);
    if (!start || event.button !== 0) return;
    event.preventDefault();
    const selector = `[data-input="${start.input.name}"][data-at="${start.at.join(",")}"]`;
    svg.querySelector<SVGGElement>(selector)?.focus();
    svg.setPointerCapture(event.pointerId);
    svg.classList.add("dragging");
    const perPixel = (start.input.most - start.input.least) / 500;
    const move = (next: PointerEvent) => {
      change(
        start.input,
        start.at,
        rounded(start.input, start.value + (next.clientX - event.clientX) * perPixel),
      );
    };
    const end = () => {
      svg.classList.remove("dragging");
      svg.removeEventListener("pointermove", move);
      svg.removeEventListener("pointerup", end);
      svg.removeEventListener("pointercancel", end);
    };
    svg.addEventListener("pointermove", move);
    svg.addEventListener("pointerup", end);
    svg.addEventListener("pointercancel", end);
  });
}

function stepNumbers(
  svg: SVGSVGElement,
  inputAt: (target: Element) => NumberAt | undefined,
  change: ChangeNumber,
): void {
  svg.addEventListener("keydown", (event) => {
    const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    const found = way === undefined ? undefined : inputAt(event.target as Element);
    if (!found || way === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const size = found.input.names ? 1 : event.shiftKey ? 0.01 : 0.1;
    change(found.input, found.at, rounded(found.input, found.value + way * size));
  });
}

/** Within what is allowed, with two digits after the point at most. */
export function rounded({ least, most, names }: Input, value: number): number {
  const inside = Math.min(most, Math.max(least, value));
  return names ? Math.round(inside) : Math.round(inside * 100) / 100;
}
