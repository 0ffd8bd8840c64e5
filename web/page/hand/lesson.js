import { html } from "../look/elements.js";

const DIGITS = 10;
const hint = document.getElementById("hint");
const HINT = hint.textContent;

/**
 * Leads through the ten digits once, to be drawn on the paper as one draws them; each can be
 * skipped, and it can be ended at any time.
 *
 * Emits "drawn" with { strokes, digit } for each that was drawn, and "end".
 */
export class Lesson extends EventTarget {
  #drawing;
  #chosen;
  #words = html("p", { role: "status", "aria-label": "Lesson" });
  #next = html("button", { type: "button", class: "main" });
  #skip = html("button", { type: "button" }, "Skip");
  #stop = html("button", { type: "button" }, "End");
  #box = html("section", { class: "lesson", "aria-label": "Teach my hand" }, this.#words,
    html("div", { class: "choices" }, this.#next, this.#skip, this.#stop));
  #digit = 0;
  /** Strokes of what was drawn before: Undo brings them back, but not as this digit. @type {Set<number[][]>} */
  #old = new Set();

  /**
   * @param {import("../drawing/drawing.js").Drawing} drawing
   * @param {import("../reading/chosen.js").Chosen} chosen what is read of it
   */
  constructor(drawing, chosen) {
    super();
    this.#drawing = drawing;
    this.#chosen = chosen;
    this.#box.hidden = true;
    document.querySelector(".findings").append(this.#box);
    for (const type of ["change", "end"]) drawing.addEventListener(type, () => this.#show());
    chosen.addEventListener("change", () => this.#show());
    this.#next.addEventListener("click", () => this.#teach());
    this.#skip.addEventListener("click", () => this.#go());
    this.#stop.addEventListener("click", () => this.#end());
    document.addEventListener("keydown", ({ key }) => {
      if (key === "Escape" && !this.#box.hidden && !document.querySelector("dialog[open]")) this.#end();
    });
  }

  /** Begins with the 0, on an empty paper: Undo brings back what was there. One that runs goes on. */
  start() {
    if (this.#box.hidden) {
      this.#digit = -1;
      this.#box.hidden = false;
      document.documentElement.dataset.lesson = "running";
      this.#go();
    }
    scrollTo(0, 0); // where paper and answer are both seen
    document.getElementById("drawing").focus({ preventScroll: true });
  }

  get #drawn() {
    const { strokes, underWay } = this.#drawing;
    return strokes.length > 0 && !underWay && !strokes.some((stroke) => this.#old.has(stroke));
  }

  #teach() {
    if (!this.#drawn) return;
    const detail = { strokes: this.#drawing.strokes, digit: this.#digit };
    this.dispatchEvent(new CustomEvent("drawn", { detail }));
    this.#go();
    document.getElementById("drawing").focus({ preventScroll: true });
  }

  #go() {
    for (const stroke of this.#drawing.strokes) this.#old.add(stroke);
    this.#drawing.clear();
    this.#digit += 1;
    if (this.#digit === DIGITS) this.#end();
    else this.#show();
  }

  #show() {
    if (this.#box.hidden) return;
    const { reading } = this.#chosen;
    const other = this.#drawn && reading?.sure && reading.text !== String(this.#digit) ? reading.text : "";
    this.#words.textContent = `Draw your ${this.#digit}, ${this.#digit + 1} of ${DIGITS}`
      + (other && `. It is read as ${other} so far`);
    hint.textContent = `Draw your ${this.#digit}`;
    this.#next.textContent = this.#digit === DIGITS - 1 ? "Done" : "Next";
    this.#next.disabled = !this.#drawn;
  }

  #end() {
    const within = this.#box.contains(document.activeElement);
    this.#box.hidden = true;
    this.#old.clear();
    hint.textContent = HINT;
    delete document.documentElement.dataset.lesson;
    if (within) document.getElementById("drawing").focus({ preventScroll: true });
    this.dispatchEvent(new Event("end"));
  }
}
