/**
 * What somebody brought in place of what was shipped.
 * @typedef {{ weights: [name: string, content: Uint8Array][], papers: Map<string, Uint8Array | Error>,
 *   second: boolean }} Folder
 *   papers: what tells of the weights, by name, or why it could not be read; second: whether there is
 *   a second network
 */

/**
 * Somebody's own weights, which read until the page is loaded anew. Nothing of them is kept.
 * Emits "change" when others read than before.
 */
export class OwnWeights extends EventTarget {
  /** What reads; null where it is what was shipped. @type {Folder | null} */
  folder = null;
  #current;

  /** @param {() => import("../../engine/recognizer.js").Recognizer | null} current */
  constructor(current) {
    super();
    this.#current = current;
  }

  /** @param {Folder | null} folder rejects with the reason where it cannot be read with: then all is as before */
  async use(folder) {
    const recognizer = this.#current();
    if (!recognizer) throw new Error("The reader is not running");
    await recognizer.useWeights(folder && folder.weights);
    this.#enter(folder);
  }

  /** Brings them to a new reader: it begins with what was shipped. */
  bring() {
    if (this.folder) this.use(this.folder).catch(() => this.#enter(null));
  }

  #enter(folder) {
    this.folder = folder;
    this.dispatchEvent(new Event("change"));
  }
}
