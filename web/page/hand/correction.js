import { html } from "../look/elements.js";

const ANSWERS = [..."0123456789", "no digit"];
const ASK = "Wrong?";
const ANSWER = "Wrong? It is …";
const TWICE = 400; // ms: within these a second tap belongs to the first

/**
 * Lets one say what the chosen digit really is, beside the answer; out of sight until it is wanted.
 *
 * Emits "correct" with { strokes, digit } as its detail, as soon as a finger touches the digit, and
 * "slip" with the same when the finger is lifted elsewhere.
 */
export class Correction extends EventTarget {
  #button = document.getElementById("wrong");
  #answers = html("div", { class: "answers", role: "group", "aria-label": ANSWER, id: "answers" });
  #chosen;
  /** The strokes that are asked about. @type {number[][][]} */
  #strokes = [];
  /** What was touched and has taught already: the click that comes of it is no second one. */
  #touched = null;
  #closed = -Infinity;

  /** @param {import("../reading/chosen.js").Chosen} chosen */
  constructor(chosen) {
    super();
    this.#chosen = chosen;
    this.#answers.hidden = true;
    this.#answers.append(...ANSWERS.map((answer) => html("button", { type: "button" }, answer)));
    const bars = document.getElementById("bars");
    bars.after(this.#answers);
    this.#button.addEventListener("click", () => this.#open(this.#answers.hidden));
    this.#answers.addEventListener("pointerdown", (event) => this.#touch(event));
    this.#answers.addEventListener("click", (event) => this.#click(event));
    // They lie under the answers, and are not meant by the second of two quick taps.
    bars.addEventListener("click", (event) => {
      if (event.timeStamp - this.#closed < TWICE) event.stopPropagation();
    }, { capture: true });
    document.addEventListener("keydown", (event) => this.#press(event));
  }

  /** Tells of the digit that is chosen now: there is something to correct, or not. */
  show() {
    const strokes = this.#chosen.ownStrokes;
    this.#button.disabled = strokes.length === 0; // of a picture there are none
    const same = strokes.length === this.#strokes.length && strokes.every((each, i) => each === this.#strokes[i]);
    if (!same && !this.#answers.hidden) this.#open(false);
  }

  #open(open) {
    const within = this.#answers.contains(document.activeElement);
    this.#strokes = this.#chosen.ownStrokes;
    this.#touched = null;
    this.#answers.hidden = !open;
    this.#button.ariaExpanded = String(open);
    this.#button.textContent = open ? ANSWER : ASK;
    if (open) this.#answers.scrollIntoView({ block: "nearest" });
    if (within) this.#button.focus({ preventScroll: true });
  }

  #touch({ target, button, isPrimary, pointerId }) {
    if (button !== 0 || !isPrimary || target === this.#answers) return;
    this.#touched = target;
    const detail = this.#correct(target);
    const lifted = ({ pointerId: lifting, type, clientX, clientY }) => {
      if (lifting !== pointerId) return;
      for (const end of ["pointerup", "pointercancel"]) removeEventListener(end, lifted);
      if (type === "pointerup" && document.elementFromPoint(clientX, clientY) === target) return;
      this.#touched = null;
      this.dispatchEvent(new CustomEvent("slip", { detail }));
    };
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, lifted);
  }

  #click({ target, timeStamp }) {
    if (target === this.#answers) return; // between two of them
    if (target !== this.#touched) this.#correct(target);
    this.#closed = timeStamp;
    this.#open(false);
  }

  #press({ key, ctrlKey, metaKey, altKey }) {
    if (this.#answers.hidden || ctrlKey || metaKey || altKey) return;
    if (key === "Escape") this.#open(false);
    if (!/^\d$/.test(key)) return;
    this.#correct(this.#answers.children[key]);
    this.#open(false);
  }

  #correct({ textContent }) {
    const answer = ANSWERS.indexOf(textContent);
    const detail = { strokes: this.#chosen.ownStrokes, digit: answer < 10 ? answer : null };
    this.dispatchEvent(new CustomEvent("correct", { detail }));
    return detail;
  }
}
