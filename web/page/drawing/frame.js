import { SIDE } from "./paper.js";

const MARGIN = 1.06; // so that ink that reaches beyond the paper does not end at its very border

/**
 * What the paper shows, in units of the strokes: so much from its top left corner, in its own shape.
 *
 * That is SIDE in height, and in width what goes with it. Where ink reaches beyond, as it does when
 * it comes from a wider paper, all is shown smaller until it fits; and large again without that ink
 * or on a paper that is wide enough. Nothing of this happens in the middle of a stroke.
 *
 * Emits "change" when it has changed.
 */
export class Frame extends EventTarget {
  width = SIDE;
  height = SIDE;
  #surface;
  #drawing;
  #shape = 1;

  /**
   * @param {HTMLElement} surface the element to draw on
   * @param {import("./drawing.js").Drawing} drawing gets it as its paper
   */
  constructor(surface, drawing) {
    super();
    this.#surface = surface;
    this.#drawing = drawing;
    drawing.paper = this;
    for (const type of ["change", "end"]) drawing.addEventListener(type, () => this.#fit());
    new ResizeObserver(() => this.#fit()).observe(surface);
    this.#fit();
  }

  #fit() {
    if (this.#drawing.underWay) return;
    const box = this.#surface.getBoundingClientRect();
    if (box.height === 0) return; // the whole page is hidden
    const normal = { width: Math.round((SIDE * box.width) / box.height), height: SIDE };
    const shape = normal.width / SIDE;
    const far = reach(this.#drawing.strokes);
    if (holds(normal, far)) this.#show(normal);
    // It stays as it is while that will do: the ink does not move with every stroke.
    else if (shape !== this.#shape || !holds(this, far)) {
      const height = Math.ceil(MARGIN * Math.max(far.y, far.x / shape));
      this.#show({ width: Math.round(height * shape), height });
    }
    this.#shape = shape;
  }

  #show({ width, height }) {
    if (width === this.width && height === this.height) return;
    Object.assign(this, { width, height });
    this.#surface.parentElement.style.setProperty("--frame", `${width} / ${height}`); // for print
    this.dispatchEvent(new Event("change"));
  }
}

const holds = ({ width, height }, { x, y }) => x <= width && y <= height;

/** How far strokes reach to the right and down. */
function reach(strokes) {
  let [x, y] = [0, 0];
  for (const stroke of strokes) {
    for (const point of stroke) [x, y] = [Math.max(x, point[0]), Math.max(y, point[1])];
  }
  return { x, y };
}
