/**
 * What keeps a JSON value from being a notebook of format 4.5: every problem with its place,
 * such as `cells[3].source: expected text, got a number`.
 * https://nbformat.readthedocs.io/en/latest/format_description.html
 */

type Json = Record<string, unknown>;

const cellTypes = ["markdown", "code", "raw"];
const outputTypes = ["stream", "execute_result", "display_data", "error"];

/** An empty list means: this is a notebook. Cells without an id are a problem; see `parseNotebook`. */
export function notebookProblems(value: unknown): string[] {
  if (!isObject(value)) return [`expected a JSON object, got ${kind(value)}`];
  if (value.nbformat !== 4) {
    return [
      `nbformat: expected 4, got ${kind(value.nbformat)}; open and save it once in Jupyter to convert it`,
    ];
  }
  const problems: string[] = [];
  if (!Number.isInteger(value.nbformat_minor)) {
    problems.push(`nbformat_minor: expected a whole number, got ${kind(value.nbformat_minor)}`);
  }
  expectObject(value.metadata, "metadata", problems);
  if (!Array.isArray(value.cells)) return [...problems, `cells: expected a list, got ${kind(value.cells)}`];
  value.cells.forEach((cell, index) => {
    checkCell(cell, `cells[${index}]`, problems);
  });
  return [...problems, ...repeatedIds(value.cells)];
}

function checkCell(cell: unknown, place: string, problems: string[]): void {
  if (!isObject(cell)) {
    problems.push(`${place}: expected an object, got ${kind(cell)}`);
    return;
  }
  if (!cellTypes.includes(String(cell.cell_type))) {
    problems.push(`${place}.cell_type: expected one of ${cellTypes.join(", ")}, got ${kind(cell.cell_type)}`);
  }
  if (typeof cell.id !== "string" || !/^[a-zA-Z0-9_-]{1,64}$/.test(cell.id)) {
    problems.push(`${place}.id: expected 1 to 64 letters, digits, - or _, got ${kind(cell.id)}`);
  }
  expectText(cell.source, `${place}.source`, problems);
  if (expectObject(cell.metadata, `${place}.metadata`, problems))
    checkCourseMetadata(cell.metadata, place, problems);
  checkAttachments(cell.attachments, `${place}.attachments`, problems);
  if (cell.cell_type !== "code") return;
  if (cell.execution_count !== null && !Number.isInteger(cell.execution_count)) {
    problems.push(
      `${place}.execution_count: expected a whole number or null, got ${kind(cell.execution_count)}`,
    );
  }
  if (!Array.isArray(cell.outputs)) {
    problems.push(`${place}.outputs: expected a list, got ${kind(cell.outputs)}`);
    return;
  }
  cell.outputs.forEach((output, index) => {
    checkOutput(output, `${place}.outputs[${index}]`, problems);
  });
}

function checkAttachments(attachments: unknown, place: string, problems: string[]): void {
  if (attachments === undefined || !expectObject(attachments, place, problems)) return;
  for (const [name, bundle] of Object.entries(attachments)) {
    expectObject(bundle, `${place}[${JSON.stringify(name)}]`, problems);
  }
}

function checkCourseMetadata(metadata: Json, place: string, problems: string[]): void {
  const { unrolled } = metadata;
  if (unrolled === undefined || !expectObject(unrolled, `${place}.metadata.unrolled`, problems)) return;
  const { exercise, claims } = unrolled;
  if (exercise !== undefined && typeof exercise !== "string") {
    problems.push(`${place}.metadata.unrolled.exercise: expected text, got ${kind(exercise)}`);
  }
  const isTextList = Array.isArray(claims) && claims.every((claim) => typeof claim === "string");
  if (claims !== undefined && !isTextList) {
    problems.push(`${place}.metadata.unrolled.claims: expected a list of texts, got ${kind(claims)}`);
  }
}

function checkOutput(output: unknown, place: string, problems: string[]): void {
  if (!isObject(output)) {
    problems.push(`${place}: expected an object, got ${kind(output)}`);
    return;
  }
  switch (output.output_type) {
    case "stream":
      if (output.name !== "stdout" && output.name !== "stderr") {
        problems.push(`${place}.name: expected stdout or stderr, got ${kind(output.name)}`);
      }
      expectText(output.text, `${place}.text`, problems);
      break;
    case "error":
      expectText(output.ename, `${place}.ename`, problems);
      expectText(output.evalue, `${place}.evalue`, problems);
      if (!isTextList(output.traceback)) {
        problems.push(`${place}.traceback: expected a list of texts, got ${kind(output.traceback)}`);
      }
      break;
    case "execute_result":
    case "display_data":
      expectObject(output.data, `${place}.data`, problems);
      expectObject(output.metadata, `${place}.metadata`, problems);
      break;
    default:
      problems.push(
        `${place}.output_type: expected one of ${outputTypes.join(", ")}, got ${kind(output.output_type)}`,
      );
  }
}

function repeatedIds(cells: readonly unknown[]): string[] {
  const firstIndex = new Map<unknown, number>();
  const problems: string[] = [];
  cells.forEach((cell, index) => {
    const id = isObject(cell) ? cell.id : undefined;
    if (id === undefined) return;
    const first = firstIndex.get(id);
    if (first === undefined) firstIndex.set(id, index);
    else problems.push(`cells[${index}].id: ${kind(id)} already names cells[${first}]`);
  });
  return problems;
}

function expectObject(value: unknown, place: string, problems: string[]): value is Json {
  if (isObject(value)) return true;
  problems.push(`${place}: expected an object, got ${kind(value)}`);
  return false;
}

function expectText(value: unknown, place: string, problems: string[]): void {
  if (typeof value !== "string") problems.push(`${place}: expected text, got ${kind(value)}`);
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every((line) => typeof line === "string");
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as an error message shows it. */
function kind(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  const shown = JSON.stringify(value);
  return shown.length > 60 ? `${shown.slice(0, 60)}…` : shown;
}
