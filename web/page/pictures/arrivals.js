const BUSY = "dialog[open]"; // what lies over the page goes first

/**
 * Takes in the pictures that are chosen by a button, dropped on the page, or pasted into it.
 *
 * Emits "file" with the File as its detail. All else that is dropped is refused: the browser would
 * open it in the page's place.
 */
export class Arrivals extends EventTarget {
  #input = document.getElementById("picture-file");
  #paper = document.querySelector(".paper");

  constructor() {
    super();
    document.getElementById("open-picture").addEventListener("click", () => this.#input.click());
    this.#input.addEventListener("change", () => {
      this.#take(this.#input.files);
      this.#input.value = ""; // else the same file, chosen again, would be no change
    });
    document.addEventListener("dragover", (event) => this.#drag(event));
    document.addEventListener("dragleave", ({ relatedTarget }) => this.#mark(relatedTarget !== null));
    document.addEventListener("drop", (event) => {
      const taken = event.defaultPrevented; // by a part of the page that takes other files
      event.preventDefault();
      this.#mark(false);
      if (!taken) this.#take(event.dataTransfer.files);
    });
    document.addEventListener("paste", (event) => {
      if (event.clipboardData.files.length === 0) return;
      event.preventDefault();
      this.#take(event.clipboardData.files);
    });
  }

  #drag(event) {
    if (event.defaultPrevented) return this.#mark(false); // another part takes it
    event.preventDefault();
    const welcome = event.dataTransfer.types.includes("Files") && !document.querySelector(BUSY);
    event.dataTransfer.dropEffect = welcome ? "copy" : "none"; // seen beside the pointer
    this.#mark(welcome);
  }

  #mark(receiving) {
    if (!receiving || !this.#paper.classList.contains("receiving")) {
      this.#paper.classList.toggle("receiving", receiving);
    }
  }

  /** One at a time: of several the first picture. @param {FileList} files */
  #take(files) {
    const file = [...files].find(({ type }) => type.startsWith("image/")) ?? files[0];
    if (file && !document.querySelector(BUSY)) this.dispatchEvent(new CustomEvent("file", { detail: file }));
  }
}
