import { html } from "../look/elements.js";
import { named } from "./hand-words.js";

const DIGITS = 10;

/**
 * Leads through the ten digits once, to be drawn on the paper as one draws them; each can be
 * skipped, and it can be ended at any time.
 *
 * Emits "drawn" with { strokes, digit } for each that was drawn, and "end".
 */
export class Lesson extends EventTarget {
  #drawing;
  #words = html("p", { role: "status", "aria-label": "Lesson" });
  #next = button("Next");
  #box = html("section", { class: "lesson", "aria-label": "Teach my hand" }, this.#words,
    html("div", { class: "choices" }, this.#next, button("Skip"), button("End")));
  #digit = 0;

  /** @param {import("../drawing/drawing.js").Drawing} drawing */
  constructor(drawing) {
    super();
    this.#drawing = drawing;
    this.#next.className = "main";
    this.#box.hidden = true;
    document.querySelector(".findings").append(this.#box);
    for (const type of ["change", "end"]) {
      drawing.addEventListener(type, () => (this.#next.disabled = !this.#drawn));
    }
    this.#box.addEventListener("click", ({ target }) => {
      if (target.textContent === "End") this.#end();
      if (target.textContent === "Skip") this.#go();
      if (target === this.#next) this.#teach();
    });
  }

  /** Begins with the 0, on an empty paper: Undo brings back what was there. */
  start() {
    this.#digit = -1;
    this.#box.hidden = false;
    document.documentElement.dataset.lesson = "running";
    this.#go();
    scrollTo(0, 0); // where paper and answer are both seen
    document.getElementById("drawing").focus({ preventScroll: true });
  }

  get #drawn() {
    return this.#drawing.strokes.length > 0 && !this.#drawing.underWay;
  }

  #teach() {
    if (!this.#drawn) return;
    const detail = { strokes: this.#drawing.strokes, digit: this.#digit };
    this.dispatchEvent(new CustomEvent("drawn", { detail }));
    this.#go();
  }

  #go() {
    this.#drawing.clear();
    this.#digit += 1;
    if (this.#digit === DIGITS) return this.#end();
    this.#words.textContent = `Draw your ${named(this.#digit)}, ${this.#digit + 1} of ${DIGITS}`;
    this.#next.disabled = true;
  }

  #end() {
    this.#drawing.clear();
    this.#box.hidden = true;
    delete document.documentElement.dataset.lesson;
    this.dispatchEvent(new Event("end"));
  }
}

const button = (name) => html("button", { type: "button" }, name);
