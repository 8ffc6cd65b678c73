/** Hints, one more at each asking, and the course's solution once an honest attempt was made. */

import type { ExerciseHelp } from "../../format/exercise-help.ts";
import { button, element } from "../dom/element.ts";
import { call } from "../kernel/server.ts";

export class HelpPanel {
  /** The two buttons. */
  readonly bar: HTMLElement = element("span", { class: "help-bar" });
  /** What they show. */
  readonly dom: HTMLElement = element("div", { class: "help" });
  readonly #address: string;
  readonly #hints = element("ol", { class: "hints", "aria-label": "Hints" });
  readonly #solution = element("div", { class: "solution" });
  readonly #failure = element("p", { class: "check-error", role: "status" });
  readonly #next: HTMLButtonElement;
  readonly #show: HTMLButtonElement;
  readonly #condition = element("span", { class: "condition" });
  readonly #announcement = element("p", { class: "announcement" });
  /** Questions are numbered: an answer that comes after that of a later question is old. */
  #asked = 0;
  #answered = 0;

  constructor(exercise: string) {
    this.#address = `/api/unrolled/exercises/${encodeURIComponent(exercise)}`;
    this.#next = button("Hint", () => void this.#ask("POST", "/hint"), { class: "hint", hidden: true });
    this.#show = button("Solution", () => void this.#toggleSolution(), {
      class: "show-solution",
      "aria-expanded": "false",
      hidden: true,
    });
    this.bar.append(this.#next, this.#show);
    this.dom.append(this.#announcement, this.#hints, this.#condition, this.#failure, this.#solution);
    void this.refresh();
  }

  /** An attempt may have opened the solution. */
  async refresh(): Promise<void> {
    await this.#ask("GET", "");
  }

  async #ask(method: "GET" | "POST", path: string): Promise<void> {
    const number = ++this.#asked;
    try {
      const body = method === "POST" ? { body: {} } : {};
      const help = await call<ExerciseHelp>(method, this.#address + path, body);
      if (number < this.#answered) return;
      this.#answered = number;
      this.#draw(help);
      this.#failure.textContent = "";
    } catch (error) {
      // Help that is not there takes nothing from the exercise; what was asked for is answered.
      if (method === "POST") this.#failure.textContent = (error as Error).message;
    }
  }

  #draw({ hints, hintsLeft, solution, points, maxPoints, announcement = "" }: ExerciseHelp): void {
    this.#announcement.textContent = announcement;
    const shown = this.#hints.childElementCount;
    const isNew = hints.length > shown && !this.#next.hidden;
    if (hints.length !== shown) this.#hints.replaceChildren(...hints.map((hint) => element("li", {}, hint)));
    const last = this.#hints.lastElementChild;
    if (isNew && last instanceof HTMLElement) {
      last.tabIndex = -1;
      last.focus(); // a screen reader reads the hint that was asked for
    }
    this.#next.hidden = hintsLeft === 0;
    this.#next.textContent = hints.length === 0 ? "Hint" : `Next hint (${hintsLeft} left)`;
    this.#show.hidden = solution !== "open";
    const isStuck = hintsLeft === 0 && solution === "locked" && points < maxPoints;
    this.#condition.textContent = isStuck ? "Check an answer of your own, and the solution opens." : "";
  }

  async #toggleSolution(): Promise<void> {
    const isShown = this.#solution.childElementCount > 0;
    this.#show.setAttribute("aria-expanded", String(!isShown));
    this.#show.textContent = isShown ? "Solution" : "Hide the solution";
    if (isShown) return this.#solution.replaceChildren();
    try {
      const { source } = await call<{ source: string }>("GET", `${this.#address}/solution`);
      const code = element("code", {}, source.trim());
      this.#solution.replaceChildren(
        element("p", {}, "The course’s solution. Yours may look different and be as right."),
        element("pre", { class: "source", tabindex: 0 }, code),
      );
      const { highlight } = await import("../editor/highlight.ts");
      highlight(code, source.trim());
    } catch (error) {
      this.#failure.textContent = (error as Error).message;
    }
  }
}
