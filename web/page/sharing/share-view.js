import { download } from "../look/download.js";

/** Gives the drawing away, as a link or as a picture: emits "share" and "save" when it is asked to. */
export class ShareView extends EventTarget {
  #buttons = { share: document.getElementById("share"), save: document.getElementById("save") };
  #link = document.getElementById("link");
  #message;

  /** @param {import("../look/message.js").Message} message */
  constructor(message) {
    super();
    this.#message = message;
    for (const [name, button] of Object.entries(this.#buttons)) {
      button.addEventListener("click", () => this.dispatchEvent(new Event(name)));
    }
    this.#link.addEventListener("focus", () => this.#link.select());
  }

  /** @param {boolean} empty whether there is nothing to give away */
  set empty(empty) {
    for (const button of Object.values(this.#buttons)) button.disabled = empty;
    this.#message.end();
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

  /** Saves a file, and says so. @param {Blob} file @param {string} name @param {string} [remark] */
  download(file, name, remark = "") {
    download(file, name);
    this.say(`Saved as ${name}${remark}`);
  }
}
