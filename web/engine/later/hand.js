import { packed } from "../newest.js";

/** @typedef {import("./answers.js").Example} Example */

const NO_DIGIT = -1; // as a label

/** Asks a worker about what a person taught. */
export class Hand {
  #messenger;

  /** @param {import("../messenger.js").Messenger} messenger */
  constructor(messenger) {
    this.#messenger = messenger;
  }

  /** @param {Example[]} examples @returns {Promise<number>} */
  async teach(examples) {
    const labels = examples.map(({ digit }) => label(digit));
    const { payload, transfer } = packed(examples.flatMap(({ strokes }) => strokes), {
      counts: Uint32Array.from(examples, ({ strokes }) => strokes.length),
      labels: Int8Array.from(labels),
    });
    return this.#messenger.request("teach", payload, transfer);
  }

  /** @param {number[][][]} [strokes] @returns {Promise<number>} */
  async forget(strokes) {
    if (!strokes) return this.#messenger.request("forget", null);
    const { payload, transfer } = packed(strokes);
    return this.#messenger.request("forget", payload, transfer);
  }

  /** @returns {Promise<Example[]>} */
  async taught() {
    const examples = await this.#messenger.request("taught", null);
    return examples.map(({ points, lengths, digit }) => ({
      strokes: strokesOf(points, lengths), digit: digit ?? null,
    }));
  }

  /** @returns {Promise<{ before: boolean, now: boolean }[]>} */
  judge() {
    return this.#messenger.request("judgeTaught", null);
  }
}

function label(digit) {
  if (digit === null) return NO_DIGIT;
  if (Number.isInteger(digit) && digit >= 0 && digit <= 9) return digit;
  throw new RangeError(`A drawing is a digit 0 to 9, or null for no digit, not ${digit}`);
}

function strokesOf(points, lengths) {
  let at = 0;
  const next = () => [points[at++], points[at++]];
  return lengths.map((length) => Array.from({ length }, next));
}
