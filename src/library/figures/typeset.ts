/** How a figure writes numbers of any size in its text, and names with an index in its labels. */

const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A number by its size: two digits as they are written by hand, or one digit and a power of ten: "0.039", "9·10⁻²⁸". */
export function sizeText(value: number): string {
  const size = Math.abs(value);
  const sign = value < 0 ? "−" : "";
  if (size === 0) return "0";
  if (size >= 0.01 && size < 1000) return sign + String(Number(size.toPrecision(2)));
  const [digit, exponent] = size.toExponential(0).split("e");
  const power = Array.from(String(Math.abs(Number(exponent))), (at) => raised[Number(at)]).join("");
  return `${sign}${digit === "1" ? "" : `${digit}·`}10${Number(exponent) < 0 ? "⁻" : ""}${power}`;
}

/** The minus sign in place of the hyphen that a number is printed with. */
export const minusText = (number: number | string): string => String(number).replace(/^-/, "−");

/** A number with so many digits after the point, with a minus sign and without a minus before zeros: "−0.7", "0.0". */
export const fixedText = (number: number, digits: number): string =>
  minusText(number.toFixed(digits).replace(/^-(?=[0.]*$)/, ""));

/** A name with an index, such as "b_f = 3", for a label of a figure: the index is set below. */
export const withIndices = (name: string): string => name.replace(/_(\w+)/g, "<sub>$1</sub>");

/** "1 seed", "3 seeds". */
export const countText = (count: number, thing: string): string =>
  `${count} ${thing}${count === 1 ? "" : "s"}`;
