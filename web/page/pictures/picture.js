const LOST = ["Superseded", "WorkerError", "Closed", "Unsupported"]; // what is wrong is not the picture
const FINGER = 20; // units of the paper around a frame: a digit may be small, a finger is not

/** @typedef {import("../../engine/recognizer.js").Recognizer} Recognizer */
/** @typedef {import("../../engine/recognizer.js").PictureReading} PictureReading */

/** A picture that lies on the paper: its pixels, upright and reduced. */
export class Picture {
  /** What is said while there is no reading. */
  words = "Reading the picture …";
  #tell;
  /** A copy for the reader, which takes it over. @type {Uint8ClampedArray | null} */
  #spare;

  /**
   * @param {{ width: number, height: number, data: Uint8ClampedArray, spare?: Uint8ClampedArray
   *   }} pixels spare: the same data once more
   * @param {(words: string) => void} tell says what went wrong
   */
  constructor({ width, height, data, spare = null }, tell) {
    Object.assign(this, { width, height, data });
    this.#spare = spare;
    this.#tell = tell;
  }

  /**
   * @param {Recognizer} recognizer
   * @returns {Promise<PictureReading & { stray: number[] } | null>} null where it cannot be read,
   *   which is told; rejects where the reader is gone
   */
  async read(recognizer) {
    const { width, height } = this;
    this.words = "Reading the picture …";
    try {
      const data = this.#spare ?? this.data.slice();
      this.#spare = null; // a second network, or Undo, has it read again
      const reading = await recognizer.readPicture({ width, height, data });
      return { ...reading, stray: [] };
    } catch (error) {
      if (LOST.includes(error.name)) throw error;
      this.words = "Recognize tries again";
      this.#tell(`The picture could not be read: ${error.message}`);
      return null;
    }
  }

  /**
   * Which digit's frame a point of the paper lies in; -1 where none does.
   * @param {import("../../engine/recognizer.js").PictureDigit[]} digits
   * @param {number[]} point
   * @param {import("../drawing/paper.js").Paper} paper
   */
  digitAt(digits, [x, y], paper) {
    const unit = Math.min(paper.width / this.width, paper.height / this.height);
    const [across, down] = [
      (x - (paper.width - unit * this.width) / 2) / unit,
      (y - (paper.height - unit * this.height) / 2) / unit,
    ];
    const around = FINGER / unit;
    const near = digits.map(({ box: [left, top, right, bottom] }) => Math.max(
      left - across, across - right, top - down, down - bottom));
    const nearest = near.indexOf(Math.min(...near));
    return near[nearest] <= around ? nearest : -1;
  }
}
