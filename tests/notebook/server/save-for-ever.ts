/** Saves a large notebook again and again, another letter each time, until it is killed. */

import { join } from "node:path";
import { createContents } from "../../../src/notebook/server/contents.ts";
import { chapter } from "./temporary-server.ts";

const [root, name] = process.argv.slice(2);
const contents = createContents({ originals: join(root!, "notebooks"), own: join(root!, ".unrolled") });

async function saveForEver(): Promise<void> {
  for (let round = 0; ; round++) {
    const source = "abc"[round % 3]!.repeat(1_000_000);
    await contents.write(name!, { ...chapter, cells: [{ ...chapter.cells[0]!, source }] });
    if (round === 0) console.log("saving");
  }
}

await saveForEver();
