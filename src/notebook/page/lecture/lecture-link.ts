/** What ties the windows of one lecture together: the stage says where it is, the speaker's window leads it. */

import type { LectureCommand } from "./pointer-keys.ts";
import type { SlidePlace } from "./slides.ts";

type LectureMessage =
  | { readonly kind: "place"; readonly place: SlidePlace }
  | { readonly kind: "command"; readonly command: LectureCommand }
  | { readonly kind: "hello" };

export interface LectureLink {
  /** The stage tells where it is. */
  tellPlace(place: SlidePlace): void;
  /** The speaker's window asks the stage to go on. */
  tellCommand(command: LectureCommand): void;
  /** A window that has just been opened asks where the stage is. */
  hello(): void;
}

export function openLectureLink(path: string, hear: (message: LectureMessage) => void): LectureLink {
  const channel = new BroadcastChannel(`unrolled.lecture.${path}`);
  channel.addEventListener("message", ({ data }) => hear(data as LectureMessage));
  const send = (message: LectureMessage) => channel.postMessage(message);
  return {
    tellPlace: (place) => send({ kind: "place", place }),
    tellCommand: (command) => send({ kind: "command", command }),
    hello: () => send({ kind: "hello" }),
  };
}
