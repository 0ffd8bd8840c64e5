const NOTHING = ["", "Draw, and it is read"];

/** Shows a reading: the answer, what is to be said about it in words, and ten bars. */
export class ReadingView {
  #result = document.getElementById("result");
  #remark = document.getElementById("remark");
  #runnerUp = document.getElementById("runner-up");
  #bars = [...document.querySelectorAll("#bars .bar")];

  /** Says whether what is shown is older than the drawing, whose reading is under way. */
  set busy(busy) {
    this.#result.ariaBusy = String(busy);
  }

  /** What is shown, as it would be said. */
  get words() {
    const { textContent: text } = this.#result;
    if (!text) return "Nothing is drawn.";
    const sentences = [this.#remark.textContent, this.#runnerUp.textContent];
    if (!this.#result.classList.contains("unsure")) sentences.unshift(text);
    return sentences.map((sentence) => (sentence.endsWith("?") ? sentence : `${sentence}.`)).join(" ");
  }

  /** @param {import("../../engine/recognizer.js").Reading} reading */
  show({ text, digits }) {
    const [digit] = digits;
    const { probabilities, candidates } = digit ?? { probabilities: Array(10).fill(0), candidates: [] };
    this.#result.textContent = text;
    this.#result.classList.toggle("unsure", candidates.length !== 1);
    [this.#remark.textContent, this.#runnerUp.textContent] = digit ? remarks(digit) : NOTHING;
    this.#bars.forEach((bar, digit) => {
      const share = probabilities[digit];
      const [meter, label] = bar.children;
      meter.setAttribute("aria-valuenow", (100 * share).toFixed(1));
      meter.style.setProperty("--share", share);
      label.dataset.share = share < 0.01 ? "" : percent(share);
      bar.classList.toggle("candidate", candidates.includes(digit));
    });
  }

  clear() {
    this.show({ text: "", sure: false, digits: [] });
  }
}

/** @param {import("../../engine/recognizer.js").DigitReading} digit */
function remarks({ probabilities, candidates }) {
  const ranked = [...probabilities.keys()].sort((a, b) => probabilities[b] - probabilities[a]);
  const [first, second] = ranked.map((digit) => ({ digit, share: percent(probabilities[digit]) }));
  switch (candidates.length) {
    case 0:
      return ["That doesn’t look like a digit", `Nearest: ${first.digit}, ${first.share}`];
    case 1:
      return [`${first.share} likely`, `Runner-up: ${second.digit}, ${second.share}`];
    default:
      return [
        `Not sure: ${candidates.join(" or ")}?`,
        candidates.map((digit) => `${digit}: ${percent(probabilities[digit])}`).join(", "),
      ];
  }
}

/** Rounded down: 100 % would be a claim. @param {number} share 0..1 */
const percent = (share) => (share < 0.01 ? "< 1 %" : `${Math.floor(100 * share)} %`);
