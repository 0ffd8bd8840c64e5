const REST = 600; // ms: who writes on within these is still writing the same digit

/**
 * The reading that is shown, and the one of its digits that bars, words and panels speak of.
 *
 * That is the digit that the pen writes; once the pen rests, the least sure one where any is not
 * sure, else the last. A digit that somebody has chosen stays it for as long as it is there.
 * Emits "change" whenever the reading or the choice is another.
 */
export class Chosen extends EventTarget {
  /**
   * null when nothing is drawn, or not yet read.
   * @type {import("../../engine/recognizer.js").Reading | import("../../engine/recognizer.js").PictureReading | null}
   */
  reading = null;
  /** The picture that is read in the place of strokes. @type {import("../pictures/picture.js").Picture | null} */
  picture = null;
  /** The strokes that were read. @type {number[][][]} */
  strokes = [];
  /** Which of the digits is the chosen one, from the left; -1 where there are none. */
  place = -1;
  /** One stroke of the digit that somebody chose; of a picture's, its place. @type {number | null} */
  #wanted = null;
  #writing = false;
  #timer = 0;

  /** @returns {import("../../engine/recognizer.js").DigitReading | undefined} */
  get digit() {
    return this.reading?.digits[this.place];
  }

  /** The chosen digit's own strokes. */
  get ownStrokes() {
    return this.digit?.strokes?.map((stroke) => this.strokes[stroke]) ?? [];
  }

  /** The strokes that belong to no digit; of the one that is being written nobody knows yet. */
  get stray() {
    const { reading } = this;
    return reading?.stray.filter((stroke) => !this.#writing || stroke !== newest(reading)) ?? [];
  }

  /** @param {import("../../engine/recognizer.js").Reading} reading @param {number[][][]} strokes */
  show(reading, strokes) {
    Object.assign(this, { reading, strokes });
    this.#place();
  }

  /** @param {import("../pictures/picture.js").Picture | null} picture what lies there now, to be read */
  clear(picture = null) {
    this.#wanted = null;
    this.#writing &&= !picture;
    Object.assign(this, { reading: null, picture, strokes: [], place: -1 });
    this.#changed();
  }

  /** Somebody wants this one. @param {number} place */
  choose(place) {
    [this.#wanted] = partsOf(this.reading.digits[place], place);
    this.#place();
  }

  /** A pen writes. */
  write() {
    clearTimeout(this.#timer);
    this.#writing = true;
  }

  /** No pen is down. */
  rest() {
    clearTimeout(this.#timer);
    if (!this.#writing) return;
    this.#timer = setTimeout(() => {
      this.#writing = false;
      if (this.reading) this.#place();
    }, REST);
  }

  #place() {
    const { digits } = this.reading;
    const holding = (part) => digits.findIndex((digit, i) => partsOf(digit, i).includes(part));
    const wanted = holding(this.#wanted);
    if (wanted < 0) this.#wanted = null; // another stroke may get its number
    const written = this.#writing ? holding(newest(this.reading)) : leastSure(digits);
    const other = this.reading.lines?.length > 1 ? 0 : digits.length - 1; // lines are read from the top
    this.place = [wanted, written].find((place) => place >= 0) ?? other;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/** What a digit is known by from one reading to the next. */
const partsOf = ({ strokes }, place) => strokes ?? [place];

/**
 * Which digit stands out least from all ten, of those that are not sure; -1 when all are.
 * @param {import("../../engine/recognizer.js").DigitReading[]} digits
 */
export function leastSure(digits) {
  const doubtful = digits.filter(({ candidates }) => candidates.length !== 1);
  const [least] = doubtful.sort((a, b) => evidence(a) - evidence(b));
  return digits.indexOf(least);
}

/** In nats, as the recogniser weighs it. */
function evidence({ probabilities }) {
  const logarithms = probabilities.map((share) => Math.log(Math.max(share, 1e-12)));
  return Math.max(...logarithms) - logarithms.reduce((sum, each) => sum + each, 0) / logarithms.length;
}

/** The stroke that was begun last. @param {import("../../engine/recognizer.js").Reading} reading */
const newest = ({ digits, point, stray }) =>
  Math.max(...digits.flatMap(({ strokes }) => strokes), ...point, ...stray);
