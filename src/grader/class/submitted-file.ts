/** One file that a student handed in, already read. */
export interface SubmittedFile {
  /** Within the submission, with "/" between folders. */
  readonly path: string;
  readonly text: string;
}

/** What was read of a submission, and what was not, one sentence each. */
export interface SubmittedFiles {
  readonly files: readonly SubmittedFile[];
  readonly notes: readonly string[];
}

/** Bytes of one answer or notebook; outputs of a notebook count. */
export const mostFileBytes: number = 20 << 20;
/** Bytes of all files of one submission. */
export const mostBytes: number = 60 << 20;
export const mostFiles = 2000;

/** What an answer can be in. */
export const isAnswerFile = (path: string): boolean => /\.(ts|ipynb)$/i.test(path);

/** Folders and files that systems and tools add. */
export const isIgnored = (name: string): boolean =>
  name.startsWith(".") || name === "__MACOSX" || name === "node_modules";
