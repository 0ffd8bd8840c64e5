import { request } from "./protocol.js";

/** An error with the name that the other side gave it. */
export class EngineError extends Error {
  /** @param {{ name: string, message: string }} error */
  constructor({ name, message }) {
    super(message);
    this.name = name;
  }
}

/**
 * Sends requests to a worker and matches its answers to them.
 *
 * It owns failure: once the worker is broken, every pending and every later request is answered
 * with the reason, so that nobody waits for ever.
 */
export class Messenger {
  #worker;
  #onProgress;
  #lastId = 0;
  /** @type {Map<number, { resolve: (result: any) => void, reject: (error: Error) => void }>} */
  #pending = new Map();
  /** @type {Error | null} */
  #broken = null;

  /**
   * @param {Worker} worker
   * @param {(progress: import("./protocol.js").Progress) => void} onProgress
   */
  constructor(worker, onProgress) {
    this.#worker = worker;
    this.#onProgress = onProgress;
    worker.onmessage = ({ data }) => this.#receive(data);
    // A worker whose file cannot be loaded fires an event without a message.
    worker.onerror = (event) => {
      const message = event.message || "The engine's worker could not be loaded";
      this.close(new EngineError({ name: "WorkerError", message }));
    };
    worker.onmessageerror = () =>
      this.close(new EngineError({ name: "WorkerError", message: "An answer could not be read" }));
  }

  /**
   * @param {import("./protocol.js").Request["kind"]} kind
   * @param {unknown} payload
   * @param {Transferable[]} [transfer]
   * @returns {Promise<any>} the result; rejects with an EngineError
   */
  request(kind, payload, transfer = []) {
    if (this.#broken) return Promise.reject(this.#broken);
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#worker.postMessage(request(id, kind, payload), transfer);
    });
  }

  /**
   * Ends the worker and answers everything that waits, or will ever ask, with the reason.
   * @param {Error} reason
   */
  close(reason) {
    if (this.#broken) return;
    this.#broken = reason;
    this.#worker.terminate();
    for (const { reject } of this.#pending.values()) reject(reason);
    this.#pending.clear();
  }

  #receive(message) {
    if (message.kind === "progress") {
      this.#onProgress(message);
      return;
    }
    const waiting = this.#pending.get(message.id);
    if (!waiting) return;
    this.#pending.delete(message.id);
    if (message.ok) waiting.resolve(message.result);
    else waiting.reject(new EngineError(message.error));
  }
}
