/** The messages with which a supervisor answers in the process's stead. */

import { type Message, message } from "../format/message.ts";

type Content = Record<string, unknown>;

/** Why a request cannot be answered as asked. */
export interface Loss {
  readonly ename: string;
  readonly evalue: string;
}

/** busy, the reply, idle. */
export function completeReply(request: Message, content: Content): Message[] {
  const { header, channel } = request;
  return [
    message("iopub", "status", { execution_state: "busy" }, header),
    message(channel, replyType(request), content, header),
    message("iopub", "status", { execution_state: "idle" }, header),
  ];
}

/** What ends a request that the process began: an error (shown, for a cell), the reply unless it came, idle. */
export function failedReply(request: Message, replied: boolean, { ename, evalue }: Loss): Message[] {
  const { header, channel } = request;
  const error = { ename, evalue, traceback: [`\u001b[31m${ename}: ${evalue}\u001b[39m`] };
  const messages: Message[] = [];
  if (!replied && header.msg_type === "execute_request")
    messages.push(message("iopub", "error", error, header));
  if (!replied) messages.push(message(channel, replyType(request), { status: "error", ...error }, header));
  messages.push(message("iopub", "status", { execution_state: "idle" }, header));
  return messages;
}

/** What every client hears about the kernel as a whole. */
export const kernelStatus = (execution_state: string): Message =>
  message("iopub", "status", { execution_state }, {});

const replyType = ({ header }: Message): string => header.msg_type.replace(/_request$/, "_reply");
