const KEY = "pixelpredict-networks";
/** @typedef {"both" | "two layers" | "convolution"} Choice */
export const CHOICES = ["both", "two layers", "convolution"];

/** The second network, and who reads. Emits "change" when either is another. */
export class SecondNetwork extends EventTarget {
  /** Who reads once it has come. @type {Choice} */
  choice = kept();
  /** Somebody's own weights, which may have a second network or none. @type {import("./own-weights.js").OwnWeights} */
  own;
  #come = false;
  #reason = "";
  #current;
  #recognizer = null;
  #opening = Promise.resolve();

  /**
   * @param {() => import("../../engine/recognizer.js").Recognizer | null} current
   * @param {import("./own-weights.js").OwnWeights} own
   */
  constructor(current, own) {
    super();
    this.#current = current;
    this.own = own;
    own.addEventListener("change", () => this.#tell());
    this.#enter(false, "");
  }

  get come() {
    return this.own.folder ? this.own.folder.second : this.#come;
  }

  /** Why it has not come; "" while it is on its way. */
  get reason() {
    if (this.come) return "";
    return this.own.folder ? "your own weights have none" : this.#reason;
  }

  /** The networks that read now, in the engine's order. */
  get heard() {
    if (!this.come) return ["two layers"];
    return this.choice === "both" ? ["two layers", "convolution"] : [this.choice];
  }

  get words() {
    const whose = this.own.folder ? ", your own weights" : "";
    if (this.come) return `Two layers and a convolution, 101,770 and 94,458 numbers${whose}`;
    return `Two layers alone: ${this.reason || "the second is on its way"}`;
  }

  /** Done when nothing of it is on its way. @returns {Promise<void>} */
  get settled() {
    return this.#opening;
  }

  /** Has it come, once for each reader. */
  open() {
    const recognizer = this.#current();
    if (recognizer && recognizer !== this.#recognizer) this.#opening = this.#open(recognizer);
  }

  async #open(recognizer) {
    this.#recognizer = recognizer;
    this.#enter(false, "");
    const reason = await recognizer.readWith(this.choice).then(() => recognizer.openSecond())
      .then(() => "", ({ message }) => message);
    if (recognizer === this.#recognizer) this.#enter(!reason, reason);
  }

  /** Tries again where it has failed. */
  openAnew() {
    if (!this.#reason) return;
    this.#recognizer = null;
    this.open();
  }

  /** @param {Choice} choice */
  async choose(choice) {
    this.choice = choice;
    keep(choice);
    await this.#recognizer?.readWith(choice).catch(() => {}); // the next reading tells
    this.dispatchEvent(new Event("change"));
  }

  #enter(come, reason) {
    [this.#come, this.#reason] = [come, reason];
    this.#tell();
  }

  #tell() {
    document.documentElement.dataset.networks = this.come ? "2" : this.reason ? "failed" : "1";
    this.dispatchEvent(new Event("change"));
  }
}

function kept() {
  try {
    return CHOICES.find((choice) => choice === localStorage.getItem(KEY)) ?? "both";
  } catch {
    return "both";
  }
}

function keep(choice) {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // Storage is forbidden.
  }
}
