/** The panel that explains the keys; the page behind it waits. */
export class HelpView {
  #dialog = document.getElementById("help");

  constructor() {
    document.getElementById("open-help").addEventListener("click", () => this.open());
    document.getElementById("close-help").addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("click", ({ target }) => {
      if (target === this.#dialog) this.#dialog.close(); // beside the panel's content
    });
  }

  open() {
    this.#dialog.showModal();
  }
}
