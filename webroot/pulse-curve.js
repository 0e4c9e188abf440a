import { curvePath } from './curve-path.js';
import { svgElement } from './svg-markup.js';

const WIDTH = 600;
const HEIGHT = 200;

/**
 * `<pulse-curve>`: a curve with the area beneath it, and another behind it. Both share one height, which grows at once and
 * shrinks no further than to the higher of them. Property `curves`: `{front, back, steps}`, values from old to new, and how
 * many there is room for, if they are not all. A picture for those who see it: its numbers stand beside it.
 */
export class PulseCurve extends HTMLElement {
  #back = svgElement('path', { class: 'behind' });
  #area = svgElement('path', { class: 'area' });
  #line = svgElement('path', { class: 'line' });

  static define() {
    if (!customElements.get('pulse-curve')) customElements.define('pulse-curve', PulseCurve);
  }

  set curves({ front, back = [], steps = front.length }) {
    const box = { width: WIDTH, height: HEIGHT, steps, top: Math.max(1, ...front, ...back) * 1.04 };
    set(this.#back, curvePath(back, { ...box, steps: back.length }));
    set(this.#area, curvePath(front, { ...box, closed: true }));
    set(this.#line, curvePath(front, box));
  }

  connectedCallback() {
    if (this.firstChild) return;
    this.setAttribute('aria-hidden', 'true');
    this.append(svgElement('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none' }, this.#area, this.#back, this.#line));
  }
}

function set(path, d) {
  if (path.getAttribute('d') !== d) path.setAttribute('d', d);
}
