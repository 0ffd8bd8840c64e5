const REST = 5000; // ms in which nothing is drawn

/** Keeps the started reader for the next visit, once the page works offline and the pen rests. */
export class Keeping {
  #keep;
  #waiting = null;

  /** @param {() => Promise<void>} keep */
  constructor(keep) {
    this.#keep = keep;
  }

  /** Keeps it after a while. */
  start() {
    this.#waiting ??= setTimeout(() => this.#keep().catch(() => {}), REST); // else it starts as ever
  }

  /** Waits anew: something is being drawn. */
  defer() {
    if (this.#waiting === null) return;
    clearTimeout(this.#waiting);
    this.#waiting = null;
    this.start();
  }
}
