const LASTS = 10_000; // ms
const OUTLINE = 5; // CSS pixels around what has the focus

/**
 * One message at a time over the foot of the window, wherever the page is scrolled to.
 *
 * It ends by itself, but not while one is at it, by Escape, and by a pointer elsewhere. What has the
 * focus is never under it.
 */
export class Message {
  #box = document.getElementById("message");
  #words = this.#box.querySelector("p");
  /** What is in the box for these words. @type {HTMLElement | null} */
  #control = null;
  #timer = 0;
  /** Whether it was said since a pointer went down: the click that comes of that has not read it. */
  #fresh = false;
  /** What had the focus before something in the box. @type {HTMLElement | null} */
  #left = null;

  constructor() {
    this.#box.addEventListener("focusin", ({ relatedTarget }) => {
      if (!this.#box.contains(relatedTarget)) this.#left = relatedTarget;
    });
    document.addEventListener("keydown", ({ key }) => {
      if (key === "Escape" && !document.querySelector("dialog[open]")) this.end(); // that closes first
    });
    // What was said has been read once the visitor goes on; a finger that scrolls does not.
    document.addEventListener("click", ({ target, detail }) => {
      const byKey = detail === 0;
      if (!this.#box.contains(target) && (byKey || !this.#fresh)) this.end();
    }, { capture: true });
    document.addEventListener("pointerdown", () => (this.#fresh = false), { capture: true });
    document.addEventListener("focusin", () => this.#place());
    for (const type of ["scroll", "resize"]) addEventListener(type, () => this.#place());
  }

  /**
   * @param {string} words
   * @param {{ control?: HTMLElement, lasts?: number }} [options] what in the box goes with the words;
   *   for how many milliseconds, Infinity for as long as one needs it
   */
  say(words, { control = null, lasts = LASTS } = {}) {
    this.end();
    this.#words.textContent = words;
    this.#fresh = true;
    this.#control = control;
    if (control) control.hidden = false;
    this.#place();
    if (lasts < Infinity) this.#endIn(lasts);
  }

  end() {
    clearTimeout(this.#timer);
    // The focus goes back where it came from, not to the top of the page.
    if (this.#box.contains(document.activeElement)) this.#left?.focus({ preventScroll: true });
    this.#words.textContent = "";
    if (this.#control) this.#control.hidden = true;
    this.#control = null;
  }

  #endIn(lasts) {
    this.#timer = setTimeout(() => {
      if (this.#box.matches(":hover, :focus-within")) this.#endIn(lasts);
      else this.end();
    }, lasts);
  }

  /** Goes to the head of the window where it would cover less of what has the focus. */
  #place() {
    if (this.#box.contains(document.activeElement)) return; // not away under a pointer that is at it
    this.#box.classList.remove("above");
    const covered = this.#covered();
    this.#box.classList.toggle("above", covered > 0);
    if (covered > 0 && this.#covered() >= covered) this.#box.classList.remove("above");
  }

  /** How much of what has the focus lies under the box, in square pixels. */
  #covered() {
    const focused = document.activeElement;
    if (this.#words.textContent === "") return 0;
    if (focused === null || focused === document.body) return 0;
    const [a, b] = [this.#box, focused].map((element) => element.getBoundingClientRect());
    const width = Math.min(a.right, b.right + OUTLINE) - Math.max(a.left, b.left - OUTLINE);
    const height = Math.min(a.bottom, b.bottom + OUTLINE) - Math.max(a.top, b.top - OUTLINE);
    return Math.max(width, 0) * Math.max(height, 0);
  }
}
