import { SeenView } from "./seen-view.js";
import { WhyView } from "./why-view.js";

/**
 * The panels below the drawing. Each asks the engine only while it is open, and only after a
 * reading: a reading under way waits for none of them, the next for one question of each at most.
 */
export class Panels {
  #seen = document.getElementById("seen");
  #why = document.getElementById("why");
  #networks = document.getElementById("networks");
  #training = document.getElementById("training");
  #second;
  #seenView;
  #whyView = new WhyView();
  /** The digit that they speak of, and what is asked of it. @type {Latest | null} */
  #latest = null;

  /** @typedef {import("../../engine/recognizer.js").Recognizer} Recognizer */
  /** @typedef {import("../../engine/recognizer.js").DigitReading} DigitReading */
  /** @typedef {import("../reading/chosen.js").Chosen} Chosen */
  /**
   * part: one of its strokes, or its place in a picture.
   * @typedef {{ digit: DigitReading, part: unknown, see: () => Promise<void>, compare: () => Promise<import("../../engine/recognizer.js").Comparison>,
   *   explain: (digit: number, rival: number) => Promise<import("../../engine/recognizer.js").Explanation> }} Latest
   */

  /**
   * @param {import("../drawing/frame.js").Frame} frame what of the paper is shown
   * @param {import("./second-network.js").SecondNetwork} second
   */
  constructor(frame, second) {
    this.#second = second;
    this.#seenView = new SeenView(frame);
    this.#seen.addEventListener("toggle", () => this.#see());
    this.#why.addEventListener("toggle", () => this.#explain());
    this.#networks.addEventListener("toggle", () => this.#compare());
    this.#training.addEventListener("toggle", () => this.#showTraining());
    second.addEventListener("change", () => this.#compare());
    this.#whyView.addEventListener("rival", () => this.#explain());
    document.getElementById("bars").addEventListener("click", (event) => this.#choose(event));
    const repaint = () => {
      [this.#seenView, this.#whyView].forEach((view) => view.paint());
      this.#compare();
    };
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
    new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  }

  /**
   * Tells of a drawing or a picture as it was read, and of its chosen digit.
   * @param {Recognizer} recognizer
   * @param {Chosen} chosen
   */
  show(recognizer, chosen) {
    const latest = chosen.picture ? this.#ofPicture(recognizer, chosen) : this.#ofDrawing(recognizer, chosen);
    if (latest.part !== this.#latest?.part) this.#whyView.rival = null; // another digit has its own
    this.#latest = latest;
    this.#see();
    this.#explain();
    this.#compare();
  }

  clear() {
    this.#latest = null;
    this.#seenView.clear();
    this.#whyView.clear();
    this.#compare();
  }

  /** @returns {Latest} */
  #ofDrawing(recognizer, { strokes, ownStrokes: own, digit }) {
    return {
      digit,
      part: own[0],
      see: async () => {
        const steps = await answered(recognizer.steps(own));
        const others = strokes.filter((each) => !own.includes(each));
        if (steps && this.#latest) this.#seenView.show(own, others, steps);
      },
      explain: (first, rival) => recognizer.explain(own, first, rival),
      compare: () => recognizer.compare(own),
    };
  }

  /** @returns {Latest} */
  #ofPicture(recognizer, { picture, digit, place }) {
    return {
      digit,
      part: place,
      see: async () => this.#seenView.showPicture(picture, digit),
      explain: (first, rival) => recognizer.explainImage(digit.image, first, rival),
      compare: () => recognizer.compareImage(digit.image),
    };
  }

  async #see() {
    if (this.#seen.open) await this.#latest?.see();
  }

  async #explain() {
    if (!this.#why.open || !this.#latest) return;
    const { digit, explain } = this.#latest;
    const [first, second] = ranked(digit.probabilities);
    const { rival } = this.#whyView;
    const why = await answered(explain(first, rival === null || rival === first ? second : rival));
    if (why && this.#latest) this.#whyView.show(why, digit.image);
  }

  /** Touching a bar compares the answer with that digit; touching its own, with the runner-up. */
  #choose({ target }) {
    const meter = target.closest(".bar")?.querySelector('[role="meter"]');
    if (!meter || !this.#latest) return;
    const digit = Number(meter.ariaLabel);
    this.#whyView.open(digit === ranked(this.#latest.digit.probabilities)[0] ? null : digit);
  }

  async #compare() {
    if (!this.#networks.open) return;
    const content = this.#networks.querySelector(".content");
    const { showNetworks } = await come(import("./networks-view.js"), content);
    showNetworks?.(content, this.#second, this.#latest);
  }

  async #showTraining() {
    const content = this.#training.querySelector(".content");
    if (!this.#training.open || content.querySelector("section")) return;
    const { showTraining } = await come(import("../training/training-view.js"), content);
    showTraining?.(content, this.#second);
  }
}

/**
 * Waits for an answer; null when a newer drawing took its place, or the engine is gone, of which
 * the next reading tells.
 */
const answered = (promise) => promise.catch(() => null);

/** Waits for a module that comes when it is wanted; {}, and words in the panel, if it does not. */
const come = (module, content) => module.catch(() => {
  content.textContent = "This panel could not be loaded: is the connection gone?";
  return {};
});

/** The digits, likeliest first. */
const ranked = (probabilities) =>
  probabilities.map((_, digit) => digit).sort((a, b) => probabilities[b] - probabilities[a]);
