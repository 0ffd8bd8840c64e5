import { refusedBy } from "./policy.js";
import { request } from "./protocol.js";

/** Seconds that a worker may keep silent while it owes an answer; a slow phone takes less than one. */
const PATIENCE = 10;
/**
 * The same for what takes longer. Opening tells of every step; the longest, starting Python, may
 * take 10 s. So may a large picture on a slow phone.
 */
const LONG_PATIENCE = 30;
const LONG = ["open", "keep", "readPicture"];
const SANDBOXED = "A sandboxed frame lets the reader start no worker: it needs a page of its own";
const FORBIDDEN = "A content security policy that the host sends forbids the engine's worker: "
  + "it must allow worker-src blob:";

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
 * with the reason, so that nobody waits for ever. A worker that was killed tells nobody, and a
 * connection may stand still: so silence breaks it, too.
 */
export class Messenger {
  #worker;
  #onProgress;
  #lastId = 0;
  /** @type {Map<number, { patience: number, resolve: (result: any) => void, reject: (error: Error) => void }>} */
  #pending = new Map();
  /** @type {Error | null} */
  #broken = null;
  /** Seconds since the worker was last heard; counted, for a clock runs on while a tab sleeps. */
  #silent = 0;
  #listening = 0;

  /**
   * @param {Worker} worker
   * @param {(progress: import("./protocol.js").Progress) => void} onProgress
   */
  constructor(worker, onProgress) {
    this.#worker = worker;
    this.#onProgress = onProgress;
    worker.onmessage = ({ data }) => this.#receive(data);
    // A worker whose file cannot be loaded, or must not be, fires an event without a message.
    worker.onerror = async ({ message }) => {
      if (message) this.#break(`The engine's worker stopped: ${message}`);
      else if (await refusedBy("blob")) this.#break(FORBIDDEN);
      else if (self.origin === "null") this.#break(SANDBOXED, "Unsupported");
      else this.#break("The engine's worker could not be loaded");
    };
    worker.onmessageerror = () => this.#break("An answer could not be read");
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
    const patience = LONG.includes(kind) ? LONG_PATIENCE : PATIENCE;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { patience, resolve, reject });
      this.#heard();
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
    clearInterval(this.#listening);
    for (const { reject } of this.#pending.values()) reject(reason);
    this.#pending.clear();
  }

  #break(message, name = "WorkerError") {
    this.close(new EngineError({ name, message }));
  }

  /** Counts the silence anew, for as long as an answer is owed. */
  #heard() {
    this.#silent = 0;
    clearInterval(this.#listening);
    if (!this.#pending.size) return;
    const patience = Math.max(...Array.from(this.#pending.values(), ({ patience }) => patience));
    this.#listening = setInterval(() => {
      if (++this.#silent >= patience) this.#break(`Nothing has moved for ${patience} seconds`);
    }, 1000);
  }

  #receive(message) {
    if (message.kind === "progress") {
      // It starts a Python, be it only to answer: that may take long.
      for (const waiting of this.#pending.values()) waiting.patience = LONG_PATIENCE;
      this.#heard();
      this.#onProgress(message);
      return;
    }
    const waiting = this.#pending.get(message.id);
    if (!waiting) return;
    this.#pending.delete(message.id);
    this.#heard();
    if (message.ok) waiting.resolve(message.result);
    else waiting.reject(new EngineError(message.error));
  }
}
