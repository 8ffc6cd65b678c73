/** What a kernelspec of these tests starts: the sources' `unrolled kernel run --connection-file F`. */

import { parseArgs } from "node:util";
import { kernelRun } from "../../../src/cli/kernel.ts";

const { values } = parseArgs({ options: { "connection-file": { type: "string" } }, allowPositionals: true });
void kernelRun({ connectionFile: values["connection-file"] ?? "" });
