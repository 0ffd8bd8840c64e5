import { EngineError } from "./messenger.js";

/**
 * Sends requests of one kind, the newest one first: while one is under way only the latest waits,
 * and one that it replaces is answered with an error named "Superseded".
 */
export class Newest {
  #messenger;
  #kind;
  #busy = false;
  /** @type {{ pack: () => Packed, resolve: Function, reject: Function } | null} */
  #waiting = null;

  /**
   * @param {import("./messenger.js").Messenger} messenger
   * @param {import("./protocol.js").Request["kind"]} kind
   */
  constructor(messenger, kind) {
    this.#messenger = messenger;
    this.#kind = kind;
  }

  /** @typedef {{ payload: object, transfer: Transferable[] }} Packed */

  /**
   * @param {() => Packed} pack called when it is sent
   * @returns {Promise<any>}
   */
  request(pack) {
    return new Promise((resolve, reject) => {
      this.#waiting?.reject(
        new EngineError({ name: "Superseded", message: "A newer one came before it" }),
      );
      this.#waiting = { pack, resolve, reject };
      if (!this.#busy) this.#next();
    });
  }

  async #next() {
    const { pack, resolve, reject } = this.#waiting;
    this.#waiting = null;
    this.#busy = true;
    try {
      const { payload, transfer } = pack();
      resolve(await this.#messenger.request(this.#kind, payload, transfer));
    } catch (error) {
      reject(error);
    } finally {
      this.#busy = false;
      if (this.#waiting) this.#next();
    }
  }
}

/**
 * Packs strokes as flat numbers, which cross to the worker without being copied.
 * @param {number[][][]} strokes
 * @param {object} [question] what else the request asks
 * @returns {Packed}
 */
export function packed(strokes, question = {}) {
  const points = Float64Array.from(strokes.flat(2));
  const lengths = Uint32Array.from(strokes, (stroke) => stroke.length);
  return { payload: { points, lengths, ...question }, transfer: [points.buffer, lengths.buffer] };
}
