/** Shows a reading: the answer, a remark in words, and ten bars. */
export class ReadingView {
  #result = document.getElementById("result");
  #remark = document.getElementById("remark");
  #meters = [...document.querySelectorAll('#bars [role="meter"]')];

  /** Says whether what is shown is older than the drawing, whose reading is under way. */
  set busy(busy) {
    this.#result.ariaBusy = String(busy);
  }

  /** @param {import("../engine/recognizer.js").Reading} reading */
  show({ text, digits }) {
    const [digit] = digits;
    const probabilities = digit?.probabilities ?? this.#meters.map(() => 0);
    const best = digit ? probabilities.indexOf(Math.max(...probabilities)) : -1;
    this.#result.textContent = text;
    this.#result.classList.toggle("unsure", digit?.candidates.length !== 1);
    this.#remark.textContent = digit ? remark(digit.candidates, probabilities[best]) : "";
    this.#meters.forEach((meter, digit) => {
      meter.setAttribute("aria-valuenow", (100 * probabilities[digit]).toFixed(1));
      meter.style.setProperty("--share", probabilities[digit]);
      meter.parentElement.classList.toggle("best", digit === best);
    });
  }

  clear() {
    this.show({ text: "", sure: false, digits: [] });
  }
}

/** @param {number[]} candidates @param {number} share of the likeliest digit, 0..1 */
function remark(candidates, share) {
  if (candidates.length === 0) return "That doesn’t look like a digit";
  if (candidates.length === 2) return `Not sure: ${candidates.join(" or ")}?`;
  return `${Math.floor(100 * share)} %`;
}
