import { SIDE } from "./drawing.js";

/** The ways that keys point, the corners as on a keypad of numbers. */
const WAYS = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
  Home: [-1, -1], PageUp: [1, -1], End: [-1, 1], PageDown: [1, 1],
};
const STEP = SIDE / 40;
const BIG_STEP = SIDE / 10;

/**
 * Draws with keys alone: a pen that arrows move, and Space or Enter puts down and lifts.
 *
 * Emits "move" whenever the pen has moved, or has been put down or lifted.
 */
export class KeyboardPen extends EventTarget {
  #surface;
  #pen;
  #drawing;
  #place = [SIDE / 2, SIDE / 2];
  #stroke = null;
  /** The keys that are held: two arrows together point between them. */
  #held = new Set();

  /**
   * @param {HTMLElement} surface what has the keyboard's focus while drawing
   * @param {HTMLElement} pen the mark that shows where the pen is
   * @param {import("./drawing.js").Drawing} drawing
   */
  constructor(surface, pen, drawing) {
    super();
    this.#surface = surface;
    this.#pen = pen;
    this.#drawing = drawing;
    surface.addEventListener("keydown", (event) => this.#press(event));
    surface.addEventListener("keyup", ({ key }) => this.#held.delete(key));
    surface.addEventListener("focus", () => this.#show(surface.matches(":focus-visible")));
    surface.addEventListener("pointerdown", () => {
      surface.focus({ preventScroll: true, focusVisible: false }); // a touch on the paper, prevented, would not
      this.#show(false);
    });
    surface.addEventListener("blur", () => this.#leave());
    drawing.addEventListener("change", () => this.#mark());
  }

  get #down() {
    return this.#drawing.isOpen(this.#stroke);
  }

  /** Where the pen is, in words. */
  get words() {
    const [x, y] = this.#place.map((place) => Math.round((100 * place) / SIDE));
    return `Pen ${this.#down ? "down" : "up"}, ${x} % from the left, ${y} % from the top.`;
  }

  #press(event) {
    const { key, repeat, shiftKey } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key in WAYS) {
      this.#held.add(key);
      this.#move(shiftKey ? BIG_STEP : STEP);
    } else if (key === " " || key === "Enter") {
      if (!repeat) this.#toggle();
    } else if (key === "Escape") {
      this.#drawing.end(this.#stroke);
    } else {
      return;
    }
    event.preventDefault(); // no scrolling
    this.#show(true);
    this.dispatchEvent(new Event("move"));
  }

  #move(step) {
    const ways = [...this.#held].map((key) => WAYS[key]);
    this.#place = this.#place.map((place, axis) => {
      const way = Math.sign(ways.reduce((sum, each) => sum + each[axis], 0));
      return Math.min(SIDE, Math.max(0, place + way * step));
    });
    this.#drawing.extend(this.#stroke, [this.#place]);
  }

  #toggle() {
    if (this.#down) this.#drawing.end(this.#stroke);
    else this.#stroke = this.#drawing.begin(this.#place);
  }

  #leave() {
    this.#held.clear();
    this.#drawing.end(this.#stroke);
    this.#show(false);
  }

  #show(visible) {
    this.#pen.hidden = !visible;
    this.#mark();
  }

  #mark() {
    const [x, y] = this.#place;
    this.#pen.style.setProperty("--x", x / SIDE);
    this.#pen.style.setProperty("--y", y / SIDE);
    this.#pen.classList.toggle("down", this.#down);
  }
}
