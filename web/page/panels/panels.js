import { SeenView } from "./seen-view.js";
import { WhyView } from "./why-view.js";

/**
 * The panels below the drawing. Each asks the engine only while it is open, and only after a
 * reading: a reading under way waits for none of them, the next for one question of each at most.
 */
export class Panels {
  #seen = document.getElementById("seen");
  #why = document.getElementById("why");
  #training = document.getElementById("training");
  #seenView = new SeenView();
  #whyView = new WhyView();
  /** What was read last. @type {{ recognizer: Recognizer, strokes: number[][][], digit: DigitReading } | null} */
  #latest = null;

  /** @typedef {import("../../engine/recognizer.js").Recognizer} Recognizer */
  /** @typedef {import("../../engine/recognizer.js").DigitReading} DigitReading */

  constructor() {
    this.#seen.addEventListener("toggle", () => this.#see());
    this.#why.addEventListener("toggle", () => this.#explain());
    this.#training.addEventListener("toggle", () => this.#showTraining());
    this.#whyView.addEventListener("rival", () => this.#explain());
    document.getElementById("bars").addEventListener("click", (event) => this.#choose(event));
    const repaint = () => [this.#seenView, this.#whyView].forEach((view) => view.paint());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
    new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  }

  /**
   * Tells of a drawing as it was read.
   * @param {Recognizer} recognizer
   * @param {number[][][]} strokes
   * @param {DigitReading} digit
   */
  show(recognizer, strokes, digit) {
    this.#latest = { recognizer, strokes, digit };
    this.#see();
    this.#explain();
  }

  clear() {
    this.#latest = null;
    this.#seenView.clear();
    this.#whyView.clear();
  }

  async #see() {
    if (!this.#seen.open || !this.#latest) return;
    const { recognizer, strokes } = this.#latest;
    const steps = await answered(recognizer.steps(strokes));
    if (steps && this.#latest) this.#seenView.show(strokes, steps);
  }

  async #explain() {
    if (!this.#why.open || !this.#latest) return;
    const { recognizer, strokes, digit } = this.#latest;
    const [first, second] = ranked(digit.probabilities);
    const { rival } = this.#whyView;
    const why = await answered(
      recognizer.explain(strokes, first, rival === null || rival === first ? second : rival));
    if (why && this.#latest) this.#whyView.show(why, digit.image);
  }

  /** Touching a bar compares the answer with that digit; touching its own, with the runner-up. */
  #choose({ target }) {
    const meter = target.closest(".bar")?.querySelector('[role="meter"]');
    if (!meter || !this.#latest) return;
    const digit = Number(meter.ariaLabel);
    this.#whyView.open(digit === ranked(this.#latest.digit.probabilities)[0] ? null : digit);
  }

  async #showTraining() {
    const content = this.#training.querySelector(".content");
    if (!this.#training.open || content.querySelector("section")) return;
    const { showTraining } = await import("../training/training-view.js");
    await showTraining(content);
  }
}

/**
 * Waits for an answer; null when a newer drawing took its place, or the engine is gone, of which
 * the next reading tells.
 */
const answered = (promise) => promise.catch(() => null);

/** The digits, likeliest first. */
const ranked = (probabilities) =>
  probabilities.map((_, digit) => digit).sort((a, b) => probabilities[b] - probabilities[a]);
