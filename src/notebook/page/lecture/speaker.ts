/** The speaker's window: this slide, the next one, the notes, the time. It leads the stage by the same keys. */

import type { Notebook } from "../../format/notebook.ts";
import { button, element } from "../dom/element.ts";
import { openLectureLink } from "./lecture-link.ts";
import { lectureCommand } from "./pointer-keys.ts";
import { placeBeside, type Slide, type SlidePlace, slidesOf } from "./slides.ts";

export function openSpeakerView(main: HTMLElement, header: HTMLElement, notebook: Notebook): void {
  const slides = slidesOf(notebook.cells);
  const sections = new Map(
    [...main.querySelectorAll<HTMLElement>("section.cell")].map((each) => [each.dataset.cellId, each]),
  );
  const parts = { now: part("Now"), next: part("Next"), notes: part("Notes") };
  const counter = element("p", { class: "slide-counter", role: "status" }, "The lecture is not open.");
  const link = openLectureLink(main.dataset.path as string, (message) => {
    if (message.kind === "place") show(message.place);
  });
  const copies = (ids: readonly string[]) => ids.flatMap((id) => copy(sections.get(id)) ?? []);

  const show = (place: SlidePlace) => {
    counter.textContent = `${place.slide + 1} of ${slides.length}`;
    parts.now.content.replaceChildren(...copies(shownAt(slides, place)));
    const after = placeBeside(slides, place, 1);
    const isLast = after.slide === place.slide && after.step === place.step;
    const end = element("p", { class: "quiet" }, "This is the last slide.");
    parts.next.content.replaceChildren(...(isLast ? [end] : copies(shownAt(slides, after))));
    const notes = copies(notesAt(slides, place)).map(unfolded);
    const none = element("p", { class: "quiet" }, "No notes for this slide.");
    parts.notes.content.replaceChildren(...(notes.length > 0 ? notes : [none]));
  };

  header.append(
    counter,
    button("Back", () => link.tellCommand("previous")),
    button("Next", () => link.tellCommand("next")),
    clock(),
  );
  main.replaceChildren(parts.now.dom, parts.next.dom, parts.notes.dom);
  addEventListener("keydown", (event) => {
    const command = lectureCommand(event);
    if (command === undefined || command === "notes" || command === "fullscreen") return;
    event.preventDefault();
    link.tellCommand(command);
  });
  if (slides.length > 0) show({ slide: 0, step: 0 });
  link.hello();
}

function part(title: string): { dom: HTMLElement; content: HTMLElement } {
  const content = element("div", { class: "content", tabindex: 0, role: "group", "aria-label": title });
  const dom = element(
    "section",
    { class: `speaker-part ${title.toLowerCase()}` },
    element("h2", {}, title),
    content,
  );
  return { dom, content };
}

const shownAt = (slides: readonly Slide[], { slide, step }: SlidePlace): string[] =>
  slides[slide].steps.slice(0, step + 1).flat();

/** The notes of a slide; one without any goes on with those of the slide before it. */
function notesAt(slides: readonly Slide[], { slide }: SlidePlace): readonly string[] {
  return slides.slice(0, slide + 1).findLast(({ notes }) => notes.length > 0)?.notes ?? [];
}

/** Notes are folded where the notebook is read, and open before the speaker. */
function unfolded(copied: HTMLElement): HTMLElement {
  for (const fold of copied.querySelectorAll("details")) fold.open = true;
  return copied;
}

/** Without the ids, which the page has once. */
function copy(section: HTMLElement | undefined): HTMLElement | undefined {
  if (section === undefined) return undefined;
  const made = section.cloneNode(true) as HTMLElement;
  for (const each of [made, ...made.querySelectorAll("[id]")]) each.removeAttribute("id");
  return made;
}

/** Time since the first click on it or since the window was opened; another click begins anew. */
function clock(): HTMLElement {
  let since = Date.now();
  const made = button(
    "0:00",
    () => {
      since = Date.now();
      draw();
    },
    {
      class: "clock",
      title: "Time since the beginning; click to begin anew",
    },
  );
  const draw = () => {
    const seconds = Math.floor((Date.now() - since) / 1_000);
    made.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };
  setInterval(draw, 1_000);
  return made;
}
