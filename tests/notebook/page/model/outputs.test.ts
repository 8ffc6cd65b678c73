/** Messages of the kernel as outputs of a cell. */

import { describe, expect, it } from "vitest";
import { applyMessage, type OutputList, updateDisplay } from "../../../../src/notebook/page/model/outputs.ts";

type Content = Record<string, unknown>;

const message = (msg_type: string, content: Content) => ({ header: { msg_type }, content });
const print = (text: string, name = "stdout") => message("stream", { name, text });
const display = (text: string, id?: string) =>
  message("display_data", {
    data: { "text/plain": text },
    metadata: {},
    transient: id ? { display_id: id } : {},
  });
const apply = (...messages: ReturnType<typeof message>[]) =>
  messages.reduce<OutputList>(applyMessage, { outputs: [], clearBeforeNext: false }).outputs;

describe("outputs", () => {
  it("join what is printed to one stream, and keep the two streams in order", () => {
    const outputs = apply(print("a"), print("b\n"), print("!", "stderr"), print("c"));

    expect(outputs.map((output) => output.output_type === "stream" && [output.name, output.text])).toEqual([
      ["stdout", "ab\n"],
      ["stderr", "!"],
      ["stdout", "c"],
    ]);
  });

  it("start a line again after a carriage return, also across messages", () => {
    const [output] = apply(print("1 %"), print("\r50 %"), print("\r100 %\ndone\r\n"));

    expect(output).toMatchObject({ text: "100 %\ndone\n" });
  });

  it("wait with clearing until the next output, if asked", () => {
    const clear = message("clear_output", { wait: true });

    expect(apply(print("old"), clear)).toMatchObject([{ text: "old" }]);
    expect(apply(print("old"), clear, print("new"))).toMatchObject([{ text: "new" }]);
    expect(apply(print("old"), message("clear_output", { wait: false }))).toEqual([]);
  });

  it("change where their display id says so, and nowhere else", () => {
    const outputs = apply(display("0 %", "bar"), display("fixed"));
    const update = message("update_display_data", {
      data: { "text/plain": "50 %" },
      metadata: {},
      transient: { display_id: "bar" },
    });

    const updated = updateDisplay(outputs, update);

    expect(updated).toMatchObject([{ data: { "text/plain": "50 %" } }, { data: { "text/plain": "fixed" } }]);
    expect(updateDisplay(apply(display("fixed")), update)).toEqual(apply(display("fixed")));
  });

  it("drop the beginning of what is too long, and say so", () => {
    const outputs = apply(print("start"), print("x".repeat(1_000_000)), print("end"));

    const { text } = outputs[0] as { text: string };
    expect(text.length).toBeLessThanOrEqual(1_000_000);
    expect(text).toMatch(/^… \(earlier output was dropped/);
    expect(text.endsWith("xend")).toBe(true);
  });
});
