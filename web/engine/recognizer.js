import { loadWorker } from "./load-worker.js";
import { EngineError, Messenger } from "./messenger.js";
import { Newest } from "./newest.js";
import { forgetSnapshots, snapshotKept, snapshotSize } from "./snapshot.js";

/**
 * What was read from one drawing.
 * @typedef {{ text: string, sure: boolean, alternative: string, digits: DigitReading[],
 *   point: number[], stray: number[] }} Reading
 *   text is "" and digits empty when there was nothing to read, else the digits from left to right,
 *   with a "." where a decimal separator is; sure is false when it is better to ask than to claim;
 *   alternative is the second best reading of the whole number where it is close, maybe of another
 *   length, else ""; point are the strokes that are the decimal separator, and stray those that
 *   belong to no digit: all strokes are told by their places in the drawing, from 0
 * @typedef {{ probabilities: number[], candidates: number[], image: Float32Array,
 *   strokes: number[] }} DigitReading
 *   ten probabilities that sum to 1; what was drawn: one digit when that is sure, two when it is
 *   one of them, none when it is no digit; the 784 pixels that the network was given, row by row,
 *   0 = paper to 1 = ink; and the strokes that the digit is made of
 *
 * Why one digit rather than its rival; all figures are in nats.
 * @typedef {{ digit: number, rival: number, difference: number, odds: number, constant: number,
 *   shares: Float64Array, inkFor: number, inkAgainst: number, neurons: Neuron[],
 *   networks: string[] }} Explanation
 *   the difference of the two logits; how many times likelier the digit is; the share of each of
 *   the 784 pixels, above 0 for the digit and below for the rival, and the sums of either: the
 *   shares and the constant sum to the difference
 * @typedef {{ network: number, number: number, share: number, looksFor: Float64Array }} Neuron
 *   which of the networks that read, its share in the difference, and for each of the 784 pixels
 *   how ink there makes it fire: of the two layers its weights, else its slope for this drawing
 *
 * @typedef {import("./later/second-network.js").Comparison} Comparison
 * @typedef {import("./protocol.js").Progress} Progress
 */

/** All that the worker is made of: asked for at once, not when what imports it has come. */
const WORKER_MODULES = [
  "./protocol.js", "./policy.js", "./integrity.js", "./download.js", "./zip.js", "./pyodide.js", "./snapshot.js",
  "./python.js", "../runtime/runtime.js", "./worker.js",
];

const CLOSED = new EngineError({ name: "Closed", message: "The reader was closed" });

/**
 * Reads drawn digits and numbers, in a worker, on this device.
 *
 * Drawings are [[[x, y], ...], ...], in any unit, y downward. Of each kind of question the newest
 * wins: while one is being answered only the latest waits, and one that it replaces is answered
 * with an error named "Superseded".
 */
export class Recognizer {
  /** Whether opening failed before: what the browser has kept since may be damaged. */
  static #failed = false;
  #messenger;
  #readings;
  #steps;
  #explanations;
  #comparisons;

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
    return Recognizer.#withWorker(onProgress, async (messenger) => {
      const fresh = Recognizer.#failed;
      // A first visit keeps nothing yet, nor does a page elsewhere: neither waits for storage.
      const restore = Recognizer.served && !fresh;
      try {
        await messenger.request("open", { fresh, restore });
      } catch (error) {
        Recognizer.#failed = true;
        messenger.close(error);
        if (restore) await forgetSnapshots();
        throw error;
      }
      return new Recognizer(messenger);
    });
  }

  /**
   * Keeps the memory of a started engine on this device: later visits go on from it, in a fraction
   * of the time. For the page's idle time; does nothing where it is kept already, or cannot be.
   */
  static async keepStarted() {
    if (await snapshotKept()) return;
    await Recognizer.#withWorker(() => {}, async (messenger) => {
      try {
        await messenger.request("keep", null);
      } finally {
        messenger.close(CLOSED);
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

  static async #withWorker(onProgress, use) {
    const script = workerScript();
    try {
      return await use(new Messenger(moduleWorker(script), onProgress));
    } finally {
      URL.revokeObjectURL(script);
    }
  }

  /**
   * Use `Recognizer.open()`.
   * @param {Messenger} messenger
   */
  constructor(messenger) {
    this.#messenger = messenger;
    this.#readings = new Newest(messenger, "read");
    this.#steps = new Newest(messenger, "steps");
    this.#explanations = new Newest(messenger, "explain");
    this.#comparisons = new Newest(messenger, "compare");
  }

  /**
   * Reads a drawing: one digit, or a number.
   * @param {number[][][]} strokes
   * @returns {Promise<Reading>}
   */
  read(strokes) {
    return this.#readings.request(strokes);
  }

  /**
   * Shows how a digit becomes the image that the network is given.
   * @param {number[][][]} strokes those of the one digit
   * @returns {Promise<Float32Array[]>} three images of 784 pixels: framed, upright and centred
   */
  steps(strokes) {
    return this.#steps.request(strokes);
  }

  /**
   * Shares out the difference between two digits over the ink, exactly.
   * @param {number[][][]} strokes those of the one digit
   * @param {number} digit 0 to 9
   * @param {number} rival another one
   * @returns {Promise<Explanation>} rejects with a "ValueError" when there is no ink
   */
  explain(strokes, digit, rival) {
    return this.#explanations.request(strokes, { digit, rival });
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
   * Shows what either network says of a digit, once the second has come.
   * @param {number[][][]} strokes those of the digit
   * @returns {Promise<Comparison>}
   */
  compare(strokes) {
    return this.#comparisons.request(strokes);
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

/**
 * @param {string} script
 * @returns {Worker} throws an EngineError in a browser whose workers know no modules
 */
function moduleWorker(script) {
  let asked = false; // who knows no modules does not ask for the type
  const worker = new Worker(script, {
    get type() {
      asked = true;
      return "module";
    },
  });
  if (asked) return worker;
  worker.terminate();
  throw new EngineError({ name: "Unsupported", message: "This browser lacks module workers" });
}

/**
 * Returns the address of a script in memory that loads the worker's modules. A worker that is
 * started from it inherits the page's content security policy. One that is loaded by its own
 * address would have only the policy that its host sends in headers, and a static host sends none.
 * https://www.w3.org/TR/CSP3/#initialize-global-object-csp
 */
function workerScript() {
  const addresses = WORKER_MODULES.map((path) => new URL(path, import.meta.url).href);
  const script = `(${loadWorker})(${JSON.stringify(addresses)});`;
  return URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
}
