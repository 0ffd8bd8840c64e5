const AIR = 0.008; // of the picture's longer side, between a digit's ink and its frame

/**
 * The frame around a digit, with some air around its ink, in whole pixels of the picture.
 * @param {number[]} box left, top, right and bottom
 * @param {{ width: number, height: number }} picture
 */
export function frameOf([left, top, right, bottom], { width, height }) {
  const air = AIR * Math.max(width, height);
  const [x, y] = [left, top].map((edge) => Math.max(0, Math.floor(edge - air)));
  const [farX, farY] = [Math.min(width, Math.ceil(right + air)), Math.min(height, Math.ceil(bottom + air))];
  return { x, y, width: farX - x, height: farY - y };
}

const THICK = 400; // the picture's longer side is so many times as long as a frame's line is thick
const INK = [0x2c, 0x6b, 0xe0];

/**
 * A copy of a picture's pixels with the frames of its digits drawn into them.
 * @param {import("./picture.js").Picture} picture
 * @param {import("../../engine/recognizer.js").PictureDigit[]} digits
 */
export function withFrames(picture, digits) {
  const { width, height } = picture;
  const data = picture.data.slice();
  const thick = Math.ceil(Math.max(width, height) / THICK);
  for (const { box } of digits) {
    const { x, y, width: w, height: h } = frameOf(box, picture);
    const lines = [[x, y, w, thick], [x, y + h - thick, w, thick], [x, y, thick, h], [x + w - thick, y, thick, h]];
    for (const [left, top, across, down] of lines) {
      for (let row = Math.max(0, top); row < Math.min(height, top + down); row++) {
        for (let column = Math.max(0, left); column < Math.min(width, left + across); column++) {
          data.set(INK, 4 * (row * width + column));
        }
      }
    }
  }
  return { width, height, data };
}
