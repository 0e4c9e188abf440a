/**
 * An event that asks the page for something, answered as a fetch event is: a listener calls `respondWith(promise)`, and the
 * element that asked awaits `answer`. So an element knows no server, and the page knows no button.
 */
export class RequestEvent extends Event {
  answer = Promise.reject(new Error('nobody answers this'));

  constructor(type, detail) {
    super(type, { bubbles: true });
    this.detail = detail;
    this.answer.catch(() => {}); // replaced before anyone looks, or reported to the one who awaits it
  }

  respondWith(promise) {
    this.answer = promise;
  }
}
