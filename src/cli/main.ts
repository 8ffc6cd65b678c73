#!/usr/bin/env node
/** The command line: one file per command, loaded only when it is called. */

import { Command } from "commander";

const program = new Command("unrolled")
  .description("Recurrent networks, derived, checked and graded.")
  .showHelpAfterError("Run with --help to see what is there.");

program
  .command("start")
  .description("open the workbook in the browser")
  .option("--port <number>", "port to listen on; a taken one gives the next free one")
  .option("--no-open", "do not open a browser")
  .action(async (options) => (await import("./start.ts")).start(options));

program
  .command("run <notebook...>")
  .description("execute notebooks from top to bottom, without a browser")
  .option("--out <file>", "write the executed notebook (.ipynb) or a page (.html)")
  .option("--timeout <seconds>", "longest time one cell may take", "120")
  .action(async (notebooks, options) => (await import("./run.ts")).run(notebooks, options));

program
  .command("grade [exercise...]")
  .description("grade your answers in exercises/ (all, or the ones named: X1.1, 1.1, 01)")
  .option("--file <file>", "grade this file instead of the one in exercises/")
  .option("--solutions", "grade the course's own solutions")
  .option("--json", "print the report as JSON")
  .action(async (exercises, options) => (await import("./grade.ts")).grade(exercises, options));

await program.parseAsync();
