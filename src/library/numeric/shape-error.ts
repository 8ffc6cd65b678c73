/** Shapes do not fit together. The message names the operation and both shapes. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
}

/** Precisions do not fit together. The message names the operation and both precisions. */
export class DtypeError extends Error {
  override readonly name = "DtypeError";
}
