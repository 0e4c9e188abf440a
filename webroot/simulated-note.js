import { sleep } from './wake.js';

const ASK_MILLIS = 30_000;

/**
 * Shows `note` for as long as orders are simulated. The first real order ends that, whoever places it: so it is asked again when
 * `pending`, the orders of this page if it has any, had one placed, and now and then.
 */
export function noteSimulation(note, visitor, pending) {
  let following = false;
  visitor.addEventListener('change', () => {
    note.hidden = !visitor.rights.simulated;
    if (!note.hidden && !following) follow();
  });
  pending?.addEventListener('ordered', () => note.hidden || visitor.renew());

  async function follow() {
    following = true;
    while (!note.hidden) {
      await sleep(ASK_MILLIS);
      if (!note.hidden) await visitor.renew();
    }
    following = false;
  }
}
