/** The start command, for a test: `tsx serve.ts FOLDER` keeps the learner's files in FOLDER. */

import { start } from "../../../src/cli/start.ts";

await start({ port: "0", open: false, own: process.argv[2]! });
