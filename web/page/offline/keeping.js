const REST = 5000; // ms in which nothing is drawn

/** Keeps the started reader for the next visit: once, when the page works offline and the pen rests. */
export class Keeping {
  /** @type {(() => Promise<void>) | null} null once it was begun */
  #keep;
  #waiting = null;

  /** @param {() => Promise<void>} keep */
  constructor(keep) {
    this.#keep = keep;
  }

  /** Keeps it after a while. */
  start() {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      this.#keep?.().catch(() => {}); // the next visit then starts as ever
      this.#keep = null;
    }, REST);
  }

  /** Waits anew: something is being drawn. */
  defer() {
    if (this.#waiting !== null && this.#keep) this.start();
  }
}
