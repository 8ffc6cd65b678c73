/**
 * Keys as the commands name them: "Shift-Enter", "Mod-Enter" (Ctrl, or ⌘ on a Mac), "d d", "Shift-m".
 * A letter is its place on the keyboard if the reader types in another script, so that "m" works with a
 * Korean keyboard; while a syllable is being composed, no key is a command.
 */

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
const sequencePause = 800;

export function keyName(event: KeyboardEvent): string | undefined {
  if (event.isComposing || event.key === "Dead" || /^(?:Shift|Control|Alt|Meta)$/.test(event.key))
    return undefined;
  const parts = [
    event.ctrlKey || event.metaKey ? "Mod" : "",
    event.altKey ? "Alt" : "",
    event.shiftKey ? "Shift" : "",
    letterOf(event),
  ];
  return parts.filter((part) => part !== "").join("-");
}

function letterOf({ key, code }: KeyboardEvent): string {
  const isOtherScript = key.length === 1 ? key > "\u007f" : key === "Process";
  const place = /^(?:Key|Digit)(.)$/.exec(code)?.[1];
  if ((isOtherScript || /^[a-z]$/i.test(key)) && place !== undefined && (isOtherScript || key.length === 1)) {
    return (isOtherScript ? place : key).toLowerCase();
  }
  return code === "Minus" ? "-" : key;
}

/** Joins two keys pressed one after the other: "d" and "d" make "d d". */
export class KeySequence {
  #first: { name: string; time: number } | undefined;

  /** The names to look for, the longer one first. */
  next(name: string, time: number): string[] {
    const first = this.#first;
    const isSecond = first !== undefined && time - first.time < sequencePause;
    this.#first = { name, time };
    return isSecond ? [`${first.name} ${name}`, name] : [name];
  }

  reset(): void {
    this.#first = undefined;
  }
}

/** As it is written in menus and in the list of keys. */
export function keyLabel(keys: string): string {
  return keys
    .split(" ")
    .map((key) =>
      key
        .replace("Mod", isMac ? "⌘" : "Ctrl")
        .replace("Alt", isMac ? "⌥" : "Alt")
        .replace("ArrowUp", "↑")
        .replace("ArrowDown", "↓")
        .replace(/(^|-)([a-z])$/, (_, before: string, letter: string) => before + letter.toUpperCase()),
    )
    .join(", ");
}
