/**
 * Gives the drawing away: as a link, as a picture, as an example to learn from.
 *
 * Emits "share", "save" and "keep" when those are asked for; then `label` says what was drawn: "0"
 * to "9" or "none".
 */
export class ShareView extends EventTarget {
  #buttons = { share: document.getElementById("share"), save: document.getElementById("save") };
  #keep = document.getElementById("keep");
  #label = document.getElementById("label");
  #empty = true;
  #link = document.getElementById("link");
  #message;

  /** @param {import("../look/message.js").Message} message */
  constructor(message) {
    super();
    this.#message = message;
    for (const [name, button] of Object.entries(this.#buttons)) {
      button.addEventListener("click", () => this.dispatchEvent(new Event(name)));
    }
    this.#keep.addEventListener("click", () => this.dispatchEvent(new Event("keep")));
    this.#label.addEventListener("change", () => this.#update());
    this.#link.addEventListener("focus", () => this.#link.select());
  }

  /** @param {boolean} empty whether there is nothing to give away */
  set empty(empty) {
    this.#empty = empty;
    if (empty) this.#label.value = ""; // the next drawing is another one
    this.#update();
    this.#message.end();
  }

  get label() {
    return this.#label.value;
  }

  /** @param {string} words */
  say(words) {
    this.#message.say(words);
  }

  /** Passes a link on: to other apps where the device can, else by the clipboard, else by hand. */
  async share(url) {
    this.#message.end();
    if (navigator.share) {
      try {
        await navigator.share({ title: document.title, url });
        return;
      } catch (error) {
        if (error.name === "AbortError") return; // changed their mind
      }
    }
    try {
      await navigator.clipboard.writeText(url);
      this.say("Link copied. The drawing is in the link itself; nothing was uploaded.");
    } catch {
      this.#link.value = url;
      const options = { control: this.#link, lasts: Infinity };
      this.#message.say("Here is the link, to copy by hand:", options);
      this.#link.focus();
    }
  }

  #update() {
    for (const button of Object.values(this.#buttons)) button.disabled = this.#empty;
    this.#keep.disabled = this.#empty || this.label === "";
  }

  /** Lets the browser save a file. @param {Blob} file @param {string} name @param {string} [remark] */
  download(file, name, remark = "") {
    const url = URL.createObjectURL(file);
    Object.assign(document.createElement("a"), { href: url, download: name }).click();
    URL.revokeObjectURL(url);
    this.say(`Saved as ${name}${remark}`);
  }
}
