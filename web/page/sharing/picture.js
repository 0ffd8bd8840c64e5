import { paintLine } from "../drawing/ink-line.js";
import { unitIn } from "../drawing/paper.js";
import { emptyCanvas, isPattern, pattern, throughCanvas } from "../pictures/true-pixels.js";
import { SvgContext } from "./svg-context.js";

// The name of SVG's namespace, from a picture of the page: it is no address, but looks like one.
const SVG = document.querySelector("svg").namespaceURI;

/**
 * The ink on its paper, as it is on the screen: a PNG, or lines where the browser gives a page no
 * true pixels of a canvas (as Tor's does, and others that keep pages from knowing them again).
 * @param {HTMLCanvasElement} canvas where it is painted
 * @param {import("../drawing/drawing.js").Drawing} drawing
 * @returns {Promise<Blob>} of type image/png or image/svg+xml
 */
export async function picture(canvas, drawing) {
  const ground = getComputedStyle(canvas.parentElement).backgroundColor;
  const pixels = await readsTrue() && await png(canvas, ground);
  return pixels || svg(canvas, ground, getComputedStyle(canvas).color, drawing);
}

/** Whether what is read from a canvas is what was painted on it, in a picture as in pixels. */
async function readsTrue() {
  const known = pattern();
  const painted = emptyCanvas(known);
  painted.putImageData(known, 0, 0);
  try {
    return isPattern(throughCanvas(await createImageBitmap(await toPng(painted.canvas))));
  } catch {
    return false; // not even a picture
  }
}

function png(canvas, ground) {
  const copy = emptyCanvas(canvas);
  copy.fillStyle = ground;
  copy.fillRect(0, 0, canvas.width, canvas.height);
  copy.drawImage(canvas, 0, 0);
  return toPng(copy.canvas);
}

function svg(canvas, ground, color, { ink, paper }) {
  const { width, height } = canvas;
  const unit = unitIn(canvas, paper);
  const context = new SvgContext(color);
  for (const stroke of ink) paintLine(context, stroke, 0, stroke.points.length);
  const text = `<svg xmlns="${SVG}" width="${width}" height="${height}" \
viewBox="0 0 ${width / unit} ${height / unit}"><rect fill="${ground}" width="100%" height="100%"/>\
${context.paths.join("")}</svg>`;
  return new Blob([text], { type: "image/svg+xml" });
}

/** @param {HTMLCanvasElement} canvas @returns {Promise<Blob | null>} */
const toPng = (canvas) => new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
