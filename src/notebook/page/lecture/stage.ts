/** The lecture on the screen: one slide of the notebook at a time, in large type, its cells alive. */

import { button, element } from "../dom/element.ts";
import type { LiveCell } from "../model/cell.ts";
import { walkthroughsIn } from "../walkthrough/walkthrough-output.ts";
import { openLectureLink } from "./lecture-link.ts";
import { type LectureCommand, lectureCommand } from "./pointer-keys.ts";
import { hashOfPlace, placeBeside, placeOfHash, type Slide, type SlidePlace, slidesOf } from "./slides.ts";

export interface StageOptions {
  readonly main: HTMLElement;
  readonly header: HTMLElement;
  /** The notebook's path, as the contents API knows it. */
  readonly path: string;
  readonly cells: readonly LiveCell[];
}

export function openStage({ main, header, path, cells }: StageOptions): void {
  const slides = slidesOf(cells);
  if (slides.length === 0) return;
  let place = placeOfHash(slides, location.hash);
  const link = openLectureLink(path, (message) => {
    if (message.kind === "hello") link.tellPlace(place);
    if (message.kind === "command") obey(message.command);
  });
  const counter = element("p", { class: "slide-counter", role: "status" });
  const blank = element("div", { class: "blank", hidden: true });
  header.append(
    counter,
    button("Back", () => obey("previous"), { title: "Back (←)" }),
    button("Next", () => obey("next"), { title: "Next (→)" }),
    ...walkthroughLinks(cells),
    button("Notes", () => openSpeakerWindow(path), { title: "Speaker notes in a second window (S)" }),
    button("Leave", () => location.assign(`/notebooks/${encodeURIComponent(path)}`), {
      title: "Back to the notebook",
    }),
  );
  blank.addEventListener("click", () => obey("blank"));
  document.body.append(blank);

  const show = (next: SlidePlace) => {
    place = next;
    showSlide(main, slides, place);
    counter.textContent = `${place.slide + 1} of ${slides.length}`;
    history.replaceState(null, "", hashOfPlace(place));
    link.tellPlace(place);
  };
  const obey = (command: LectureCommand) => {
    if (command === "notes") return openSpeakerWindow(path);
    if (command === "fullscreen") return toggleFullscreen();
    if (command === "blank" || !blank.hidden) {
      blank.hidden = !blank.hidden; // and nothing else: no slide is skipped unseen
      return;
    }
    const way = command === "next" ? 1 : -1;
    if (command === "first") show({ slide: 0, step: 0 });
    else if (command === "last") show({ slide: slides.length - 1, step: 0 });
    else if (!scrollOn(way)) show(placeBeside(slides, place, way));
  };

  addEventListener(
    "keydown",
    (event) => {
      const command = lectureCommand(event);
      if (command === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      obey(command);
    },
    { capture: true },
  );
  addEventListener("hashchange", () => show(placeOfHash(slides, location.hash)));
  show(place);
}

/** Each walkthrough of the notebook on a page of its own, so that the lecture finds it without running its cell. */
function walkthroughLinks(cells: readonly LiveCell[]): HTMLElement[] {
  const ids = new Set(cells.flatMap(({ source }) => walkthroughsIn(source)));
  return [...ids].map((id) =>
    element("a", { href: `/walkthroughs/${id}`, target: "_blank" }, `Walkthrough ${id}`),
  );
}

function showSlide(main: HTMLElement, slides: readonly Slide[], { slide, step }: SlidePlace): void {
  const visible = new Set(slides[slide].steps.slice(0, step + 1).flat());
  for (const section of main.querySelectorAll<HTMLElement>("section.cell")) {
    section.hidden = !visible.has(section.dataset.cellId ?? "");
  }
  const isNewSlide = main.dataset.slide !== String(slide);
  main.dataset.slide = String(slide);
  if (isNewSlide) scrollTo({ top: 0 });
  else {
    const last = slides[slide].steps[step].at(-1);
    document.getElementById(`cell-${last}`)?.scrollIntoView({ block: "nearest" });
  }
}

/** A slide that is taller than the screen is scrolled before the next one comes. */
function scrollOn(way: -1 | 1): boolean {
  const { scrollHeight, clientHeight, scrollTop } = document.documentElement;
  const left = way > 0 ? scrollHeight - clientHeight - scrollTop : scrollTop;
  if (left < clientHeight * 0.1) return false;
  scrollBy({ top: way * Math.min(left, clientHeight * 0.8) });
  return true;
}

function openSpeakerWindow(path: string): void {
  const address = `/lecture/${encodeURIComponent(path)}?notes=1`;
  open(address, `unrolled-notes-${path}`, "popup,width=1000,height=720");
}

function toggleFullscreen(): void {
  const done =
    document.fullscreenElement === null
      ? document.documentElement.requestFullscreen()
      : document.exitFullscreen();
  done.catch(() => undefined); // a browser that allows none stays as it is
}
