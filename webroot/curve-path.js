/**
 * The `d` of an SVG path through values, from left to right, in a box of `width` by `height` whose foot is 0 and that has
 * room for `steps` of them. An open path is a line; a closed one the area beneath it.
 */
export function curvePath(values, { width, height, top = Math.max(1, ...values), steps = values.length, closed = false }) {
  if (!values.length) return '';
  const step = width / Math.max(1, steps - 1);
  const points = values.map((value, i) => `${round(i * step)} ${round(height - (Math.max(0, value) / top) * height)}`);
  if (values.length === 1) points.push(`${width} ${points[0].split(' ')[1]}`);
  const line = `M${points.join('L')}`;
  return closed ? `${line}L${points.at(-1).split(' ')[0]} ${height}L0 ${height}Z` : line;
}

function round(number) {
  return Math.round(number * 100) / 100;
}
