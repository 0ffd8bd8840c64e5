/** Milliseconds in which nothing is drawn; who draws on meanwhile is left alone twice as long. */
const REST = 1000;

/** Keeps the started reader for the next visit, once the page works offline and while the pen rests. */
export class Keeping {
  #keep;
  #rest = REST;
  #waiting = null;
  /** What ends it when a pen moves. @type {AbortController | null} null while it is not under way */
  #stop = null;
  /** @type {"not yet" | "wanted" | "done"} */
  #state = "not yet";
  #underWay = Promise.resolve();

  /** @param {(signal: AbortSignal) => Promise<void>} keep rejects when the signal ends it */
  constructor(keep) {
    this.#keep = keep;
  }

  /** Keeps it after a while, once. */
  start() {
    if (this.#state !== "not yet") return;
    this.#state = "wanted";
    this.#wait();
  }

  /** Waits anew: something is being drawn. */
  defer() {
    if (this.#state !== "wanted") return;
    if (this.#stop) this.#rest *= 2;
    this.#stop?.abort();
    this.#stop = null;
    this.#wait();
  }

  /** Begins no more. @returns {Promise<void>} done when nothing is under way */
  end() {
    this.#state = "done";
    clearTimeout(this.#waiting);
    return this.#underWay;
  }

  #wait() {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => (this.#underWay = this.#begin()), this.#rest);
  }

  async #begin() {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    await this.#keep(signal).catch(() => {}); // the next visit then starts as ever
    if (!signal.aborted) this.#state = "done";
  }
}
