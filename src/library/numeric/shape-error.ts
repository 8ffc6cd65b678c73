/** Shapes do not fit together. The message names the operation and both shapes. */
export class ShapeError extends Error {
  /** "ShapeError", also where classes come from two contexts. */
  override readonly name = "ShapeError";
}

/** Precisions do not fit together. The message names the operation and both precisions. */
export class DtypeError extends Error {
  /** "DtypeError", also where classes come from two contexts. */
  override readonly name = "DtypeError";
}
