import { EngineError, Messenger } from "./messenger.js";
import { moduleWorker, workerScript } from "./module-worker.js";
import { Newest, packed } from "./newest.js";
import { forgetSnapshots, snapshotKept, snapshotSize } from "./snapshot.js";

/**
 * @typedef {import("./later/answers.js").Reading} Reading
 * @typedef {import("./later/answers.js").DigitReading} DigitReading
 * @typedef {import("./later/answers.js").PictureReading} PictureReading
 * @typedef {import("./later/answers.js").Explanation} Explanation
 * @typedef {import("./later/answers.js").Comparison} Comparison
 * @typedef {import("./later/answers.js").Example} Example
 * @typedef {import("./protocol.js").Progress} Progress
 */

const UNLOADED = new EngineError({ name: "DownloadError", message: "A part of the engine could not be loaded" });
const CLOSED = new EngineError({ name: "Closed", message: "The reader was closed" });

/**
 * Reads drawn digits and numbers, and pictures of them, in a worker, on this device.
 *
 * Drawings are [[[x, y], ...], ...], in any unit, y downward. Of each kind of question the newest
 * wins: while one is being answered only the latest waits, and one that it replaces is answered
 * with an error named "Superseded".
 */
export class Recognizer {
  /** Whether opening failed before: what the browser has kept since may be damaged. */
  static #failed = false;
  #messenger;
  /** Asks the questions of which the newest wins, by kind. @type {Record<string, Newest>} */
  #newest = {};
  #pictures = null;
  #hand = null;

  /** Whether a service worker serves this page: what the engine needs is then on the device. */
  static get served() {
    try {
      return Boolean(navigator.serviceWorker?.controller);
    } catch {
      return false; // in a sandboxed frame even to look is an error
    }
  }

