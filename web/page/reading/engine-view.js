/**
 * Shows how the engine is doing: loading with stage and bytes, ready, or failed with a reason.
 * Emits "ready" whenever it has become so.
 */
export class EngineView extends EventTarget {
  #loading = document.getElementById("loading");
  #progress = document.getElementById("progress");
  #stage = document.getElementById("stage");
  #failure = document.getElementById("failure");
  #reason = document.getElementById("reason");
  #retry = document.getElementById("retry");

  /** @param {() => void} onRetry */
  constructor(onRetry) {
    super();
    this.#retry.addEventListener("click", onRetry);
  }

  /** @param {import("../../engine/protocol.js").Progress} progress */
  loading({ stage, loaded, total }) {
    this.#enter("loading");
    const share = total ? loaded / total : 0;
    this.#progress.setAttribute("aria-valuenow", Math.floor(100 * share));
    this.#progress.style.setProperty("--share", share);
    const bytes = total ? `: ${megabytes(loaded)} of ${megabytes(total)} MB` : "";
    this.#stage.textContent = `${stage}${bytes}`;
  }

  ready() {
    this.#enter("ready");
    this.dispatchEvent(new Event("ready"));
  }

  /** @param {Error} error */
  failed(error) {
    this.#enter("failed");
    this.#reason.textContent = `The reader is not running. ${error.message}`;
    this.#retry.hidden = error.name === "Unsupported"; // it would fail as it did
  }

  /** @param {"loading" | "ready" | "failed"} state */
  #enter(state) {
    document.documentElement.dataset.engine = state;
    this.#loading.hidden = state !== "loading";
    this.#failure.hidden = state !== "failed";
  }
}

const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
