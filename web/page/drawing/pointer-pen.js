import { EVEN } from "./drawing.js";
import { unitIn } from "./paper.js";

/**
 * Draws with mouse, finger or pen.
 *
 * One pointer draws at a time, others are ignored meanwhile. Once a pen has been seen, touches are
 * the hand that holds it, until `letFingersDraw`.
 */
export class PointerPen {
  #surface;
  #drawing;
  /** The pointer that is down. @type {{ id: number, type: string } | null} */
  #pointer = null;
  #pen = null;
  #penSeen = false;
  #fingersDraw = false;

  /**
   * @param {HTMLElement} surface the element to draw on
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
    // A menu in mid-stroke would swallow the rest of it.
    surface.addEventListener("contextmenu", (event) => this.#pointer && event.preventDefault());
    // Scribble, which makes words of a Pencil's strokes, keeps away from nothing less.
    for (const type of ["touchstart", "touchmove"]) {
      surface.addEventListener(type, (event) => event.preventDefault(), { passive: false });
    }
  }

  /** Whether a touch leaves no mark. */
  get refusesTouch() {
    return this.#penSeen && !this.#fingersDraw;
  }

  /** Lets fingers draw, too, though a pen has been seen. */
  letFingersDraw() {
    this.#fingersDraw = true;
  }

  #down(event) {
    const { pointerId: id, pointerType: type } = event;
    this.#penSeen ||= type === "pen";
    if (event.button !== 0 || (type === "touch" && this.refusesTouch)) return;
    if (this.#pointer) {
      if (type !== "pen" || this.#pointer.type !== "touch") return;
      this.#drawing.withdraw(this.#pen); // the palm touched the paper before the pen did
    }
    this.#pointer = { id, type };
    this.#pen = this.#drawing.begin(this.#points([event])[0], pressure(event));
    // From here on all of the pointer's events come here, wherever on the screen it goes.
    this.#surface.setPointerCapture(id);
  }

  #move(event) {
    this.#penSeen ||= event.pointerType === "pen"; // a pen is seen before it touches
    if (event.pointerId !== this.#pointer?.id) return;
    if (!draws(event)) return this.#up(event); // released where nobody told us, or another is held
    // Between two frames a pen reports many points; the browser hands them over together.
    const coalesced = event.getCoalescedEvents?.() ?? [];
    const events = coalesced.length ? coalesced : [event];
    this.#drawing.extend(this.#pen, this.#points(events), events.map(pressure));
  }

  #up({ pointerId }) {
    if (pointerId !== this.#pointer?.id) return;
    this.#drawing.end(this.#pen);
    this.#pointer = this.#pen = null;
  }

  #points(events) {
    const box = this.#surface.getBoundingClientRect();
    const unit = unitIn(box, this.#drawing.paper);
    return events.map(({ clientX, clientY }) => [
      (clientX - box.left) / unit,
      (clientY - box.top) / unit,
    ]);
  }
}

/** Only a pen's pressure is meant: a finger's is its area, and a mouse has none. */
const pressure = ({ pointerType, pressure }) => (pointerType === "pen" && pressure) || EVEN;

/** Whether a pointer that drew goes on: a mouse by its left button, a pen whichever it presses with its tip. */
const draws = ({ pointerType, buttons }) => (pointerType === "mouse" ? buttons & 1 : buttons) !== 0;
