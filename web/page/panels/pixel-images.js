/** Pictures of square images: ink as shades of grey, signed numbers as squares and rings. */

const SIDE = 28;
const FAINTEST = 0.02; // of the strongest: what is smaller would be a dot that nobody sees

/**
 * Paints an image, one canvas pixel for each of its pixels, in the canvas's own text colour.
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number>} image row by row, 0 = paper to 1 = ink
 */
export function paintInk(canvas, image, side = SIDE) {
  Object.assign(canvas, { width: side, height: side }); // which empties it as well
  const context = canvas.getContext("2d");
  context.fillStyle = getComputedStyle(canvas).color;
  for (let i = 0; i < image.length; i++) {
    context.globalAlpha = image[i];
    context.fillRect(i % side, Math.floor(i / side), 1, 1);
  }
}

/**
 * Draws signed numbers so that nobody needs to tell colours apart: a square for each above 0, a
 * ring for each below, the larger the further from 0.
 * @param {SVGElement} above the path for the squares, in an svg of side by side
 * @param {SVGElement} below the path for the rings
 * @param {ArrayLike<number>} numbers row by row
 */
export function drawSigned(above, below, numbers, side = SIDE) {
  const strongest = Math.max(1e-12, ...Array.from(numbers, Math.abs));
  let squares = "";
  let rings = "";
  for (let i = 0; i < numbers.length; i++) {
    const share = Math.abs(numbers[i]) / strongest;
    if (share < FAINTEST) continue;
    const [x, y] = [(i % side) + 0.5, Math.floor(i / side) + 0.5];
    const radius = 0.48 * Math.sqrt(share); // the area shows the number, as in Hinton's diagrams
    if (numbers[i] > 0) squares += square(x, y, radius);
    else rings += circle(x, y, radius) + circle(x, y, 0.5 * radius);
  }
  above.setAttribute("d", squares);
  below.setAttribute("d", rings);
}

function square(x, y, radius) {
  const side = short(2 * radius);
  return `M${short(x - radius)} ${short(y - radius)}h${side}v${side}h-${side}z`;
}

function circle(x, y, radius) {
  const [r, across] = [short(radius), short(2 * radius)];
  return `M${short(x - radius)} ${y}a${r} ${r} 0 1 0 ${across} 0a${r} ${r} 0 1 0-${across} 0z`;
}

const short = (number) => number.toFixed(2);
