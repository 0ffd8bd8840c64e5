const WORDS = {
  unavailable: "Works only with a connection for now",
  insecure: "Works only with a connection: offline use and installing need https",
  preparing: "Getting ready to work offline …",
  ready: "Ready to work offline",
  update: "A new version is ready",
};

/** Says whether the site works offline, and offers a new version. */
export class OfflineView {
  #status = document.getElementById("offline");
  #update = document.getElementById("update");

  /** @param {() => void} onApply */
  constructor(onApply) {
    this.#update.addEventListener("click", () => {
      this.#status.textContent = "Updating …"; // it may wait for what is under way
      onApply();
    });
  }

  /** @param {keyof typeof WORDS} state */
  show(state) {
    this.#status.textContent = WORDS[state];
    this.#update.hidden = state !== "update";
  }
}
