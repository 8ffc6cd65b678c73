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
  .option("--format <format>", "text (the default), json, junit, exercism or gradescope")
  .option("--out <file>", "write the report into a file")
  .option("--json", "the same as --format json")
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
  .command("book")
  .description("execute all notebooks and write them as a site that needs no server")
  .requiredOption("--out <folder>", "the folder that becomes the book")
  .option("--budget <quick|full>", "how long the experiments run (default: $BUDGET or full)")
  .option(
    "--executed <folder>",
    "where executed notebooks are kept for the next time (default: .unrolled/executed)",
  )
  .option("--notebooks <folder>", "other notebooks than the course's")
  .option("--timeout <seconds>", "longest time one cell may take", "600")
  .action(async (options) => (await import("./book.ts")).book(options));

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

program
  .command("export")
  .description("one file of the course for a page of your own")
  .command("walkthrough <id>")
  .description("a walkthrough, W1 to W8, as one HTML file that needs nothing else")
  .option("--out <file>", "the file to write (default: <id>.html)")
  .option("--choose <name=option...>", "begin with these choices, e.g. steps=6 units=2")
  .action(async (id, options) => (await import("./export.ts")).exportWalkthrough(id, options));

const classroom = program
  .command("class")
  .description("for teachers: hand out the course, grade what a class hands in");

classroom
  .command("release")
  .description("write the course as students get it: no solutions, mistakes, hidden checks or secret")
  .requiredOption("--out <folder>", "a new folder")
  .option("--diagnosis", "known mistakes as numbers alone, so that learners still hear their names")
  .action(async (options) => (await import("./class.ts")).classRelease(options));

classroom
  .command("grade <submissions>")
  .description(
    "grade a folder of folders, zip files, notebooks and .ts files; nothing of them can reach this machine",
  )
  .requiredOption("--out <folder>", "where gradebook, pages and results go")
  .option("--exercises <names...>", "only these (1, X2.3, …); default: all")
  .option("--jobs <number>", "grading processes side by side (default: one for each processor)")
  .option("--resume", "keep the results of an earlier run that still fit")
  .option(
    "--secret <file>",
    "from which the inputs are drawn (default: .unrolled/class-secret, made at first use)",
  )
  .option("--assignment <name>", "its name in the gradebook (default: the folder's)")
  .option("--roster <csv>", "student_id, last_name, first_name, email, canvas_id, …")
  .option("--points <csv>", "points given by hand: student_id, points, exercise, comment")
  .option("--due <time>", "the deadline, such as 2026-11-20T23:59:00+01:00")
  .option("--late-penalty <percent>", "taken off for each day that has begun after it (10)")
  .option("--late-limit <percent>", "never more than this (100)")
  .option("--grace <minutes>", "after the deadline, without penalty (0)")
  .option(
    "--accept-risk-of-uncontained-code",
    "grade even where the code of others cannot be kept from the network, files and programs of this machine",
  )
  .action(async (path, options) => (await import("./class.ts")).classGrade(path, options));

classroom
  .command("gradescope")
  .description("write the autograder that Gradescope runs for each submission")
  .option("--out <file>", "the zip file to write", "autograder.zip")
  .option("--exercises <names...>", "only these (1, X2.3, …); default: all")
  .option(
    "--secret <file>",
    "from which the inputs are drawn (default: .unrolled/class-secret, made at first use)",
  )
  .option("--run <folder>", "grade the submission in Gradescope's folder; what the autograder itself calls")
  .action(async (options) => (await import("./class-gradescope.ts")).classGradescope(options));

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
