import { lineOf } from "./remarks.js";

/** Shows the number that was read, or those of a picture, one below the other. Where it has several digits, one of them can be chosen. */
export class NumberView {
  #result;
  #onChoose;
  #digits = document.createElement("span");
  #radios = [];

  /**
   * @param {HTMLElement} result
   * @param {(place: number) => void} onChoose
   */
  constructor(result, onChoose) {
    this.#result = result;
    this.#onChoose = onChoose;
    this.#digits.role = "radiogroup";
    this.#digits.ariaLabel = "Digits";
    this.#digits.addEventListener("click", ({ target }) => this.#choose(this.#radios.indexOf(target)));
    this.#digits.addEventListener("keydown", (event) => this.#press(event));
  }

  /** @param {import("./chosen.js").Chosen} chosen */
  show({ reading, place }) {
    const { text, sure, digits } = reading ?? { text: "", sure: false, digits: [] };
    this.#result.classList.toggle("unsure", !sure);
    const lines = text.split("\n");
    this.#result.classList.toggle("lines", lines.length > 1);
    this.#result.style.setProperty("--length", Math.max(...lines.map(({ length }) => length)));
    this.#result.style.setProperty("--lines", lines.length);
    if (digits.length > 1) {
      if (!this.#digits.parentNode) this.#result.replaceChildren(this.#digits);
      this.#fill(reading, place);
    } else if (this.#result.textContent !== text || this.#digits.parentNode) {
      this.#result.textContent = text;
    }
  }

  /** Keeps what is there: it may have the focus. */
  #fill(reading, place) {
    const parts = reading.text.match(/\d\D?/g); // a decimal point stands with the digit before it
    while (this.#radios.length > parts.length) this.#radios.pop().remove();
    while (this.#radios.length < parts.length) this.#radios.push(this.#digits.appendChild(newRadio()));
    const several = reading.lines?.length > 1;
    for (const lineBreak of this.#digits.querySelectorAll("br")) lineBreak.remove();
    this.#radios.forEach((radio, i) => {
      const { line: { sure, digits }, number, at } = lineOf(reading, i);
      const whole = !sure && digits.every(({ candidates }) => candidates.length === 1);
      if (radio.textContent !== parts[i]) radio.textContent = parts[i];
      radio.ariaLabel = `${parts[i][0]}, digit ${at + 1} of ${digits.length}${several ? ` in line ${number}` : ""}`;
      radio.ariaChecked = String(i === place);
      radio.tabIndex = i === place ? 0 : -1;
      if (at === 0 && number > 1) radio.before(document.createElement("br"));
      radio.classList.toggle("unsure", whole || digits[at].candidates.length !== 1);
    });
    if (several) this.#show(this.#radios[place]);
  }

  /** Of many lines not all can be seen: scrolls as far as it takes, and nothing but the number. */
  #show({ offsetTop: top, offsetHeight: height }) {
    const { scrollTop, clientHeight } = this.#result;
    this.#result.scrollTop = Math.max(Math.min(scrollTop, top), top + height - clientHeight);
  }

  #press(event) {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    if (ctrlKey || metaKey || altKey) return;
    const [at, count] = [this.#radios.indexOf(target), this.#radios.length];
    const to = {
      ArrowLeft: at - 1, ArrowUp: at - 1, ArrowRight: at + 1, ArrowDown: at + 1, Home: 0, End: -1, " ": at,
    }[key];
    if (to === undefined) return;
    event.preventDefault(); // no scrolling
    this.#choose((to + count) % count);
    this.#radios[(to + count) % count].focus();
  }

  #choose(place) {
    if (place >= 0) this.#onChoose(place);
  }
}

const newRadio = () => Object.assign(document.createElement("span"), { role: "radio" });
