/** Everything that the module exports. */

export { applySigmoid, applyTanh } from "./activation";
export { adam } from "./adam";
export {
  gruAfterBackward,
  gruAfterForward,
  gruBeforeGates,
  gruBeforeGatesBackward,
  gruBeforeOutput,
  gruBeforeOutputBackward,
} from "./gru";
export { lstmBackward, lstmForward } from "./lstm";
export { pack, transpose } from "./pack";
export { product } from "./product";
export { rnnBackward, rnnForward } from "./rnn";
export { addTo, allFinite, columnDots, columnSums, fillRows } from "./rows";
export { softmaxCrossEntropy } from "./softmax";

/** The first address that belongs to the caller. */
export function firstFree(): usize {
  return __heap_base;
}
