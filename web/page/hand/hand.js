import { allKept, keep, keyOf, otherTabs } from "./kept-hand.js";

/** @typedef {import("../../engine/recognizer.js").Example} Example */

/**
 * The hand that writes here: what it taught, to the reader, and kept on this device where that can
 * be. Every tab has the same. Emits "change" when the reader has learnt or forgotten something, and
 * then "known", when `examples` tells of it.
 */
export class Hand extends EventTarget {
  /** What the reader was taught. @type {Example[]} */
  examples = [];
  /** Whether all of it is kept on this device. */
  kept = true;
  #current;
  /** The reader that was taught last. */
  #opened = null;
  /** Done when everything so far is; one thing after the other, for all of them change the same. */
  #last = Promise.resolve();

  /** @param {() => import("../../engine/recognizer.js").Recognizer | null} current */
  constructor(current) {
    super();
    this.#current = current;
    otherTabs.addEventListener("message", () => this.#inTurn(() => this.#follow()));
  }

  /** Done when nothing more is being kept. @returns {Promise<unknown>} */
  get settled() {
    return this.#last;
  }

  /** Teaches a new reader what is kept, and what this visit taught; once each reader. */
  open() {
    const recognizer = this.#current();
    if (!recognizer || recognizer === this.#opened) return;
    this.#opened = recognizer;
    this.#inTurn(async () => {
      const known = this.examples;
      this.examples = [];
      await this.#change([...(await this.#read()), ...known], []);
    });
  }

  /**
   * Teaches drawings; those that were taught before are what they are said to be now.
   * @param {Example[]} examples
   * @returns {Promise<number>} how many had not been taught
   */
  teach(examples) {
    return this.#inTurn(async () => {
      const unlike = new Map(examples.map((example) => [keyOf(example.strokes), example])).values();
      const learnt = lacking(this.examples, [...unlike]);
      await this.#changeAndKeep(learnt, []);
      return learnt.length;
    });
  }

  /** Takes back drawings that were taught. @param {Example[]} examples */
  forget(examples) {
    return this.#inTurn(() => this.#changeAndKeep([], examples));
  }

  /** @param {number[][][]} strokes @returns {Example | undefined} what they were taught as */
  taughtAs(strokes) {
    return this.examples.find((example) => keyOf(example.strokes) === keyOf(strokes));
  }

  /** @returns {Promise<{ before: boolean, now: boolean }[]>} whether each was, and is, read right */
  async judge() {
    return (await this.#current().hand()).judge();
  }

  #inTurn(act) {
    const done = this.#last.then(act);
    this.#last = done.catch(() => {});
    return done;
  }

  /** The reader's answer comes first, and then what is behind it. */
  async #change(learnt, gone) {
    if (!learnt.length && !gone.length) return;
    const hand = await this.#current().hand();
    try {
      for (const { strokes } of gone) await hand.forget(strokes);
      if (learnt.length) await hand.teach(learnt);
      this.dispatchEvent(new Event("change"));
    } finally {
      this.examples = await hand.taught(); // of too many one has gone
      this.dispatchEvent(new Event("known"));
    }
  }

  async #changeAndKeep(learnt, gone) {
    const before = this.kept ? this.examples : [];
    await this.#change(learnt, gone);
    const kept = keep(lacking(before, this.examples), lacking(this.examples, before));
    this.kept = await kept.then(() => true, () => false);
  }

  /** @returns {Promise<Example[]>} nothing where the browser forbids to look */
  async #read() {
    return allKept().catch(() => {
      this.kept = false;
      return [];
    });
  }

  /** Does as another tab did. */
  async #follow() {
    if (!this.kept || !this.#current()) return;
    const kept = await this.#read();
    if (!this.kept) return;
    await this.#change(lacking(this.examples, kept), lacking(kept, this.examples));
  }
}

/** Those of the examples that others lack. @param {Example[]} others @param {Example[]} examples */
function lacking(others, examples) {
  const known = new Set(others.map(identity));
  return examples.filter((example) => !known.has(identity(example)));
}

/** A drawing and what it is. @param {Example} example */
const identity = ({ strokes, digit }) => `${digit} ${keyOf(strokes)}`;
