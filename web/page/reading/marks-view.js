const BESIDE = 8; // units: less than half of the pen's line, so that digits that touch have two rules
const BELOW = 45; // from the middle of that line to the rule under it
const AROUND = 40; // and from a stroke that belongs to no digit to the ring around it
const SAME_LINE = 0.5; // of a digit's height beside another: both stand on one line

/** Shows on the paper which ink became which digit: a rule under each, and rings around the rest. */
export class MarksView {
  #svg = document.querySelector("svg.marks");

  /** @param {import("../drawing/frame.js").Frame} frame what of the paper is shown */
  constructor(frame) {
    const fit = () => this.#svg.setAttribute("viewBox", `0 0 ${frame.width} ${frame.height}`);
    frame.addEventListener("change", fit);
    fit();
  }

  /** @param {import("./chosen.js").Chosen} chosen */
  show({ reading, strokes, place, stray }) {
    const digits = reading?.digits.length > 1 ? reading.digits : [];
    const boxes = digits.map((digit) => boxAround(digit.strokes.map((stroke) => strokes[stroke])));
    const rules = boxes.map((box, i) => this.#rule(box, baseLine(box, boxes), i === place));
    const rings = stray.map((stroke) => this.#ring(boxAround([strokes[stroke]])));
    this.#svg.replaceChildren(...rules, ...rings);
  }

  #rule({ left, right }, line, chosen) {
    const y = line + BELOW;
    return this.#element("line", { class: chosen ? "chosen" : "", x1: left - BESIDE, x2: right + BESIDE, y1: y, y2: y });
  }

  #ring({ left, right, top, bottom }) {
    return this.#element("rect", {
      x: left - AROUND, y: top - AROUND, rx: AROUND,
      width: right - left + 2 * AROUND, height: bottom - top + 2 * AROUND,
    });
  }

  #element(name, attributes) {
    const element = document.createElementNS(this.#svg.namespaceURI, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }
}

function boxAround(strokes) {
  const [xs, ys] = [0, 1].map((axis) => strokes.flatMap((points) => points.map((point) => point[axis])));
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

/** Digits that stand side by side have their rules in line, also while one of them is being written. */
function baseLine({ top, bottom }, boxes) {
  const beside = boxes.filter((other) => {
    const shared = Math.min(bottom, other.bottom) - Math.max(top, other.top);
    return shared >= SAME_LINE * Math.min(bottom - top, other.bottom - other.top);
  });
  return Math.max(...beside.map((other) => other.bottom));
}
