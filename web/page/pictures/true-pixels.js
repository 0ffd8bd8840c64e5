/**
 * Pixels as they are. Browsers that keep pages from telling people apart falsify what is read of a
 * canvas: a little, which nobody sees, or all of it. So a pattern is read first that is known.
 */

const UNSEEN = 4; // of 255
const SHADES = [0, 255, 64, 160]; // grey, in stripes of 4 pixels
const STRIPE = 4;
const SIDE = STRIPE * SHADES.length;

/** @returns {ImageData} the known pattern */
export function pattern() {
  const image = new ImageData(SIDE, SIDE);
  for (let i = 0; i < SIDE * SIDE; i++) image.data.set([...Array(3).fill(shade(i)), 255], 4 * i);
  return image;
}

/** @param {Uint8ClampedArray} data whether it is the pattern, as far as anybody sees */
export const isPattern = (data) => data.length === 4 * SIDE * SIDE && data.every((value, i) =>
  Math.abs(value - (i % 4 === 3 ? 255 : shade(i >> 2))) <= UNSEEN);

const shade = (pixel) => SHADES[Math.floor((pixel % SIDE) / STRIPE)];

/** @returns {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} of an empty canvas */
export function emptyCanvas({ width, height }) {
  const canvas = typeof document === "undefined" ? new OffscreenCanvas(width, height)
    : Object.assign(document.createElement("canvas"), { width, height });
  return canvas.getContext("2d", { willReadFrequently: true });
}

/** @typedef {(bitmap: ImageBitmap) => Uint8ClampedArray | Promise<Uint8ClampedArray>} Way to its pixels, RGBA */

/** @type {Way} */
export function throughCanvas(bitmap) {
  const { width, height } = bitmap;
  const context = emptyCanvas(bitmap);
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, width, height).data;
}

/** As a frame of a film, which no browser falsifies. @type {Way} */
async function throughFrame(bitmap) {
  const frame = new VideoFrame(bitmap, { timestamp: 0 });
  try {
    const data = new Uint8ClampedArray(4 * bitmap.width * bitmap.height);
    await frame.copyTo(data, { format: "RGBA" });
    return data;
  } finally {
    frame.close();
  }
}

/** @returns {Promise<Way | null>} one that is true here; null where none is */
export async function trueWay() {
  for (const way of [throughCanvas, throughFrame]) {
    try {
      const bitmap = await createImageBitmap(pattern());
      if (isPattern(await way(bitmap))) return way;
    } catch {
      continue; // the browser lacks it
    }
  }
  return null;
}
