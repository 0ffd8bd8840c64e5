import { EngineError } from "./messenger.js";

/**
 * Sends drawings of one kind of request, the newest one first: while one is under way only the
 * latest waits, and a drawing that it replaces is answered with an error named "Superseded".
 */
export class Newest {
  #messenger;
  #kind;
  #busy = false;
  /** @type {{ strokes: number[][][], question: object, resolve: Function, reject: Function } | null} */
  #waiting = null;

  /**
   * @param {import("./messenger.js").Messenger} messenger
   * @param {import("./protocol.js").Request["kind"]} kind
   */
  constructor(messenger, kind) {
    this.#messenger = messenger;
    this.#kind = kind;
  }

  /**
   * @param {number[][][]} strokes
   * @param {object} [question] what else the request asks
   * @returns {Promise<any>}
   */
  request(strokes, question = {}) {
    return new Promise((resolve, reject) => {
      this.#waiting?.reject(
        new EngineError({ name: "Superseded", message: "A newer drawing came before this one" }),
      );
      this.#waiting = { strokes, question, resolve, reject };
      if (!this.#busy) this.#next();
    });
  }

  async #next() {
    const { strokes, question, resolve, reject } = this.#waiting;
    this.#waiting = null;
    this.#busy = true;
    try {
      const drawing = pack(strokes);
      const transfer = [drawing.points.buffer, drawing.lengths.buffer];
      resolve(await this.#messenger.request(this.#kind, { ...drawing, ...question }, transfer));
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
 */
function pack(strokes) {
  return {
    points: Float64Array.from(strokes.flat(2)),
    lengths: Uint32Array.from(strokes, (stroke) => stroke.length),
  };
}
