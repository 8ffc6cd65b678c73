/** Search over all notebooks: every word, in any order. Arrow keys walk the places found, Enter goes there. */

import type { SearchHit } from "../../format/search.ts";
import { button, element } from "../dom/element.ts";

/** Where one searches: in the workbook the server, in the book a text that lies beside the pages. */
export interface SearchSource {
  readonly title: string;
  find(text: string): Promise<readonly SearchHit[]>;
  /** The address of a place that was found. */
  addressOf(hit: SearchHit): string;
}

/** No source gives more places than this. */
const mostHits = 50;

/** In milliseconds after the last key. */
const pause = 150;

export function searchButton(source: SearchSource): HTMLButtonElement {
  return button("Search", () => openSearch(source), { class: "search", title: `${source.title} (/)` });
}

/** "/" searches, as in most books on a screen, unless something is being typed. */
export function openSearchByKey(source: SearchSource): void {
  addEventListener("keydown", (event) => {
    const isTyping = (event.target as Element).closest(".cm-editor, input, textarea, dialog") !== null;
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.isComposing) return;
    event.preventDefault();
    openSearch(source);
  });
}

function openSearch(source: SearchSource): void {
  const field = element("input", {
    type: "text", // Escape would clear a field of type "search" before it closed the dialog
    role: "searchbox",
    inputmode: "search",
    "aria-label": source.title,
    placeholder: source.title,
    autocomplete: "off",
    spellcheck: "false",
  });
  const status = element("p", { class: "search-status", role: "status" });
  const results = element("ol", { class: "search-results" });
  const dialog = element(
    "dialog",
    { class: "search-dialog", "aria-label": "Search" },
    field,
    status,
    results,
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = 0;

  /** Who walks the results already, while an answer is still on its way, stays where he was. */
  const replaceResults = (entries: readonly HTMLElement[]) => {
    const at = linksIn(results).indexOf(document.activeElement as HTMLElement);
    results.replaceChildren(...entries);
    const links = linksIn(results);
    if (at >= 0) (links[Math.min(at, links.length - 1)] ?? field).focus();
  };
  const search = async () => {
    const number = ++latest;
    const text = field.value.trim();
    if (text === "") {
      results.replaceChildren();
      status.textContent = "";
      return;
    }
    try {
      const hits = await source.find(text);
      if (number !== latest) return;
      replaceResults(hits.map((hit) => entry(hit, source.addressOf(hit), () => dialog.close())));
      status.textContent = countWords(hits.length);
    } catch (error) {
      if (number === latest) status.textContent = (error as Error).message;
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void search(), pause);
  });
  dialog.addEventListener("keydown", (event) => walk(event, field, results));
  dialog.addEventListener("click", (event) => {
    if (isBeside(dialog, event)) dialog.close(); // a telephone has no Escape
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** What is beside the dialog belongs to it too, as its backdrop. */
function isBeside(dialog: HTMLElement, { target, clientX, clientY }: MouseEvent): boolean {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  return target === dialog && (clientX < left || clientX > right || clientY < top || clientY > bottom);
}

function countWords(count: number): string {
  if (count === 0) return "No cell holds all these words.";
  if (count >= mostHits) return `The first ${count} places`;
  return count === 1 ? "1 place" : `${count} places`;
}

function entry({ title, heading, line }: SearchHit, address: string, close: () => void): HTMLLIElement {
  const link = element(
    "a",
    { href: address },
    element(
      "span",
      { class: "where" },
      heading === title ? title : `${title} › ${heading.replace(/[$`*]/g, "")}`,
    ),
    element("span", { class: "line" }, line),
  );
  link.addEventListener("click", close);
  return element("li", {}, link);
}

const linksIn = (results: HTMLElement): HTMLElement[] => [...results.querySelectorAll("a")];

function walk(event: KeyboardEvent, field: HTMLElement, results: HTMLElement): void {
  event.stopPropagation(); // no key is the notebook's while one searches
  const stops = [field, ...linksIn(results)];
  const now = stops.indexOf(document.activeElement as HTMLElement);
  const next = { ArrowDown: now + 1, ArrowUp: now - 1 }[event.key];
  if (event.key === "Enter" && now === 0) stops[1]?.click();
  if (next === undefined || event.isComposing) return;
  event.preventDefault();
  stops[Math.max(0, Math.min(stops.length - 1, next))]?.focus();
}
