/** The ways that keys point, the corners as on a keypad of numbers. */
const WAYS = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
  Home: [-1, -1], PageUp: [1, -1], End: [-1, 1], PageDown: [1, 1],
};
const STEP = 1 / 40; // of the paper's height, whichever the way
const BIG_STEP = 1 / 10;

/**
 * Draws with keys alone: a pen that arrows move, and Space or Enter puts down and lifts.
 *
 * Emits "move" whenever the pen has moved, or has been put down or lifted.
 */
export class KeyboardPen extends EventTarget {
  #surface;
  #pen;
  #drawing;
  /** In shares of the paper's width and height. */
  #place = [0.5, 0.5];
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
    const [x, y] = this.#place.map((place) => Math.round(100 * place));
    return `Pen ${this.#down ? "down" : "up"}, ${x} % from the left, ${y} % from the top.`;
  }

  get #point() {
    const { width, height } = this.#drawing.paper;
    return [this.#place[0] * width, this.#place[1] * height];
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
    const { width, height } = this.#drawing.paper;
    const steps = [(step * height) / width, step];
    this.#place = this.#place.map((place, axis) => {
      const way = Math.sign(ways.reduce((sum, each) => sum + each[axis], 0));
      return Math.min(1, Math.max(0, place + way * steps[axis]));
    });
    this.#drawing.extend(this.#stroke, [this.#point]);
  }

  #toggle() {
    if (this.#down) this.#drawing.end(this.#stroke);
    else this.#stroke = this.#drawing.begin(this.#point);
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
    this.#pen.style.setProperty("--x", x);
    this.#pen.style.setProperty("--y", y);
    this.#pen.classList.toggle("down", this.#down);
  }
}
