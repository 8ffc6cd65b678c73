/** Progress as a file: saved to keep or to carry to another computer, and brought back from there. */

import { button, element } from "../dom/element.ts";
import { call } from "../kernel/server.ts";
import type { ProgressRecord } from "./progress.ts";

const address = "/api/unrolled/progress";
const fileName = "unrolled-progress.json";
/** In bytes; a whole course takes some 10 kB. */
const largestFile = 1_000_000;

/** Two quiet buttons below the introduction of the list of chapters. */
export function progressFile(main: HTMLElement): void {
  const status = element("span", { class: "progress-file-status", role: "status" });
  const field = element("input", { type: "file", accept: ".json,application/json", hidden: true });
  const say = (text: string) => {
    status.textContent = text;
  };
  field.addEventListener("change", async () => {
    const [file] = field.files ?? [];
    field.value = ""; // the same file may be chosen again
    if (file !== undefined) say(await bring(file, main).catch((error: Error) => error.message));
  });
  const place = element(
    "p",
    { class: "progress-file" },
    button("Save my progress to a file", () => void save().catch((error: Error) => say(error.message))),
    button("Bring progress from a file", () => field.click()),
    field,
    status,
  );
  main.querySelector(".chapters")?.after(place);
}

async function save(): Promise<void> {
  const { exercises } = await call<ProgressRecord>("GET", address);
  const record = { about: "Progress in the course Unrolled", saved: new Date().toISOString(), exercises };
  const link = element("a", {
    href: URL.createObjectURL(
      new Blob([`${JSON.stringify(record, null, 2)}\n`], { type: "application/json" }),
    ),
    download: fileName,
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Says what it did. The server keeps the better of both, so that nothing is lowered. */
async function bring(file: File, main: HTMLElement): Promise<string> {
  if (file.size > largestFile) throw new Error(`${file.name} is too large to be a file of progress.`);
  let record: unknown;
  try {
    record = JSON.parse(await file.text());
  } catch {
    throw new Error(`${file.name} is no file of progress: it is not JSON.`);
  }
  const before = await call<ProgressRecord>("GET", address);
  const after = await call<ProgressRecord>("PUT", address, { body: record });
  const ids = Object.keys((record as ProgressRecord).exercises);
  const better = ids.filter((id) => after.exercises[id].points > (before.exercises[id]?.points ?? 0));
  await refresh(main);
  const kept = ids.length - better.length;
  return `${count(better.length)} brought. ${count(kept)} had as many points here already.`;
}

const count = (number: number): string => `${number} ${number === 1 ? "exercise" : "exercises"}`;

/** The counts of the chapters, as the server writes them. */
async function refresh(main: HTMLElement): Promise<void> {
  const page = new DOMParser().parseFromString(await (await fetch("/")).text(), "text/html");
  const total = page.querySelector(".progress.total");
  main.querySelector(".progress.total")?.remove();
  if (total !== null) main.querySelector(".introduction")?.after(total);
  const chapters = page.querySelector(".chapters");
  if (chapters !== null) main.querySelector(".chapters")?.replaceWith(chapters);
}
