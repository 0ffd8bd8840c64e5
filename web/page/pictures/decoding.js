import { trueWay } from "./true-pixels.js";

/** The longer side at most, in pixels: enough for a page of numbers, and bounded whatever the camera. */
const LONGEST = 1600;

/**
 * Why a file is not opened: "hidden" where the browser keeps pixels from pages, "unknown" where it
 * makes no picture of the file.
 * @typedef {"hidden" | "unknown"} Reason
 */

/**
 * Decodes a picture, upright as its camera was held, and reduces it at once.
 * @param {Blob} file
 * @returns {Promise<{ width: number, height: number, data: Uint8ClampedArray } | Reason>}
 */
export async function decoded(file) {
  const way = await trueWay();
  if (!way) return "hidden";
  let bitmap;
  try {
    bitmap = await reduced(await createImageBitmap(file, { imageOrientation: "from-image" }));
    const { width, height } = bitmap;
    return { width, height, data: onWhite(await way(bitmap)) };
  } catch {
    return "unknown";
  } finally {
    bitmap?.close();
  }
}

/** Lays what is not wholly opaque on white paper, as the reader does. @param {Uint8ClampedArray} data RGBA */
function onWhite(data) {
  for (let i = 3; i < data.length; i += 4) {
    if (data[i] === 255) continue;
    const share = data[i] / 255;
    for (let k = i - 3; k < i; k++) data[k] = 255 + share * (data[k] - 255);
    data[i] = 255;
  }
  return data;
}

/** @param {ImageBitmap} bitmap closed at once where another takes its place: it may have 200 MB */
async function reduced(bitmap) {
  const share = LONGEST / Math.max(bitmap.width, bitmap.height);
  if (share >= 1) return bitmap;
  const [resizeWidth, resizeHeight] = [bitmap.width, bitmap.height].map((side) =>
    Math.max(1, Math.round(share * side)));
  try {
    return await createImageBitmap(bitmap, { resizeWidth, resizeHeight, resizeQuality: "high" });
  } finally {
    bitmap.close();
  }
}
