const KEY = "pixelpredict-theme"; // theme-early.js reads it
const NAMES = { system: "System", light: "Light", dark: "Dark" };

/** A button that goes through the themes. Emits "change" when the page's colours have changed. */
export class ThemeToggle extends EventTarget {
  #button = document.getElementById("theme");
  #systemDark = matchMedia("(prefers-color-scheme: dark)");

  constructor() {
    super();
    this.#button.addEventListener("click", () => this.#choose(this.#next()));
    this.#systemDark.addEventListener("change", () => this.#show());
    this.#show();
  }

  get #choice() {
    return document.documentElement.dataset.theme ?? "system";
  }

  /** First the theme that the system's is not, so that a touch is always seen to do something. */
  #next() {
    const order = this.#systemDark.matches ? ["light", "dark"] : ["dark", "light"];
    return order[order.indexOf(this.#choice) + 1] ?? "system";
  }

  #choose(choice) {
    const { dataset } = document.documentElement;
    if (choice === "system") delete dataset.theme;
    else dataset.theme = choice;
    try {
      if (choice === "system") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, choice);
    } catch {
      // Storage is forbidden: the choice lasts as long as the page.
    }
    this.#show();
  }

  #show() {
    this.#button.ariaLabel = this.#button.title = `Theme: ${NAMES[this.#choice]}`;
    const { backgroundColor } = getComputedStyle(document.body);
    for (const meta of document.querySelectorAll("meta[name=theme-color]")) {
      meta.content = backgroundColor;
    }
    this.dispatchEvent(new Event("change"));
  }
}