  /**
   * Starts the engine.
   * @param {{ onProgress?: (progress: Progress) => void }} [options]
   * @returns {Promise<Recognizer>} rejects with an Error whose message says what failed
   */
  static async open({ onProgress = () => {} } = {}) {
    let opened = false; // afterwards what the worker tells only means that it is at work
    const fresh = Recognizer.#failed;
    // A first visit keeps nothing yet, nor does a page elsewhere: neither waits for storage.
    const restore = Recognizer.served && !fresh;
    const worker = { early: !restore && !fresh, onProgress: (told) => opened || onProgress(told) };
    return Recognizer.#withWorker(worker, async (messenger) => {
      try {
        await messenger.request("open", { fresh, restore });
      } catch (error) {
        Recognizer.#failed = true;
        messenger.close(error);
        if (restore) await forgetSnapshots();
        throw error;
      }
      opened = true;
      return new Recognizer(messenger);
    });
  }

  /**
   * Keeps the memory of a started engine on this device: later visits go on from it, in a fraction
   * of the time. For the page's idle time; does nothing where it is kept already, or cannot be.
   * @param {AbortSignal} [signal] ends it; then nothing is kept, and this rejects
   */
  static async keepStarted(signal) {
    if (await snapshotKept()) return;
    signal?.throwIfAborted();
    await Recognizer.#withWorker({}, async (messenger) => {
      const end = () => messenger.close(CLOSED);
      signal?.addEventListener("abort", end);
      try {
        await messenger.request("keep", null);
      } finally {
        end();
      }
    });
  }

  /** @returns {Promise<number>} the bytes that are kept so */
  static startedSize() {
    return snapshotSize();
  }

  /**
   * Deletes what is kept so.
   * @returns {Promise<boolean>} false where the browser forbids it
   */
  static forgetStarted() {
    return forgetSnapshots();
  }

  static async #withWorker({ early = false, onProgress = () => {} }, use) {
    const script = workerScript(early);
    try {
      return await use(new Messenger(moduleWorker(script), onProgress));
    } finally {
      URL.revokeObjectURL(script);
    }
  }

  /** Use `Recognizer.open()`. @param {Messenger} messenger */
  constructor(messenger) {
    this.#messenger = messenger;
    for (const kind of ["read", "steps", "explain", "compare"]) this.#newest[kind] = new Newest(messenger, kind);
  }

  /**
   * Reads a drawing: one digit, or a number.
   * @param {number[][][]} strokes
   * @returns {Promise<Reading>}
   */
  read(strokes) {
    return this.#newest.read.request(() => packed(strokes));
  }

  /**
   * Shows how a digit becomes the image that the network is given.
   * @param {number[][][]} strokes those of the one digit
   * @returns {Promise<Float32Array[]>} three images of 784 pixels: framed, upright and centred
   */
  steps(strokes) {
    return this.#newest.steps.request(() => packed(strokes));
  }

  /**
   * Shares out the difference between two digits over the ink, exactly.
   * @param {number[][][]} strokes those of the one digit
   * @param {number} digit 0 to 9
   * @param {number} rival another one
   * @returns {Promise<Explanation>} rejects with a "ValueError" when there is no ink
   */
  explain(strokes, digit, rival) {
    return this.#newest.explain.request(() => packed(strokes, { digit, rival }));
  }

  /**
   * Teaches what one drawing is, 0 to 9 or null for no digit: drawings alike are read so from now on.
   * @returns {Promise<number>} how many are taught now
   */
  async teach(strokes, digit) {
    return (await this.hand()).teach([{ strokes, digit }]);
  }

  /** Takes one drawing back, or all, exactly. @returns {Promise<number>} how many are taught still */
  async forget(strokes = null) {
    return (await this.hand()).forget(strokes);
  }

  /** @returns {Promise<Example[]>} what is taught: of too many the least useful has gone */
  async taught() {
    return (await this.hand()).taught();
  }

  /** What asks about all that is taught. @returns {Promise<import("./later/hand.js").Hand>} */
  async hand() {
    const { Hand } = await import("./later/hand.js").catch(() => Promise.reject(UNLOADED));
    return (this.#hand ??= new Hand(this.#messenger));
  }

  /**
   * Fetches the second network: from then on the answer is the mean of both networks' logits.
   * @returns {Promise<void>} rejects with an Error whose message says what failed
   */
  async openSecond() {
    const { fetchSecondNetwork } = await import("./later/second-network.js");
    await this.#messenger.request("second", { files: await fetchSecondNetwork() });
  }

  /**
   * Chooses whose answer counts, once the second network has come.
   * @param {"both" | "two layers" | "convolution"} networks
   */
  async readWith(networks) {
    const alone = { both: undefined, "two layers": 0, convolution: 1 };
    if (!(networks in alone)) throw new RangeError(`No network is called ${networks}`);
    await this.#messenger.request("readWith", { alone: alone[networks] });
  }

  /**
   * Reads with somebody's own weights instead of those that were shipped, until another is chosen.
   * @param {[name: string, content: Uint8Array][] | null} files "W1.npy" and so on, and where a
   *   second network is to read beside it, "convolutional/K1.npy" and so on, as py/train.py writes
   *   them; null for those that were shipped
   * @returns {Promise<void>} rejects with a "WeightsError" that names the file and its fault; then
   *   all stays as it was
   */
  async useWeights(files) {
    await this.#messenger.request("weights", files && { files });
  }

  /** Shows what either network says of a digit, by its strokes, once the second has come. @returns {Promise<Comparison>} */
  compare(strokes) {
    return this.#newest.compare.request(() => packed(strokes));
  }

  /**
   * Reads a picture: a photo, a scan, a screenshot. What it takes is fetched, if it was not yet.
   * @param {{ width: number, height: number, data: Uint8ClampedArray }} imageData such as a
   *   canvas's; the data's buffer goes over to the worker, so that it is empty afterwards
   * @returns {Promise<PictureReading>} rejects with a TypeError for anything else, and with a
   *   "DownloadError" when what it takes does not come
   */
  async readPicture(imageData) {
    return (await this.#forPictures()).read(imageData);
  }

  /** Fetches what pictures take, ahead of the first. @returns {Promise<void>} */
  async openPictures() {
    await (await this.#forPictures()).open();
  }

  /** Does what `explain` does for a digit's image. @returns {Promise<Explanation>} */
  async explainImage(image, digit, rival) {
    return (await this.#forPictures()).explain(image, digit, rival);
  }

  /** Does what `compare` does for a digit's image. @returns {Promise<Comparison>} */
  async compareImage(image) {
    return (await this.#forPictures()).compare(image);
  }

  async #forPictures() {
    const { Pictures } = await import("./later/pictures.js").catch(() => Promise.reject(UNLOADED));
    return (this.#pictures ??= new Pictures(this.#messenger));
  }

  /**
   * Returns the address of everything that the worker has asked for, as the browser noted it.
   * @returns {Promise<string[]>}
   */
  requests() {
    return this.#messenger.request("requests", null);
  }

  /** Ends the worker; whatever is still being read is answered with an error. */
  close() {
    this.#messenger.close(CLOSED);
  }
}
