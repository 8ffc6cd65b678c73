/** How a message of the kernel changes a cell's outputs. */

import type { Message, MimeBundle } from "../../format/message.ts";
import type { LiveOutput } from "./cell.ts";

export interface OutputList {
  readonly outputs: readonly LiveOutput[];
  /** clear_output with `wait`: the next output replaces what is there, without a flicker. */
  readonly clearBeforeNext: boolean;
}

type OutputMessage = {
  readonly header: Pick<Message["header"], "msg_type">;
  readonly content: Message["content"];
};

/** More text than this is not kept: a loop that prints would otherwise fill the memory and the file. */
const maxStreamCharacters = 1_000_000;

export function applyMessage(list: OutputList, message: OutputMessage): OutputList {
  if (message.header.msg_type === "clear_output") {
    return message.content.wait === true
      ? { ...list, clearBeforeNext: true }
      : { outputs: [], clearBeforeNext: false };
  }
  const output = outputOf(message);
  return output === undefined ? list : append(list, output);
}

function outputOf({ header, content }: OutputMessage): LiveOutput | undefined {
  switch (header.msg_type) {
    case "stream":
      return {
        output_type: "stream",
        name: content.name === "stderr" ? "stderr" : "stdout",
        text: String(content.text),
      };
    case "error":
      return {
        output_type: "error",
        ename: String(content.ename),
        evalue: String(content.evalue),
        traceback: (content.traceback ?? []) as string[],
      };
    case "display_data":
      return { output_type: "display_data", ...bundleOf(content), ...withDisplayId(content) };
    case "execute_result": {
      const execution_count = (content.execution_count ?? null) as number | null;
      return {
        output_type: "execute_result",
        execution_count,
        ...bundleOf(content),
        ...withDisplayId(content),
      };
    }
    default:
      return undefined;
  }
}

/** update_display_data reaches every output with that display id, in whichever cell it stands. */
export function updateDisplay(
  outputs: readonly LiveOutput[],
  { content }: OutputMessage,
): readonly LiveOutput[] {
  const { displayId } = withDisplayId(content);
  if (displayId === undefined || !outputs.some((output) => output.displayId === displayId)) return outputs;
  return outputs.map((output) =>
    output.displayId === displayId ? ({ ...output, ...bundleOf(content) } as LiveOutput) : output,
  );
}

function bundleOf(content: Message["content"]): { data: MimeBundle; metadata: Record<string, unknown> } {
  return {
    data: (content.data ?? {}) as MimeBundle,
    metadata: (content.metadata ?? {}) as Record<string, unknown>,
  };
}

function withDisplayId(content: Message["content"]): { displayId?: string } {
  const displayId = (content.transient as { display_id?: string } | undefined)?.display_id;
  return displayId === undefined ? {} : { displayId };
}

function append(list: OutputList, output: LiveOutput): OutputList {
  const outputs = list.clearBeforeNext ? [] : list.outputs;
  if (output.output_type !== "stream") return { outputs: [...outputs, output], clearBeforeNext: false };
  const last = outputs.at(-1);
  const isSame = last?.output_type === "stream" && last.name === output.name;
  const text = shortened(overwritten((isSame ? last.text : "") + output.text));
  const others = isSame ? outputs.slice(0, -1) : outputs;
  return { outputs: [...others, { ...output, text }], clearBeforeNext: false };
}

/** A carriage return starts the line again, as a progress bar in a terminal does. */
function overwritten(text: string): string {
  return text.includes("\r") ? text.replace(/\r+\n/g, "\n").replace(/^[^\n]*\r(?=[^\n])/gm, "") : text;
}

function shortened(text: string): string {
  if (text.length <= maxStreamCharacters) return text;
  const notice = "… (earlier output was dropped: more than a million characters)\n";
  return notice + text.slice(notice.length - maxStreamCharacters);
}
