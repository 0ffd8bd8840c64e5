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
  show({ text, sure, digits }) {
    const probabilities = digits[0]?.probabilities ?? this.#meters.map(() => 0);
    const best = digits.length ? probabilities.indexOf(Math.max(...probabilities)) : -1;
    this.#result.textContent = text;
    this.#remark.textContent = digits.length ? remark(probabilities[best], sure) : "";
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

function remark(share, sure) {
  const percent = `${Math.floor(100 * share)} %`;
  return sure ? percent : `not sure, ${percent}`;
}
