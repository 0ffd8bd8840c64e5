import { boxAround } from "./box.js";

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
  show({ reading, picture, strokes, place, stray }) {
    const digits = !picture && reading?.digits.length > 1 ? reading.digits : [];
    const boxes = digits.map((digit) => boxAround(digit.strokes.map((stroke) => strokes[stroke])));
    const rings = stray.map((stroke) => ring(boxAround([strokes[stroke]])));
    this.#draw([...boxes.map((box, i) => rule(box, baseLine(box, boxes), i === place)), ...rings]);
  }

  /** What is as before is left alone: what is new is painted anew, all over the ink. */
  #draw(marks) {
    while (this.#svg.children.length > marks.length) this.#svg.lastChild.remove();
    marks.forEach(([name, attributes], i) => {
      let element = this.#svg.children[i];
      if (element?.localName !== name) {
        const made = document.createElementNS(this.#svg.namespaceURI, name);
        if (element) element.replaceWith(made);
        else this.#svg.append(made);
        element = made;
      }
      for (const [key, value] of Object.entries(attributes)) {
        if (element.getAttribute(key) !== String(value)) element.setAttribute(key, value);
      }
    });
  }
}

const rule = ({ left, right }, line, chosen) => ["line", {
  class: chosen ? "chosen" : "", x1: left - BESIDE, x2: right + BESIDE, y1: line + BELOW, y2: line + BELOW,
}];

const ring = ({ left, right, top, bottom }) => ["rect", {
  x: left - AROUND, y: top - AROUND, rx: AROUND,
  width: right - left + 2 * AROUND, height: bottom - top + 2 * AROUND,
}];

/** Digits that stand side by side have their rules in line, also while one of them is being written. */
function baseLine({ top, bottom }, boxes) {
  const beside = boxes.filter((other) => {
    const shared = Math.min(bottom, other.bottom) - Math.max(top, other.top);
    return shared >= SAME_LINE * Math.min(bottom - top, other.bottom - other.top);
  });
  return Math.max(...beside.map((other) => other.bottom));
}
