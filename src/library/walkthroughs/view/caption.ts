/** What is said below the picture: the step's equation, its numbers, its line of code; a question before the answer. */

import type { Walkthrough } from "../walkthrough.ts";
import { newInPicture } from "../words.ts";
import { element } from "./dom.ts";

export type RenderMath = (tex: string) => string;

export interface Caption {
  readonly dom: HTMLElement;
  show(walkthrough: Walkthrough, step: number, isCovered: boolean): void;
}

/** `reveal` is called when the reader has thought about the question. */
export function createCaption(renderMath: RenderMath, reveal: () => void): Caption {
  const heading = element("strong", {});
  const equation = element("div", {
    class: "equation",
    tabindex: 0,
    role: "group",
    "aria-label": "equation",
  });
  const text = element("p", { class: "text" });
  const question = element("p", { class: "question" });
  const button = element("button", { type: "button", class: "reveal" }, "Reveal");
  const asked = element("div", { class: "asked" }, question, button);
  const answer = element("p", { class: "answer" });
  const code = element("p", { class: "code" });
  const said = element("div", { class: "said", "aria-live": "polite" }, heading, text, asked, answer);
  button.addEventListener("click", reveal);
  let tex = "";
  return {
    dom: element("div", { class: "caption" }, said, equation, code),
    show({ steps }, step, isCovered) {
      const { title, way, text: says, equation: written, code: line, predict } = steps[step];
      setText(heading, title);
      heading.dataset.way = way;
      setText(text, isCovered ? "" : says);
      setText(question, predict && isCovered ? `Predict first. ${predict.question}` : "");
      setText(answer, predict && !isCovered ? `${predict.question} ${predict.answer}` : "");
      asked.hidden = !isCovered;
      answer.hidden = !predict || isCovered;
      code.replaceChildren(
        element("code", {}, line.line),
        element("span", {}, ` ${line.file}, ${line.function}`),
      );
      if (tex !== written) equation.innerHTML = renderMath(written);
      tex = written;
    },
  };
}

function setText(dom: HTMLElement, text: string): void {
  if (dom.textContent !== text) dom.textContent = text;
}

/** All steps as a list that says the same as the pictures. */
export function createWordList(go: (step: number) => void): Caption {
  const list = element("ol", {});
  const details = element("details", { class: "words" }, element("summary", {}, "All steps as text"), list);
  let shown: (() => void) | undefined;
  details.addEventListener("toggle", () => shown?.());
  const link = (title: string, step: number) => {
    const made = element("button", { type: "button" }, title);
    made.addEventListener("click", () => go(step));
    return made;
  };
  return {
    dom: details,
    show(walkthrough, step) {
      shown = () => {
        if (!details.open) return;
        list.replaceChildren(
          ...walkthrough.steps.map(({ title, text, predict }, k) => {
            const news = newInPicture(walkthrough, k).map((line) => element("li", {}, line));
            const item = element("li", {}, link(title, k), ` ${text}`);
            if (predict)
              item.append(element("p", { class: "answer" }, `${predict.question} ${predict.answer}`));
            if (news.length > 0) item.append(element("ul", {}, ...news));
            if (k === step) item.setAttribute("aria-current", "step");
            return item;
          }),
        );
      };
      shown();
    },
  };
}
