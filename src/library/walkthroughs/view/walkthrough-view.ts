/** A walkthrough on a page: picture, words, controls. It lives in a shadow root, so no page's style can disturb it. */

import type { SetupChanges } from "../setup.ts";
import type { Walkthrough } from "../walkthrough.ts";
import { createCaption, createWordList, type RenderMath } from "./caption.ts";
import { createControls, createNumberFields } from "./controls.ts";
import { element } from "./dom.ts";
import type { ChangeNumber, NumberNow } from "./number-drag.ts";
import { createStage } from "./stage.ts";
import { style } from "./style.ts";
import { Walk } from "./walk.ts";

export interface ViewOptions {
  readonly id: string;
  /** Numbers and choices that differ from the walkthrough's own. */
  readonly setup?: SetupChanges;
  /** TeX to HTML or MathML. */
  readonly renderMath: RenderMath;
  /** The walkthrough is the page: it takes the keys wherever the focus is. */
  readonly isPage?: boolean;
  /** Address of the walkthrough on a page of its own. */
  readonly pageAddress?: string;
}

export interface WalkthroughView {
  /** What is shown now. */
  readonly walkthrough: Walkthrough;
  /** Counts from 0. */
  readonly step: number;
  destroy(): void;
}

/** Draws into `host`. Throws a RangeError on an id or a setup that is not known. */
export function mountWalkthrough(host: HTMLElement, options: ViewOptions): WalkthroughView {
  let frame = 0;
  const walk = new Walk(options.id, options.setup, () => {
    frame ||= requestAnimationFrame(draw);
  });
  const numberNow: NumberNow = ({ name }, [row, column]) =>
    walk.walkthrough.setup.numbers[name]?.[row]?.[column];
  const change: ChangeNumber = ({ name }, at, value) => walk.change(name, at, value);
  const parts = {
    controls: createControls(walk),
    stage: createStage(numberNow, change),
    caption: createCaption(options.renderMath, () => walk.reveal()),
    fields: createNumberFields(change),
    words: createWordList((step) => walk.go(step)),
  };
  const draw = () => {
    cancelAnimationFrame(frame);
    frame = 0;
    for (const part of Object.values(parts)) part.show(walk.walkthrough, walk.step, walk.isCovered);
  };
  const section = sectionOf(walk.walkthrough, options);
  section.append(...Object.values(parts).map(({ dom }) => dom));
  shadowOf(host, options.id).replaceChildren(section);
  const onKey = (event: Event) => obeyKey(event as KeyboardEvent, walk);
  const listener: EventTarget = options.isPage ? document : section;
  listener.addEventListener("keydown", onKey);
  draw();
  return {
    get walkthrough() {
      return walk.walkthrough;
    },
    get step() {
      return walk.step;
    },
    destroy() {
      cancelAnimationFrame(frame);
      listener.removeEventListener("keydown", onKey);
      section.remove();
    },
  };
}

/** A style sheet made by a script is allowed where the page's policy forbids style elements. */
function shadowOf(host: HTMLElement, id: string): ShadowRoot {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
  host.dataset.walkthrough = id;
  return root;
}

function sectionOf({ title, summary }: Walkthrough, { isPage, pageAddress }: ViewOptions): HTMLElement {
  const section = element("section", { tabindex: -1, "aria-label": title });
  if (pageAddress) section.append(element("a", { class: "full", href: pageAddress }, "On a page of its own"));
  section.append(element(isPage ? "h1" : "h2", {}, title), element("p", { class: "summary" }, summary));
  return section;
}

const ways: Readonly<Record<string, -1 | 1>> = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };

function obeyKey(event: KeyboardEvent, walk: Walk): void {
  const target = event.composedPath()[0] as Element;
  const isTaken = target.closest?.("input, select, textarea, [contenteditable]") != null;
  if (isTaken || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const way = ways[event.key];
  if (way !== undefined) walk.move(way);
  else if (event.key === "Home") walk.go(0);
  else if (event.key === "End") walk.go(walk.walkthrough.steps.length - 1);
  else return;
  event.preventDefault();
}
