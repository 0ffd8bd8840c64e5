/** The side of the drawing area in the units of the strokes, whatever its size on the screen. */
export const SIDE = 1000;
/** Points lie on a grid, so many steps to the unit: finer than any screen, and a link carries them exactly. */
export const STEPS = 8;

/**
 * Records strokes from mouse, finger and pen as plain data: [[[x, y], ...], ...], 0..SIDE, y downward.
 *
 * Emits "change" whenever the strokes have changed.
 */
export class Drawing extends EventTarget {
  /** @type {number[][][]} */
  strokes = [];
  #surface;
  /** The pointer that draws; others (a palm, a second finger) are ignored meanwhile. */
  #pointer = null;

  /** @param {HTMLElement} surface the square element to draw on */
  constructor(surface) {
    super();
    this.#surface = surface;
    surface.addEventListener("pointerdown", (event) => this.#down(event));
    surface.addEventListener("pointermove", (event) => this.#move(event));
    for (const type of ["pointerup", "pointercancel", "lostpointercapture"]) {
      surface.addEventListener(type, (event) => this.#up(event));
    }
  }

  get empty() {
    return this.strokes.length === 0;
  }

  /** Takes back the last stroke. */
  undo() {
    this.#pointer = null;
    this.strokes.pop();
    this.#changed();
  }

  clear() {
    this.#pointer = null;
    this.strokes = [];
    this.#changed();
  }

  /** Replaces the drawing. @param {number[][][]} strokes */
  restore(strokes) {
    this.#pointer = null;
    this.strokes = strokes;
    this.#changed();
  }

  #down(event) {
    if (this.#pointer !== null || event.button !== 0) return;
    event.preventDefault(); // no text selection, no emulated mouse events
    this.#surface.setPointerCapture(event.pointerId);
    this.#pointer = event.pointerId;
    this.strokes.push([this.#point(event)]);
    this.#changed();
  }

  #move(event) {
    if (event.pointerId !== this.#pointer) return;
    // Between two frames a pen reports many points; the browser hands them over together.
    const coalesced = event.getCoalescedEvents?.() ?? [];
    const events = coalesced.length ? coalesced : [event];
    this.strokes.at(-1).push(...events.map((each) => this.#point(each)));
    this.#changed();
  }

  #up(event) {
    if (event.pointerId === this.#pointer) this.#pointer = null;
  }

  #point({ clientX, clientY }) {
    const { left, top, width, height } = this.#surface.getBoundingClientRect();
    return [(clientX - left) / width, (clientY - top) / height]
      .map((share) => Math.round(share * SIDE * STEPS) / STEPS);
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
