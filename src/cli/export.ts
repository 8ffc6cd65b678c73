/** unrolled export walkthrough ID: one file that needs nothing else, for a teacher's own page. */

import writeFileAtomic from "write-file-atomic";
import { makeWalkthrough } from "../library/walkthroughs/catalogue.ts";
import { walkthroughPage } from "../library/walkthroughs/html.ts";
import type { SetupChanges } from "../library/walkthroughs/setup.ts";

export interface ExportOptions {
  /** Default: W2.html in the current folder. */
  readonly out?: string;
  /** Choices such as "steps=6", as often as wanted. */
  readonly choose?: readonly string[];
}

/** Throws a RangeError if there is no such walkthrough or choice. */
export async function exportWalkthrough(id: string, { out, choose = [] }: ExportOptions): Promise<void> {
  const walkthrough = makeWalkthrough(id.toUpperCase(), { choices: choicesOf(choose) });
  const file = out ?? `${walkthrough.id}.html`;
  if (!/\.html?$/.test(file)) throw new RangeError(`export: --out must end in .html, got "${file}".`);
  const page = walkthroughPage(walkthrough);
  await writeFileAtomic(file, page);
  console.log(
    `${file}: ${walkthrough.title}, ${walkthrough.steps.length} steps, ${Math.ceil(page.length / 1000)} kB`,
  );
}

function choicesOf(choose: readonly string[]): NonNullable<SetupChanges["choices"]> {
  return Object.fromEntries(
    choose.map((each) => {
      const [, name, option] = /^([^=]+)=(.+)$/.exec(each) ?? [];
      if (!name || !option)
        throw new RangeError(`export: --choose takes name=option, such as steps=6, got "${each}".`);
      return [name, option];
    }),
  );
}
