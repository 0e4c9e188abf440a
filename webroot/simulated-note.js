import { sleep } from './wake.js';

const ASK_MILLIS = 30_000;
const ANSWERS = 4; // that they are not; a server that is slow, or has just started, says so too

/**
 * Shows `note` for as long as orders are simulated. The first real order ends that, whoever places it: so it is asked again when
 * `pending`, the orders of this page if it has any, had one placed, and now and then until it is sure. Afterwards it is asked
 * every `restMillis`; undefined for never.
 */
export function noteSimulation(note, visitor, { pending, restMillis } = {}) {
  let left = 0; // answers
  const wait = () => (left > 0 ? ASK_MILLIS : restMillis);
  let following = false;
  visitor.addEventListener('change', () => {
    note.hidden = !visitor.rights.simulated;
    left = note.hidden ? left - 1 : ANSWERS;
    if (!following) follow();
  });
  pending?.addEventListener('ordered', () => note.hidden || visitor.renew());

  async function follow() {
    following = true;
    while (wait()) {
      await sleep(wait());
      await visitor.renew();
    }
    following = false;
  }
}
