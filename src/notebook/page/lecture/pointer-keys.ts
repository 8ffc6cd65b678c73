/** The keys of a lecture, which are those that a presenter's pointer sends. */

export type LectureCommand = "next" | "previous" | "first" | "last" | "blank" | "fullscreen" | "notes";

const commands: Readonly<Record<string, LectureCommand>> = {
  ArrowRight: "next",
  ArrowDown: "next",
  PageDown: "next",
  " ": "next",
  n: "next",
  ArrowLeft: "previous",
  ArrowUp: "previous",
  PageUp: "previous",
  p: "previous",
  Home: "first",
  End: "last",
  b: "blank",
  ".": "blank",
  f: "fullscreen",
  s: "notes",
};

/** What a key means; undefined while something is typed, a button or a walkthrough has the focus, or a modifier is held. */
export function lectureCommand(event: KeyboardEvent): LectureCommand | undefined {
  const target = event.target as Element;
  const isTyping =
    target.closest(".cm-editor, input, textarea, select, [role=menu], dialog, [data-walkthrough]") !== null;
  const presses = event.key === " " && target.closest("button, a, summary, [role=slider]") !== null;
  if (isTyping || presses || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
    return undefined;
  if (event.key === " " && event.shiftKey) return "previous";
  return commands[event.key.length === 1 ? event.key.toLowerCase() : event.key];
}
