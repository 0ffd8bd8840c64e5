import { EVEN } from "./drawing.js";
import { unitIn } from "./paper.js";

const STILL = 4; // CSS pixels that a finger or a hand trembles while it taps

/**
 * Draws with mouse, finger or pen.
 *
 * One pointer draws at a time, others are ignored meanwhile. Once a pen has been seen, touches are
 * the hand that holds it, until `letFingersDraw`. Emits "tap", with the point as its detail, for a
 * tap where taps are heeded; everywhere else it leaves a dot.
 */
export class PointerPen extends EventTarget {
  /** Whether a tap at a point means something other than a dot. @type {(point: number[]) => boolean} */
  heeds = () => false;
  #surface;
  #drawing;
  /** The pointer that is down. @type {{ id: number, type: string } | null} */
  #pointer = null;
  #pen = null;
  /** Where the pointer came down, as long as that may become a tap. @type {PointerEvent | null} */
  #touched = null;
  #penSeen = false;
  #fingersDraw = false;

  /**
   * @param {HTMLElement} surface the element to draw on
   * @param {import("./drawing.js").Drawing} drawing
   */
  constructor(surface, drawing) {
    super();
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
    if (this.heeds(this.#points([event])[0])) this.#touched = event;
    else this.#begin(event);
    // From here on all of the pointer's events come here, wherever on the screen it goes.
    this.#surface.setPointerCapture(id);
  }

  #begin(event) {
    this.#touched = null;
    this.#pen = this.#drawing.begin(this.#points([event])[0], pressure(event));
  }

  #move(event) {
    this.#penSeen ||= event.pointerType === "pen"; // a pen is seen before it touches
    if (event.pointerId !== this.#pointer?.id) return;
    if (!draws(event)) return this.#up(event); // released where nobody told us, or another is held
    if (this.#touched) {
      const { clientX, clientY } = this.#touched;
      if (Math.hypot(event.clientX - clientX, event.clientY - clientY) <= STILL) return;
      this.#begin(this.#touched);
    }
    // Between two frames a pen reports many points; the browser hands them over together.
    const coalesced = event.getCoalescedEvents?.() ?? [];
    const events = coalesced.length ? coalesced : [event];
    this.#drawing.extend(this.#pen, this.#points(events), events.map(pressure));
  }

  #up({ type, pointerId }) {
    if (pointerId !== this.#pointer?.id) return;
    const touched = this.#touched;
    if (!touched) this.#drawing.end(this.#pen);
    this.#pointer = this.#pen = this.#touched = null;
    if (!touched || type !== "pointerup") return;
    this.dispatchEvent(new CustomEvent("tap", { detail: this.#points([touched])[0] }));
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
