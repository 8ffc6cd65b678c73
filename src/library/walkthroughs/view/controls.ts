/** Forward, back, the slider, the choices; and the numbers that can be typed. */

import type { Input, Walkthrough } from "../walkthrough.ts";
import { element } from "./dom.ts";
import { type ChangeNumber, rounded } from "./number-drag.ts";
import type { Walk } from "./walk.ts";

export interface Controls {
  readonly dom: HTMLElement;
  show(walkthrough: Walkthrough, step: number): void;
}

export function createControls(walk: Walk): Controls {
  const button = (text: string, label: string, act: () => void) => {
    const made = element("button", { type: "button", title: label, "aria-label": label }, text);
    made.addEventListener("click", act);
    return made;
  };
  const back = button("←", "Previous step (left arrow)", () => walk.move(-1));
  const on = button("→", "Next step (right arrow)", () => walk.move(1));
  const slider = element("input", { type: "range", min: 1, value: 1, "aria-label": "Step" });
  const counter = element("output", { class: "counter" });
  const choices = element("div", { class: "choices" });
  slider.addEventListener("input", () => walk.go(Number(slider.value) - 1));
  let drawn = "";
  return {
    dom: element(
      "div",
      { class: "controls" },
      element("div", { class: "walk" }, back, slider, on, counter),
      choices,
      button("Reset", "Reset to the numbers of the beginning", () => walk.reset()),
    ),
    show(walkthrough, step) {
      const { steps, setup } = walkthrough;
      slider.max = String(steps.length);
      slider.value = String(step + 1);
      slider.setAttribute("aria-valuetext", `${step + 1} of ${steps.length}: ${steps[step].title}`);
      counter.textContent = `${step + 1} / ${steps.length}`;
      back.toggleAttribute("disabled", step === 0);
      on.toggleAttribute("disabled", step === steps.length - 1);
      const next = JSON.stringify(setup.choices);
      if (next === drawn) return;
      drawn = next;
      choices.replaceChildren(
        ...walkthrough.choices.map((choice) => choiceList(choice, setup.choices, walk)),
      );
    },
  };
}

function choiceList(
  { name, label, options }: Walkthrough["choices"][number],
  chosen: Readonly<Record<string, string>>,
  walk: Walk,
): HTMLElement {
  const isCount = options.every((option) => /^\d+$/.test(option));
  const sorted = isCount ? [...options].sort((a, b) => Number(a) - Number(b)) : options;
  const select = element(
    "select",
    {},
    ...sorted.map((option) =>
      element("option", { value: option, selected: option === chosen[name] }, option),
    ),
  );
  select.addEventListener("change", () => walk.choose(name, select.value));
  return element("label", {}, `${label} `, select);
}

/** Every number of the setup in a field of its own. */
export function createNumberFields(change: ChangeNumber): Controls {
  const fields = element("div", { class: "fields" });
  const dom = element("details", { class: "numbers" }, element("summary", {}, "Type the numbers"), fields);
  const known = new Map<string, Field>();
  let shape = "";
  return {
    dom,
    show({ inputs, setup }) {
      const next = inputs.map(({ name }) => `${name}${setup.numbers[name].map((row) => row.length)}`).join();
      if (next !== shape) {
        known.clear();
        fields.replaceChildren(
          ...inputs.map((input) => fieldset(input, setup.numbers[input.name], known, change)),
        );
      }
      shape = next;
      const active = (dom.getRootNode() as ShadowRoot | Document).activeElement;
      for (const { name } of inputs) {
        setup.numbers[name].forEach((row, r) => {
          row.forEach((value, c) => {
            const field = known.get(`${name} ${r} ${c}`);
            if (field && field !== active) field.value = String(value);
          });
        });
      }
    },
  };
}

function fieldset(
  input: Input,
  rows: readonly (readonly number[])[],
  known: Map<string, Field>,
  change: ChangeNumber,
): HTMLElement {
  const { name, label, rowLabels } = input;
  const lines = rows.map((row, r) => {
    const made = row.map((value, c) => {
      const where = [label, rowLabels[r], row.length > 1 && `column ${c + 1}`].filter(Boolean).join(", ");
      const field = input.names ? nameField(input.names, value, where) : numberField(input, value, where);
      field.addEventListener("input", () => {
        const typed = Number(field.value);
        if (field.value !== "" && Number.isFinite(typed)) change(input, [r, c], rounded(input, typed));
      });
      known.set(`${name} ${r} ${c}`, field);
      return field;
    });
    const prefix = rowLabels[r] ? [element("span", {}, rowLabels[r])] : [];
    return element("div", { class: "row" }, ...prefix, ...made);
  });
  return element("fieldset", {}, element("legend", {}, label), ...lines);
}

type Field = HTMLInputElement | HTMLSelectElement;

const numberField = ({ least, most }: Input, value: number, where: string): Field =>
  element("input", { type: "number", min: least, max: most, step: 0.1, value, "aria-label": where });

function nameField(names: readonly string[], value: number, where: string): Field {
  const options = names.map((name, k) => element("option", { value: k, selected: k === value }, name));
  return element("select", { "aria-label": where }, ...options);
}
