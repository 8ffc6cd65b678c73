/**
 * A notebook as slides, by Jupyter's own convention: `metadata.slideshow.slide_type` of each cell.
 * "slide" and "subslide" begin a slide, "fragment" appears at the next key, "skip" and "notes" stay off
 * the screen, anything else goes on with what is there. A notebook without such marks is parted at its
 * headings of the first two levels.
 * https://nbconvert.readthedocs.io/en/latest/config_options.html
 */

import type { LiveCell } from "../model/cell.ts";

export interface Slide {
  /** Ids of the cells that appear at each step; step 0 is what the slide begins with. */
  readonly steps: readonly (readonly string[])[];
  /** Ids of the cells that only the speaker sees: notes, and text that is left out. */
  readonly notes: readonly string[];
}

/** `slide` and `step` count from 0. */
export interface SlidePlace {
  readonly slide: number;
  readonly step: number;
}

type Role = "begin" | "fragment" | "continue" | "skip" | "notes";

export function slidesOf(cells: readonly LiveCell[]): Slide[] {
  const isMarked = cells.some((cell) => typeOf(cell) === "slide" || typeOf(cell) === "subslide");
  const slides: { steps: string[][]; notes: string[] }[] = [];
  for (const cell of cells) {
    const role = isMarked ? markedRole(cell) : headingRole(cell);
    const isOnScreen = role !== "skip" && role !== "notes";
    if (role === "begin" || (slides.length === 0 && isOnScreen)) slides.push({ steps: [[]], notes: [] });
    const slide = slides.at(-1);
    if (slide === undefined) continue; // code that prepares the lecture
    if (role === "notes" || (role === "skip" && cell.cell_type === "markdown")) slide.notes.push(cell.id);
    if (role === "fragment") slide.steps.push([cell.id]);
    if (role === "begin" || role === "continue") slide.steps.at(-1)?.push(cell.id);
  }
  return slides;
}

const typeOf = (cell: LiveCell): string | undefined => cell.metadata.slideshow?.slide_type;

function markedRole(cell: LiveCell): Role {
  switch (typeOf(cell)) {
    case "slide":
    case "subslide":
      return "begin";
    case "fragment":
    case "skip":
    case "notes":
      return typeOf(cell) as Role;
    default:
      return "continue";
  }
}

function headingRole({ cell_type, source }: LiveCell): Role {
  return cell_type === "markdown" && /^##? +\S/m.test(source) ? "begin" : "continue";
}

/** The next (1) or the previous (-1) place; the same at either end. Going back shows a slide complete. */
export function placeBeside(slides: readonly Slide[], { slide, step }: SlidePlace, way: -1 | 1): SlidePlace {
  const steps = slides[slide].steps.length;
  if (way > 0 && step + 1 < steps) return { slide, step: step + 1 };
  if (way > 0) return slide + 1 < slides.length ? { slide: slide + 1, step: 0 } : { slide, step };
  if (step > 0) return { slide, step: step - 1 };
  return slide > 0 ? { slide: slide - 1, step: slides[slide - 1].steps.length - 1 } : { slide, step };
}

/** `#5.2` is the third step of the fifth slide; an address without it begins at the beginning. */
export function placeOfHash(slides: readonly Slide[], hash: string): SlidePlace {
  const [, number = "1", step = "0"] = /^#(\d+)(?:\.(\d+))?$/.exec(hash) ?? [];
  const slide = Math.min(slides.length, Math.max(1, Number(number))) - 1;
  return { slide, step: Math.min(Number(step), (slides[slide]?.steps.length ?? 1) - 1) };
}

export const hashOfPlace = ({ slide, step }: SlidePlace): string =>
  `#${slide + 1}${step > 0 ? `.${step}` : ""}`;
