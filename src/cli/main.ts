#!/usr/bin/env node
/** The command line: one file per command, loaded only when it is called. */

import { Command } from "commander";

const program = new Command("unrolled")
  .description("Recurrent networks, derived, checked and graded.")
  .showHelpAfterError("Run with --help to see what is there.");

program
  .command("start")
  .description("open the workbook in the browser")
  .option(
    "--port <number>",
    "port to listen on; a taken one gives the next free one (default: $PORT or 8888)",
  )
  .option("--no-open", "do not open a browser")
  .option("--author", "save into the course's own notebooks, not into the learner's copies")
  .option("--own <folder>", "where the learner's copies and progress are kept (default: .unrolled)")
  .action(async (options) => (await import("./start.ts")).start(options));

program
  .command("lecture [notebook]")
  .description("open a notebook on the stage: slides with live cells, notes in a second window")
  .option(
    "--port <number>",
    "port to listen on; a taken one gives the next free one (default: $PORT or 8888)",
  )
  .option("--no-open", "do not open a browser")
  .option("--author", "save into the course's own notebooks, not into the learner's copies")
  .option("--own <folder>", "where the learner's copies and progress are kept (default: .unrolled)")
  .action(async (notebook, options) => (await import("./lecture.ts")).lecture(notebook, options));

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

program
  .command("watch [exercise]")
  .description("grade an answer at each save and show the first thing to mend")
  .action(async (exercise, options) => (await import("./watch.ts")).watch(exercise, options));

program
  .command("hint <exercise>")
  .description("the next hint of an exercise, from a nudge to nearly the answer")
  .option("--again", "begin with the first hint")
  .action(async (exercise, options) => (await import("./hint.ts")).hint(exercise, options));

program
  .command("doctor")
  .description("what is here: Node, browser, Jupyter, and which containment of student code holds")
  .option("--json", "print it as JSON")
  .action(async (options) => (await import("./doctor.ts")).doctor(options));

program
  .command("claims")
  .description("each claim of the lecture notes: its verdict, and the cells that show it")
  .option("--json", "print it as JSON")
  .action(async (options) => (await import("./claims.ts")).claims(options));

const kernel = program.command("kernel").description("the TypeScript kernel for JupyterLab and VS Code");

kernel
  .command("install")
  .description("write the kernelspec that Jupyter looks for")
  .option("--user", "for this user (the default)")
  .option("--prefix <folder>", "below this folder, as share/jupyter/kernels")
  .option("--sys-prefix", "for the active Python or conda environment")
  .option("--name <name>", "the kernel's name", "unrolled")
  .action(async (options) => (await import("./kernel.ts")).kernelInstall(options));

kernel
  .command("uninstall")
  .description("remove it again")
  .option("--name <name>", "the kernel's name", "unrolled")
  .action(async (options) => (await import("./kernel.ts")).kernelUninstall(options));

kernel
  .command("list")
  .description("where it is installed")
  .action(async () => (await import("./kernel.ts")).kernelList());

kernel
  .command("run")
  .description("what Jupyter starts; not for typing")
  .requiredOption("--connection-file <file>", "the file with ports and key")
  .action(async (options) => (await import("./kernel.ts")).kernelRun(options));

try {
  await program.parseAsync();
} catch (error) {
  // What a command throws is said to a person; what is no Error of ours keeps its stack.
  console.error(error instanceof TypeError || !(error instanceof Error) ? error : error.message);
  process.exitCode = 1;
}
