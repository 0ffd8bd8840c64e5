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
  /** The digit that they speak of. @type {{ recognizer: Recognizer, strokes: number[][][], own: number[][][], digit: DigitReading } | null} */
  #latest = null;

  /** @typedef {import("../../engine/recognizer.js").Recognizer} Recognizer */
  /** @typedef {import("../../engine/recognizer.js").DigitReading} DigitReading */
  /** @typedef {import("../reading/chosen.js").Chosen} Chosen */

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
   * Tells of a drawing as it was read, and of its chosen digit.
   * @param {Recognizer} recognizer
   * @param {Chosen} chosen
   */
  show(recognizer, { strokes, ownStrokes: own, digit }) {
    if (own[0] !== this.#latest?.own[0]) this.#whyView.rival = null; // another digit has its own
    this.#latest = { recognizer, strokes, own, digit };
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

  async #see() {
    if (!this.#seen.open || !this.#latest) return;
    const { recognizer, strokes, own } = this.#latest;
    const steps = await answered(recognizer.steps(own));
    if (steps && this.#latest) this.#seenView.show(own, strokes.filter((each) => !own.includes(each)), steps);
  }

  async #explain() {
    if (!this.#why.open || !this.#latest) return;
    const { recognizer, own, digit } = this.#latest;
    const [first, second] = ranked(digit.probabilities);
    const { rival } = this.#whyView;
    const why = await answered(
      recognizer.explain(own, first, rival === null || rival === first ? second : rival));
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
