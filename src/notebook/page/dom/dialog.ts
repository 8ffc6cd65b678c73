/** A question in front of the page, answered by one of its buttons; Escape is the last answer. */

import { button, element } from "./element.ts";

export interface Answer<Value> {
  readonly label: string;
  readonly value: Value;
}

export function ask<Value>(title: string, text: string, answers: readonly Answer<Value>[]): Promise<Value> {
  return new Promise((resolve) => {
    const dialog = element("dialog", { class: "question", "aria-labelledby": "question-title" });
    let chosen = answers[answers.length - 1].value;
    const buttons = answers.map(({ label, value }) =>
      button(label, () => {
        chosen = value;
        dialog.close();
      }),
    );
    dialog.append(
      element("h2", { id: "question-title" }, title),
      ...text.split("\n").map((line) => element("p", {}, line)),
      element("div", { class: "answers" }, ...buttons),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(chosen);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Something to read; closed by its button or Escape. */
export function show(title: string, ...content: readonly Node[]): void {
  const dialog = element("dialog", { class: "sheet", "aria-labelledby": "sheet-title" });
  const close = button("Close", () => dialog.close(), { class: "close" });
  dialog.append(
    element("h2", { id: "sheet-title", tabindex: -1, autofocus: true }, title),
    ...content,
    close,
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** What the reader asked for did not happen: says why. */
export function tellFailure(error: Error): void {
  show("This did not work", ...error.message.split("\n").map((line) => element("p", {}, line)));
}
