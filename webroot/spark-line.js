import { curvePath } from './curve-path.js';
import { svgElement } from './svg-markup.js';
import { wholeSteps } from './whole-steps.js';

const WIDTH = 96;
const HEIGHT = 24;
const POINTS = 48;

/**
 * `<spark-line>`: a small curve, for those who see it. Property `values`, from old to new, the last one under way; undefined
 * or empty ones leave its room empty.
 */
export class SparkLine extends HTMLElement {
  #area = svgElement('path', { class: 'area' });
  #line = svgElement('path', { class: 'line' });

  static define() {
    if (!customElements.get('spark-line')) customElements.define('spark-line', SparkLine);
  }

  set values(values = []) {
    const all = [...gather(values.slice(0, -1)), ...values.slice(-1)];
    const points = wholeSteps(all);
    const box = { width: WIDTH, height: HEIGHT, steps: all.length };
    this.#area.setAttribute('d', curvePath(points, { ...box, closed: true }));
    this.#line.setAttribute('d', curvePath(points, box));
  }

  connectedCallback() {
    if (this.firstChild) return;
    this.setAttribute('aria-hidden', 'true');
    this.append(svgElement('svg', { viewBox: `0 -1 ${WIDTH} ${HEIGHT + 2}`, preserveAspectRatio: 'none' }, this.#area, this.#line));
  }
}

/** A small picture shows no more points than it has room for: neighbours are added up. */
function gather(values) {
  const width = Math.ceil(values.length / POINTS);
  if (width < 2) return values;
  const first = values.length % width;
  const groups = first ? [values.slice(0, first)] : [];
  for (let i = first; i < values.length; i += width) groups.push(values.slice(i, i + width));
  return groups.map((group) => group.reduce((sum, value) => sum + value, 0) / group.length);
}
