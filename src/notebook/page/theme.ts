/** Light or dark: what the system says, until the reader says otherwise. The choice is remembered. */

import { button } from "./dom/element.ts";

/** Read by the server's inline script too, before the first paint. */
const storageKey = "unrolled.theme";
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

type Theme = "light" | "dark";

export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "light" || chosen === "dark") return chosen;
  return systemIsDark.matches ? "dark" : "light";
}

export function onThemeChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function themeButton(): HTMLButtonElement {
  const made = button("", () => choose(currentTheme() === "dark" ? "light" : "dark"), { class: "theme" });
  const label = () => {
    const next = currentTheme() === "dark" ? "Light" : "Dark";
    made.textContent = next;
    made.title = `${next} theme`;
    made.setAttribute("aria-label", `${next} theme`);
  };
  label();
  onThemeChange(label);
  return made;
}

/** Choosing what the system prefers anyway means following the system again. */
function choose(theme: Theme): void {
  const { dataset } = document.documentElement;
  const followsSystem = (theme === "dark") === systemIsDark.matches;
  if (followsSystem) delete dataset.theme;
  else dataset.theme = theme;
  try {
    if (followsSystem) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, theme);
  } catch {
    // a browser that stores nothing forgets the choice
  }
  for (const listener of listeners) listener();
}

systemIsDark.addEventListener("change", () => {
  for (const listener of listeners) listener();
});
