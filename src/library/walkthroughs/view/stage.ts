/** The picture in the page: drawn at each step, redrawn only where it changed; its numbers can be dragged. */

import { type Scene, sceneAt } from "../scene.ts";
import type { Input, Walkthrough } from "../walkthrough.ts";
import { arrowSvg } from "./arrow-svg.ts";
import { boxSvg } from "./box-svg.ts";
import { element, escapeText } from "./dom.ts";
import { type ChangeNumber, changeNumbers, type NumberNow } from "./number-drag.ts";
import { whatHappens, whereToLook } from "./where-to-look.ts";

const namespace = "http://www.w3.org/2000/svg";

export interface Stage {
  readonly dom: HTMLElement;
  show(walkthrough: Walkthrough, step: number, isCovered: boolean): void;
}

/** `change` is told which number was dragged or stepped, and its new value. */
export function createStage(numberNow: NumberNow, change: ChangeNumber): Stage {
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("role", "group");
  const layers = ["arrows", "boxes", "notes"].map((name) => {
    const layer = document.createElementNS(namespace, "g");
    layer.setAttribute("class", name);
    svg.append(layer);
    return createLayer(layer);
  });
  const dom = element("div", { class: "stage" });
  dom.append(svg);
  let inputs = new Map<string, Input>();
  let shownStep = -1;
  changeNumbers(svg, () => inputs, numberNow, change);
  return {
    dom,
    show(walkthrough, step, isCovered) {
      const { picture } = walkthrough;
      inputs = new Map(walkthrough.inputs.map((input) => [input.name, input]));
      svg.setAttribute("viewBox", `-4 -4 ${picture.width + 8} ${picture.height + 8}`);
      svg.style.setProperty("--picture-width", `${picture.width + 8}`);
      svg.style.setProperty("--picture-height", `${picture.height + 8}`);
      svg.setAttribute(
        "aria-label",
        `${walkthrough.title}, step ${step + 1}: ${walkthrough.steps[step].title}`,
      );
      const focused = focusedNumber(svg);
      const scene = sceneAt(picture, step);
      drawScene(layers, scene, { inputs, isCovered });
      focused?.();
      if (step !== shownStep) bringIntoView(dom, scene, picture.width);
      shownStep = step;
    },
  };
}

/** On a narrow page the picture is wider than its place: scrolls to where something happens. */
function bringIntoView(dom: HTMLElement, scene: Scene, width: number): void {
  if (dom.scrollWidth <= dom.clientWidth) return;
  const middle = whereToLook(whatHappens(scene), (dom.clientWidth / dom.scrollWidth) * width);
  if (middle !== undefined) dom.scrollTo({ left: (middle / width) * dom.scrollWidth - dom.clientWidth / 2 });
}

interface Mark {
  readonly id: string;
  readonly class: string;
  readonly transform?: string;
  readonly inner: string;
}

function drawScene(
  [arrows, boxes, notes]: readonly ((marks: readonly Mark[]) => void)[],
  scene: Scene,
  settings: Parameters<typeof boxSvg>[1],
): void {
  arrows(
    scene.arrows.map((arrow) => ({
      id: arrow.id,
      class: `arrow ${arrow.state} ${arrow.isBackward ? "backward" : "forward"} q-${arrow.quantity}`,
      inner: arrowSvg(arrow),
    })),
  );
  boxes(
    scene.boxes.map((box) => ({
      id: box.id,
      class: `box ${box.state} q-${box.quantity}`,
      transform: `translate(${box.x} ${box.y})`,
      inner: boxSvg(box, settings),
    })),
  );
  notes(
    scene.notes.map(({ id, x, y, text, quantity, align = "start" }) => ({
      id,
      class: `note ${quantity ? `q-${quantity}` : ""}`,
      inner: `<text x="${x}" y="${y}" style="text-anchor:${align}">${escapeText(text)}</text>`,
    })),
  );
}

/** Keeps one <g> per id, so that what stays can change smoothly. */
function createLayer(layer: SVGGElement): (marks: readonly Mark[]) => void {
  const drawn = new Map<string, { dom: SVGGElement; mark: Mark }>();
  return (marks) => {
    const ids = new Set(marks.map(({ id }) => id));
    for (const [id, { dom }] of drawn) {
      if (ids.has(id)) continue;
      dom.remove();
      drawn.delete(id);
    }
    for (const mark of marks) {
      const before = drawn.get(mark.id);
      const dom = before?.dom ?? newMark(layer, mark.id);
      drawMark(dom, mark, before?.mark);
      drawn.set(mark.id, { dom, mark });
    }
  };
}

function newMark(layer: SVGGElement, id: string): SVGGElement {
  const dom = document.createElementNS(namespace, "g");
  dom.dataset.id = id;
  layer.append(dom);
  return dom;
}

function drawMark(dom: SVGGElement, mark: Mark, before: Mark | undefined): void {
  if (before?.class !== mark.class) dom.setAttribute("class", mark.class);
  if (mark.transform && before?.transform !== mark.transform) dom.setAttribute("transform", mark.transform);
  if (before?.inner !== mark.inner) dom.innerHTML = mark.inner;
}

/** A number keeps the focus although its box is drawn anew. */
function focusedNumber(svg: SVGSVGElement): (() => void) | undefined {
  const focused = (svg.getRootNode() as ShadowRoot | Document).activeElement?.closest<SVGGElement>(
    "[data-input]",
  );
  if (!focused || !svg.contains(focused)) return undefined;
  const { input, at } = focused.dataset;
  return () => svg.querySelector<SVGGElement>(`[data-input="${input}"][data-at="${at}"]`)?.focus();
}
