/**
 * The Check button of an exercise and what it answers: points, each check, the mistake by its name.
 * The event "checked" tells the page that an answer was graded.
 */

import type { CheckOutcome, CheckResult } from "../../format/check-result.ts";
import { button, element } from "../dom/element.ts";
import { call } from "../kernel/server.ts";
import { HelpPanel } from "./help-panel.ts";

export class CheckPanel {
  readonly dom: HTMLElement;
  readonly #exercise: string;
  readonly #source: () => string;
  readonly #check: HTMLButtonElement;
  readonly #state = element("span", { class: "check-state", role: "status" });
  readonly #answer = element("div", { class: "check-answer" });
  readonly #help: HelpPanel;
  #running: AbortController | undefined;

  /** `source` gives the cell's text at the moment of the check. */
  constructor(exercise: string, source: () => string) {
    this.#exercise = exercise;
    this.#source = source;
    const once = ({ detail }: MouseEvent) => detail < 2 && this.toggle(); // a double click shall not cancel
    this.#check = button("Check", once, {
      class: "check",
      title: "Check this answer (Ctrl-Enter twice)",
    });
    const bar = element(
      "div",
      { class: "check-bar" },
      this.#check,
      element("span", { class: "exercise" }, exercise),
    );
    this.#help = new HelpPanel(exercise);
    bar.append(this.#state, this.#help.bar);
    this.dom = element("div", { class: "check-panel" }, bar, this.#answer, this.#help.dom);
  }

  toggle(): void {
    if (this.#running === undefined) void this.check();
    else this.#running.abort();
  }

  async check(): Promise<void> {
    if (this.#running !== undefined) return;
    const running = new AbortController();
    this.#running = running;
    const since = performance.now();
    this.#check.textContent = "Cancel";
    this.dom.classList.add("checking");
    this.#say("checking in a fresh process");
    const clock = setInterval(() => {
      this.#say(`checking in a fresh process, ${Math.round((performance.now() - since) / 1_000)} s`);
    }, 1_000);
    try {
      const body = { exercise: this.#exercise, source: this.#source() };
      const result = await call<CheckResult>("POST", "/api/unrolled/check", { body, signal: running.signal });
      this.#show(result);
      this.dom.dispatchEvent(new CustomEvent("checked", { bubbles: true }));
      void this.#help.refresh();
    } catch (error) {
      this.#say(running.signal.aborted ? "cancelled" : "not checked");
      if (!running.signal.aborted) this.#answer.replaceChildren(failure(error as Error));
    } finally {
      clearInterval(clock);
      this.#running = undefined;
      this.#check.textContent = "Check";
      this.dom.classList.remove("checking");
    }
  }

  #say(text: string): void {
    this.#state.textContent = text;
  }

  #show(result: CheckResult): void {
    const isFull = result.points >= result.maxPoints;
    this.dom.classList.toggle("full", isFull);
    this.#say(`${result.points} of ${result.maxPoints} points`);
    const parts: Node[] = [element("p", { class: "verdict" }, verdict(result))];
    if (result.error !== undefined) parts.push(...paragraphs(result.error, "check-error"));
    if (result.diagnosis !== undefined) parts.push(...paragraphs(result.diagnosis, "diagnosis"));
    if (result.checks.length > 0)
      parts.push(element("ol", { class: "checks" }, ...result.checks.map(outcome)));
    if (result.notes.length > 0) {
      const notes = result.notes.map((note) => element("li", {}, note));
      parts.push(element("ul", { class: "check-notes" }, ...notes));
    }
    this.#answer.replaceChildren(...parts);
  }

  destroy(): void {
    this.#running?.abort();
  }
}

function verdict({ points, maxPoints, checks, error }: CheckResult): string {
  if (error !== undefined) return "This answer could not be run.";
  if (points >= maxPoints) return "Right. Every check passes.";
  const passed = checks.filter((check) => check.status === "passed").length;
  if (passed === 0) return "Not yet. Start with the first check below.";
  return `${passed} of ${checks.length} checks pass. The first one that does not says what to look at.`;
}

const signs = { passed: "✓", failed: "✗", skipped: "–" } as const;
const words = { passed: "passed", failed: "not yet", skipped: "skipped" } as const;

function outcome({ id, title, points, maxPoints, status, message, hidden }: CheckOutcome): HTMLLIElement {
  const sign = element("span", { class: "sign", "aria-hidden": "true" }, signs[status]);
  const heading = element(
    "span",
    { class: "check-title" },
    `${id} · ${title}${hidden === undefined || hidden === title ? "" : " (hidden in a class)"}`,
  );
  const score = element("span", { class: "score" }, `${words[status]}, ${points} of ${maxPoints}`);
  const line = element("div", { class: "check-line" }, sign, heading, score);
  return element("li", { class: status }, line, ...paragraphs(message ?? "", "reason"));
}

/** A message keeps its own lines: numbers in it stand under each other. */
function paragraphs(text: string, className: string): HTMLElement[] {
  return text.trim() === "" ? [] : [element("p", { class: className }, text.trim())];
}

function failure(error: Error): HTMLElement {
  return element("p", { class: "check-error" }, error.message);
}
