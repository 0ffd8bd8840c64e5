const NEAR = 1000; // ms: so long after a pen was there, the hand that comes still holds it
const TAP = 500; // ms: a hand that rests stays longer
const STROKE = 16; // CSS pixels: and does not go so far

/**
 * Tells fingers that would draw from the hand that holds the pen, where all touches are refused.
 *
 * Emits "refused" when a touch like a finger's stroke has left no mark: one alone, that tapped or
 * moved on, and no pen near, neither before nor meanwhile.
 */
export class RefusedFingers extends EventTarget {
  #penAt = -Infinity;
  /** The touches that are down. @type {Map<number, { x: number, y: number, at: number, way: number, alone: boolean }>} */
  #touches = new Map();

  /**
   * @param {HTMLElement} surface the paper
   * @param {{ refusesTouch: boolean }} pen
   */
  constructor(surface, pen) {
    super();
    for (const type of ["pointerdown", "pointermove", "pointerup", "pointercancel"]) {
      surface.addEventListener(type, (event) => {
        if (event.pointerType === "pen") this.#penAt = event.timeStamp;
      });
    }
    surface.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "touch" && pen.refusesTouch) this.#down(event);
    });
    surface.addEventListener("pointermove", (event) => this.#move(event));
    surface.addEventListener("pointerup", (event) => this.#up(event));
    // So ends what the system itself takes for a palm.
    surface.addEventListener("pointercancel", ({ pointerId }) => this.#touches.delete(pointerId));
  }

  #down({ pointerId, clientX: x, clientY: y, timeStamp: at }) {
    for (const other of this.#touches.values()) other.alone = false;
    this.#touches.set(pointerId, { x, y, at, way: 0, alone: this.#touches.size === 0 });
  }

  #move({ pointerId, clientX, clientY }) {
    const touch = this.#touches.get(pointerId);
    if (touch) touch.way = Math.max(touch.way, Math.hypot(clientX - touch.x, clientY - touch.y));
  }

  #up({ pointerId, timeStamp }) {
    const touch = this.#touches.get(pointerId);
    this.#touches.delete(pointerId);
    if (!touch?.alone || touch.at - this.#penAt < NEAR) return; // less than 0: the pen came after it
    if (touch.way > STROKE || timeStamp - touch.at < TAP) this.dispatchEvent(new Event("refused"));
  }
}
