import { EVEN, SIDE } from "./drawing.js";

/**
 * Draws with mouse, finger or pen.
 *
 * One pointer draws at a time, others are ignored meanwhile. Once a pen has been seen, touches are
 * the hand that holds it.
 */
export class PointerPen {
  #surface;
  #drawing;
  /** The pointer that is down. @type {{ id: number, type: string } | null} */
  #pointer = null;
  #stroke = null;
  #penSeen = false;

  /**
   * @param {HTMLElement} surface the square element to draw on
   * @param {import("./drawing.js").Drawing} drawing
   */
  constructor(surface, drawing) {
    this.#surface = surface;
    this.#drawing = drawing;
    surface.addEventListener("pointerdown", (event) => this.#down(event));
    surface.addEventListener("pointermove", (event) => this.#move(event));
    for (const type of ["pointerup", "pointercancel", "lostpointercapture"]) {
      surface.addEventListener(type, (event) => this.#up(event));
    }
  }

  #down(event) {
    const { pointerId: id, pointerType: type } = event;
    this.#penSeen ||= type === "pen";
    if (event.button !== 0 || (type === "touch" && this.#penSeen)) return;
    if (this.#pointer) {
      if (type !== "pen" || this.#pointer.type !== "touch") return;
      this.#drawing.withdraw(this.#stroke); // the palm touched the paper before the pen did
    }
    this.#pointer = { id, type };
    this.#stroke = this.#drawing.begin(this.#points([event])[0], pressure(event));
    // From here on all of the pointer's events come here, wherever on the screen it goes.
    this.#surface.setPointerCapture(id);
  }

  #move(event) {
    this.#penSeen ||= event.pointerType === "pen"; // a pen is seen before it touches
    if (event.pointerId !== this.#pointer?.id) return;
    if (event.buttons === 0) return this.#up(event); // released where nobody told us
    // Between two frames a pen reports many points; the browser hands them over together.
    const coalesced = event.getCoalescedEvents?.() ?? [];
    const events = coalesced.length ? coalesced : [event];
    this.#drawing.extend(this.#stroke, this.#points(events), events.map(pressure));
  }

  #up({ pointerId }) {
    if (pointerId !== this.#pointer?.id) return;
    this.#drawing.end(this.#stroke);
    this.#pointer = this.#stroke = null;
  }

  #points(events) {
    const { left, top, width, height } = this.#surface.getBoundingClientRect();
    return events.map(({ clientX, clientY }) => [
      ((clientX - left) / width) * SIDE,
      ((clientY - top) / height) * SIDE,
    ]);
  }
}

/** Only a pen's pressure is meant: a finger's is its area, and a mouse has none. */
const pressure = ({ pointerType, pressure }) => (pointerType === "pen" && pressure) || EVEN;
