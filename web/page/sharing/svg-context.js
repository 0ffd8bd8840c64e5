/** Of a canvas's context what a line of ink needs, so that the same painting makes paths of an SVG. */
export class SvgContext {
  /** What was painted. @type {string[]} */
  paths = [];
  lineWidth = 1;
  lineCap = "butt";
  lineJoin = "miter";
  #color;
  #d = "";

  /** @param {string} color */
  constructor(color) {
    this.#color = color;
  }

  beginPath() {
    this.#d = "";
  }

  moveTo(...point) {
    this.#add("M", point);
  }

  lineTo(...point) {
    this.#add("L", point);
  }

  quadraticCurveTo(...points) {
    this.#add("Q", points);
  }

  /** A whole circle, from its right and clockwise; a path has none, but halves. */
  arc(x, y, radius) {
    this.#add("M", [x + radius, y]);
    for (const end of [x - radius, x + radius]) this.#add("A", [radius, radius, 0, 0, 1, end, y]);
  }

  closePath() {
    this.#d += "z";
  }

  stroke() {
    this.paths.push(`<path fill="none" stroke="${this.#color}" stroke-width="${this.lineWidth}" \
stroke-linecap="${this.lineCap}" stroke-linejoin="${this.lineJoin}" d="${this.#d}"/>`);
  }

  fill() {
    this.paths.push(`<path fill="${this.#color}" d="${this.#d}"/>`);
  }

  #add(command, numbers) {
    this.#d += command + numbers.map((number) => Number(number.toFixed(2))).join(" ");
  }
}
