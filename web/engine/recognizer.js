import { EngineError, Messenger } from "./messenger.js";

/**
 * What was read from one drawing.
 * @typedef {{ digits: DigitReading[], text: string, sure: boolean }} Reading
 *   text is "" and digits empty when there was nothing to read; sure is false when it is better
 *   to ask than to claim
 * @typedef {{ probabilities: number[], image: Float32Array }} DigitReading
 *   ten probabilities that sum to 1, and the 784 pixels that the network was given, row by row,
 *   0 = paper to 1 = ink
 * @typedef {import("./protocol.js").Progress} Progress
 */

/** Reads drawn digits, in a worker, on this device. */
export class Recognizer {
  #messenger;
  #busy = false;
  /** @type {{ strokes: number[][][], resolve: Function, reject: Function } | null} */
  #waiting = null;

  /**
   * Starts the engine.
   * @param {{ onProgress?: (progress: Progress) => void }} [options]
   * @returns {Promise<Recognizer>} rejects with an Error whose message says what failed
   */
  static async open({ onProgress = () => {} } = {}) {
    const script = workerScript();
    const messenger = new Messenger(new Worker(script, { type: "module" }), onProgress);
    try {
      await messenger.request("open", null);
    } catch (error) {
      messenger.close(error);
      throw error;
    } finally {
      URL.revokeObjectURL(script);
    }
    return new Recognizer(messenger);
  }

  /**
   * Use `Recognizer.open()`.
   * @param {Messenger} messenger
   */
  constructor(messenger) {
    this.#messenger = messenger;
  }

  /**
   * Reads a drawing. The newest one wins: while one is being read only the latest waits, and a
   * drawing that it replaces is answered with an error named "Superseded".
   * @param {number[][][]} strokes [[[x, y], ...], ...], in any unit, y downward
   * @returns {Promise<Reading>}
   */
  read(strokes) {
    return new Promise((resolve, reject) => {
      this.#waiting?.reject(
        new EngineError({ name: "Superseded", message: "A newer drawing came before this one" }),
      );
      this.#waiting = { strokes, resolve, reject };
      if (!this.#busy) this.#next();
    });
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
    this.#messenger.close(new EngineError({ name: "Closed", message: "The reader was closed" }));
  }

  async #next() {
    const { strokes, resolve, reject } = this.#waiting;
    this.#waiting = null;
    this.#busy = true;
    try {
      const { points, lengths } = pack(strokes);
      const transfer = [points.buffer, lengths.buffer];
      resolve(await this.#messenger.request("read", { points, lengths }, transfer));
    } catch (error) {
      reject(error);
    } finally {
      this.#busy = false;
      if (this.#waiting) this.#next();
    }
  }
}

/**
 * Returns the address of a script in memory that imports the worker's. A worker started from it
 * inherits the page's content security policy. One that is loaded by its own address would have
 * only the policy that its host sends in headers, and a static host sends none.
 * https://www.w3.org/TR/CSP3/#initialize-global-object-csp
 */
function workerScript() {
  const { href } = new URL("./worker.js", import.meta.url);
  return URL.createObjectURL(
    new Blob([`import ${JSON.stringify(href)};`], { type: "text/javascript" }),
  );
}

/**
 * Packs strokes as flat numbers, which cross to the worker without being copied.
 * @param {number[][][]} strokes
 */
function pack(strokes) {
  return {
    points: Float64Array.from(strokes.flat(2)),
    lengths: Uint32Array.from(strokes, (stroke) => stroke.length),
  };
}
