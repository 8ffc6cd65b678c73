import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findSubmissions } from "../../../src/grader/class/find-submissions.ts";
import { readSubmission } from "../../../src/grader/class/read-submission.ts";
import { readExerciseList } from "../../../src/grader/grading/exercise-list.ts";
import { root } from "../support.ts";

const home = mkdtempSync(join(tmpdir(), "unrolled-reading-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const exercises = readExerciseList(root);
const stub = readFileSync(join(root, "exercises/01-1-rnn-cell-forward.ts"), "utf8");
const answer = stub.replace(/throw new Error\("TODO[^"]*"\);/, "return hPrev;");
let count = 0;

/** A folder with these files in it. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = join(home, `folder-${++count}`);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

describe("a folder of submissions", () => {
  it("tells students apart by folders, files, and the names that Canvas gives", () => {
    const folder = folderWith({
      "ada/01-1-rnn-cell-forward.ts": answer,
      "bob.ipynb": "{}",
      "cy_01-1-rnn-cell-forward.ts": answer,
      "cy_X1.2 (1).ts": answer,
      "hopper_LATE_1234_99_work.zip": "",
      "notes.pdf": "",
      ".DS_Store": "",
    });

    const { submissions, notes } = findSubmissions(folder, exercises);

    expect(submissions.map(({ student, canvasId, paths }) => [student, canvasId, paths.length])).toEqual([
      ["ada", undefined, 1],
      ["bob", undefined, 1],
      ["cy", undefined, 2],
      ["hopper", "1234", 1],
    ]);
    expect(notes).toEqual(["notes.pdf was passed over: it is no zip file, notebook or .ts file."]);
  });

  it("may be one student's own", () => {
    const folder = folderWith({ "01-1-rnn-cell-forward.ts": answer, "01-2-rnn-forward.ts": answer });

    const { submissions } = findSubmissions(folder, exercises);

    expect(submissions).toMatchObject([{ student: folder.split("/").at(-1), paths: { length: 2 } }]);
  });

  it("is refused when there is nothing in it", () => {
    expect(() => findSubmissions(folderWith({ "a.pdf": "" }), exercises)).toThrow(/holds no submission/);
    expect(() => findSubmissions(join(home, "nowhere"), exercises)).toThrow(/there is no/);
  });

  it("follows no symbolic link, at the top or below it", async () => {
    const folder = folderWith({ "ada/01-1-rnn-cell-forward.ts": answer });
    symlinkSync("/etc", join(folder, "root"));
    symlinkSync("/etc/passwd", join(folder, "ada/02.ts"));
    symlinkSync("/etc", join(folder, "ada/etc"));

    const { submissions, notes } = findSubmissions(folder, exercises);
    const read = await readSubmission(submissions[0]);

    expect(notes).toEqual(["root was passed over: it is a symbolic link."]);
    expect(submissions).toHaveLength(1);
    expect(read.files.map(({ path }) => path)).toEqual(["01-1-rnn-cell-forward.ts"]);
    expect(read.notes).toEqual([
      "02.ts is a symbolic link and was left out.",
      "etc is a symbolic link and was left out.",
    ]);
  });

  it("takes the time from nbgrader's timestamp, else from the newest file", async () => {
    const stated = folderWith({
      "ada/week1/timestamp.txt": "2026-11-20 09:30:00.123456 UTC\n",
      "ada/week1/a.ipynb": "{}",
    });
    const plain = folderWith({ "bob/01-1-rnn-cell-forward.ts": answer });
    utimesSync(join(plain, "bob/01-1-rnn-cell-forward.ts"), 0, Date.parse("2026-11-21T10:00:00Z") / 1000);

    const times = [stated, plain].map((path) =>
      readSubmission(findSubmissions(path, exercises).submissions[0]),
    );

    expect((await times[0]).timestamp).toBe("2026-11-20T09:30:00.123Z");
    expect((await times[1]).timestamp).toBe("2026-11-21T10:00:00.000Z");
  });
});
