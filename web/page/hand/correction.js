import { html } from "../look/elements.js";

const ANSWERS = [..."0123456789", "no digit"];
const ASK = "Wrong?";
const ANSWER = "Wrong? It is …";

/**
 * Lets one say what the chosen digit really is, beside the answer; out of sight until it is wanted.
 *
 * Emits "correct" with { strokes, digit } as its detail, as soon as a finger touches the digit.
 */
export class Correction extends EventTarget {
  #button = document.getElementById("wrong");
  #answers = html("div", { class: "answers", role: "group", "aria-label": ANSWER, id: "answers" });
  #chosen;
  /** What was touched and has taught already: the click that comes of it is no second one. */
  #touched = null;

  /** @param {import("../reading/chosen.js").Chosen} chosen */
  constructor(chosen) {
    super();
    this.#chosen = chosen;
    this.#answers.hidden = true;
    this.#answers.append(...ANSWERS.map((answer) => html("button", { type: "button" }, answer)));
    document.querySelector(".findings").append(this.#answers);
    this.#button.addEventListener("click", () => this.#open(this.#answers.hidden));
    this.#answers.addEventListener("pointerdown", (event) => this.#touch(event));
    this.#answers.addEventListener("click", ({ target }) => {
      if (target !== this.#touched) this.#correct(target);
      this.#touched = null;
    });
    document.addEventListener("keydown", ({ key }) => {
      if (key === "Escape" && !this.#answers.hidden) this.close();
    });
  }

  /** Tells of the digit that is chosen now: there is something to correct, or not. */
  show() {
    const strokes = this.#chosen.ownStrokes;
    this.#button.disabled = strokes.length === 0; // of a picture there are none
    if (strokes.length === 0) this.#open(false);
  }

  close() {
    const within = this.#answers.contains(document.activeElement);
    this.#open(false);
    if (within) this.#button.focus({ preventScroll: true });
  }

  #open(open) {
    this.#touched = null;
    this.#answers.hidden = !open;
    this.#button.ariaExpanded = String(open);
    this.#button.textContent = open ? ANSWER : ASK;
  }

  #touch({ target, button, isPrimary }) {
    if (button !== 0 || !isPrimary || target === this.#answers) return;
    this.#touched = target;
    this.#correct(target);
  }

  #correct(target) {
    const answer = ANSWERS.indexOf(target.textContent);
    if (answer < 0) return; // between two of them
    const detail = { strokes: this.#chosen.ownStrokes, digit: answer < 10 ? answer : null };
    this.close();
    this.dispatchEvent(new CustomEvent("correct", { detail }));
  }
}
