import { NumberView } from "./number-view.js";
import { percent, remarks } from "./remarks.js";

const LONG = 26; // characters; more are written smaller, where they stand beside the number on a phone
const NONE = { probabilities: Array(10).fill(0), candidates: [] };

/**
 * Shows a reading: the answer, and what is to be said about its chosen digit in words and ten bars.
 * Emits "choose" when another digit is wanted, its place from the left as the detail.
 */
export class ReadingView extends EventTarget {
  #result = document.getElementById("result");
  #number = new NumberView(this.#result, (place) =>
    this.dispatchEvent(new CustomEvent("choose", { detail: place })));
  #remark = document.getElementById("remark");
  #runnerUp = document.getElementById("runner-up");
  #bars = [...document.querySelectorAll("#bars .bar")];

  /** Says whether what is shown is older than the drawing, whose reading is under way. */
  set busy(busy) {
    this.#result.ariaBusy = String(busy);
  }

  /** @param {import("./chosen.js").Chosen} chosen */
  show(chosen) {
    const { probabilities, candidates } = chosen.digit ?? NONE;
    this.#number.show(chosen);
    [this.#remark.textContent, this.#runnerUp.textContent] = remarks(chosen);
    this.#remark.classList.toggle("long", this.#remark.textContent.length > LONG);
    this.#bars.forEach((bar, digit) => {
      const share = probabilities[digit];
      const [meter, label] = bar.children;
      meter.setAttribute("aria-valuenow", (100 * share).toFixed(1));
      meter.style.setProperty("--share", share);
      label.dataset.share = share < 0.01 ? "" : percent(share);
      bar.classList.toggle("candidate", candidates.includes(digit));
    });
  }
}
