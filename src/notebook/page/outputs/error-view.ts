/** An error: its name and message first, then where it came from, with places one can go to. */

import type { ErrorOutput } from "../../format/notebook.ts";
import { button, element } from "../dom/element.ts";
import { ansiFragment, withoutAnsi } from "./ansi.ts";
import type { OutputView } from "./output-view.ts";

/** A line of the cell that ran as number `count`, or of this cell if the error names none. */
export interface ErrorPlace {
  readonly count: number;
  readonly line: number;
  readonly column: number;
}

/** As the kernel writes it: `cell 3:5:22`. */
const place = /\bcell[ _]?\[?(\d+)\]?:(\d+):(\d+)/;

const framesOfTheReader = 6;

export function drawError(error: ErrorOutput, goTo: (place: ErrorPlace) => void): OutputView {
  if (error.ename === "KeyboardInterrupt") return drawInterrupt(error);
  const message = element("p", { class: "message" });
  message.append(element("strong", {}, error.ename), error.evalue === "" ? "" : ": ");
  message.append(withPlaces(withoutAnsi(error.evalue), goTo));
  const dom = element("div", { class: "output error", role: "group", "aria-label": "Error" }, message);
  const lines = error.traceback.flatMap((entry) => entry.split("\n"));
  const repeatsMessage = withoutAnsi(lines[0] ?? "").startsWith(error.ename);
  const rest = repeatsMessage ? lines.slice(error.evalue.split("\n").length) : lines;
  const { own, internal } = partFrames(rest);
  if (own.length > 0) dom.append(tracebackText(own, goTo));
  if (internal.length > 0) {
    const summary = element("summary", {}, `${internal.length} lines inside libraries`);
    dom.append(element("details", {}, summary, tracebackText(internal, goTo)));
  }
  return { dom };
}

/** The reader stopped the cell: nothing went wrong. */
function drawInterrupt({ evalue }: ErrorOutput): OutputView {
  return { dom: element("p", { class: "output interrupt" }, element("strong", {}, "Stopped. "), evalue) };
}

/** Frames after the last one in a cell say where the call came from inside the kernel: folded away. */
function partFrames(lines: readonly string[]): { own: readonly string[]; internal: readonly string[] } {
  const last = lines.findLastIndex((line) => place.test(line) || / \| /.test(line));
  const cut = last < 0 ? Math.min(lines.length, framesOfTheReader) : last + 1;
  return { own: lines.slice(0, cut), internal: lines.slice(cut).filter((line) => line.trim() !== "") };
}

function tracebackText(lines: readonly string[], goTo: (place: ErrorPlace) => void): HTMLElement {
  const pre = element("pre", { class: "traceback" });
  lines.forEach((line, index) => {
    if (index > 0) pre.append("\n");
    pre.append(place.test(line) ? withPlaces(withoutAnsi(line), goTo) : ansiFragment(line));
  });
  return pre;
}

function withPlaces(text: string, goTo: (place: ErrorPlace) => void): DocumentFragment {
  const fragment = document.createDocumentFragment();
  let from = 0;
  for (const match of text.matchAll(new RegExp(place, "g"))) {
    const target = { count: Number(match[1]), line: Number(match[2]), column: Number(match[3]) };
    const link = button(match[0], () => goTo(target), { class: "place", title: "Go to this line" });
    fragment.append(text.slice(from, match.index), link);
    from = match.index + match[0].length;
  }
  fragment.append(text.slice(from));
  return fragment;
}
