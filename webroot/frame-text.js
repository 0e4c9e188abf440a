import { requestPaint } from './frames.js';
import { setText } from './markup.js';

const texts = new Map(); // what elements say from the next frame on

const painter = {
  paint() {
    for (const [target, text] of texts) setText(target, text);
    texts.clear();
    return false;
  },
};

/** Sets the text of an element in the next frame, however often it changes before; at once where there is none yet. */
export function setTextInFrame(target, text) {
  if (!target.textContent && !texts.has(target)) return setText(target, text);
  texts.set(target, text);
  requestPaint(painter);
}
