/**
 * The values of a curve, from old to new, without the step under way while that is less than the one before: only a part of
 * it is over, and what is drawn of it would be a fall that there is not. So a curve grows live, and never ends in a cliff.
 */
export function wholeSteps(values) {
  return values.length > 1 && values.at(-1) < values.at(-2) ? values.slice(0, -1) : values;
}
