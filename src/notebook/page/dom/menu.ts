/** A small menu that opens at a button, walks by arrow keys and closes by Escape or a click elsewhere. */

import { button, element } from "./element.ts";

export interface MenuItem {
  readonly label: string;
  /** The key that does the same, as it is shown. */
  readonly keys?: string;
  readonly disabled?: boolean;
  run(): void;
}

export function menuButton(
  label: string,
  title: string,
  items: () => readonly (MenuItem | "---")[],
): HTMLButtonElement {
  const opener = button(label, () => openMenu(opener, items()), {
    class: "menu-button",
    title,
    "aria-label": title,
    "aria-haspopup": "menu",
    "aria-expanded": "false",
  });
  return opener;
}

function openMenu(opener: HTMLButtonElement, items: readonly (MenuItem | "---")[]): void {
  const menu = element("div", { class: "menu", role: "menu", popover: "auto", "aria-label": opener.title });
  for (const item of items) menu.append(item === "---" ? element("hr") : entry(item, menu));
  opener.after(menu);
  menu.addEventListener("toggle", (event) => {
    const isOpen = (event as ToggleEvent).newState === "open";
    opener.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) menu.remove();
  });
  menu.addEventListener("keydown", (event) => walk(menu, event));
  menu.showPopover();
  place(menu, opener);
  menu.querySelector<HTMLButtonElement>("button:not(:disabled)")?.focus();
}

function entry(item: MenuItem, menu: HTMLElement): HTMLButtonElement {
  const choose = () => {
    menu.hidePopover();
    item.run();
  };
  const made = button(item.label, choose, {
    role: "menuitem",
    disabled: item.disabled === true,
    tabindex: -1,
  });
  if (item.keys !== undefined) made.append(element("kbd", {}, item.keys));
  return made;
}

function place(menu: HTMLElement, opener: HTMLElement): void {
  const anchor = opener.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const left = Math.max(8, Math.min(anchor.right - width, innerWidth - width - 8));
  const below = anchor.bottom + 4;
  const top = below + height > innerHeight - 8 ? Math.max(8, anchor.top - height - 4) : below;
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}

function walk(menu: HTMLElement, event: KeyboardEvent): void {
  const entries = [...menu.querySelectorAll<HTMLButtonElement>("button:not(:disabled)")];
  const now = entries.indexOf(document.activeElement as HTMLButtonElement);
  const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: entries.length - 1 }[event.key];
  event.stopPropagation();
  if (event.key === "Tab") menu.hidePopover();
  if (next === undefined) return;
  event.preventDefault();
  entries.at(next % entries.length)?.focus();
}
