/** Requests that are answered without the kernel process, so also while a cell is busy. */

import { type Message, protocolVersion } from "../format/message.ts";
import type { CellHistory } from "./cell-history.ts";
import type { KernelFacts } from "./process-link.ts";

export function supervisorReply(
  { header, content }: Message,
  facts: KernelFacts | undefined,
  history: CellHistory,
): Record<string, unknown> | undefined {
  switch (header.msg_type) {
    case "kernel_info_request":
      return facts && kernelInfo(facts);
    case "comm_info_request":
      return { status: "ok", comms: {} };
    case "history_request":
      return history.reply(content);
    default:
      return undefined;
  }
}

function kernelInfo({ typescript }: KernelFacts): Record<string, unknown> {
  return {
    status: "ok",
    protocol_version: protocolVersion,
    implementation: "unrolled",
    implementation_version: "0.1.0",
    banner: `Unrolled: TypeScript ${typescript} on Node ${process.versions.node}`,
    help_links: [
      { text: "TypeScript handbook", url: "https://www.typescriptlang.org/docs/handbook/intro.html" },
    ],
    language_info: {
      name: "typescript",
      version: typescript,
      mimetype: "text/typescript",
      file_extension: ".ts",
      codemirror_mode: { name: "javascript", mode: "typescript", typescript: true },
      pygments_lexer: "typescript",
      nbconvert_exporter: "script",
    },
  };
}
