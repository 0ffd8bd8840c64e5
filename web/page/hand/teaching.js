import { styled } from "../look/styled.js";
import { Correction } from "./correction.js";
import { drawings, total, yours } from "./hand-words.js";

export { Hand } from "./hand.js";

/** @typedef {import("../../engine/recognizer.js").Example} Example */

/** Lets a hand be taught: by corrections, by a lesson, and in the panel that shows it. */
export class Teaching {
  #hand;
  #drawing;
  #chosen;
  #message;
  #panel = document.getElementById("hand");
  #back = document.getElementById("take-back");
  /** What takes back what was said last. */
  #takeBack = async () => {};
  /** @type {import("./hand-view.js").HandView | null} */
  #view = null;
  /** @type {import("./lesson.js").Lesson | null} */
  #lesson = null;

  /**
   * @param {import("./hand.js").Hand} hand
   * @param {import("../drawing/drawing.js").Drawing} drawing
   * @param {import("../reading/chosen.js").Chosen} chosen
   * @param {import("../look/message.js").Message} message
   */
  constructor(hand, drawing, chosen, message) {
    this.#hand = hand;
    this.#drawing = drawing;
    this.#chosen = chosen;
    this.#message = message;
    const correction = new Correction(chosen);
    styled("page/hand/hand.css");
    chosen.addEventListener("change", () => correction.show());
    correction.addEventListener("correct", ({ detail }) => this.#correct(detail));
    correction.addEventListener("slip", () => this.#take());
    this.#back.addEventListener("click", () => this.#take());
    this.#panel.addEventListener("toggle", () => this.#show());
    hand.addEventListener("known", () => this.#show());
    correction.show();
    this.#show();
  }

  /** @param {Example} example */
  async #correct(example) {
    const before = this.#hand.taughtAs(example.strokes);
    this.#takeBack = () => (before ? this.#hand.teach([before]) : this.#hand.forget([example]));
    await this.#try(async () => {
      const learnt = await this.#hand.teach([example]);
      if (learnt) this.#say(`Learnt: ${yours(example.digit)}. ${total(this.#hand)}`, this.#takeBack);
      else this.#message.say(`Known already: ${yours(example.digit)}. ${total(this.#hand)}`);
    });
  }

  /** @param {Example[]} examples */
  async #forget(examples) {
    await this.#try(async () => {
      await this.#hand.forget(examples);
      const what = examples.length === 1 ? yours(examples[0].digit) : drawings(examples.length);
      this.#say(`Forgotten: ${what}. ${total(this.#hand)}`, () => this.#hand.teach(examples));
    });
  }

  async #take() {
    await this.#try(async () => {
      await this.#takeBack();
      this.#message.say(`Taken back. ${total(this.#hand)}`);
    });
  }

  async #show() {
    if (!this.#panel.open) return;
    await this.#try(async () => {
      const { HandView } = await import("./hand-view.js");
      this.#view ??= this.#made(new HandView(this.#panel.querySelector(".content"), this.#hand, this.#message));
      await this.#view.show();
    });
  }

  #made(view) {
    view.addEventListener("forget", ({ detail: examples }) => this.#forget(examples));
    view.addEventListener("lesson", () => this.#learn());
    return view;
  }

  async #learn() {
    await this.#try(async () => {
      const { Lesson } = await import("./lesson.js");
      this.#lesson ??= this.#led(new Lesson(this.#drawing, this.#chosen));
      this.#lesson.start();
    });
  }

  #led(lesson) {
    let taught = [];
    lesson.addEventListener("drawn", ({ detail: example }) => {
      taught.push(example);
      this.#try(() => this.#hand.teach([example]));
    });
    lesson.addEventListener("end", async () => {
      const examples = taught;
      taught = [];
      await this.#hand.settled;
      if (!examples.length) return this.#message.say(`Nothing new was taught. ${total(this.#hand)}`);
      this.#say(`Learnt: ${drawings(examples.length)}. ${total(this.#hand)}`, () => this.#hand.forget(examples));
    });
    return lesson;
  }

  #say(words, takeBack) {
    this.#takeBack = takeBack;
    this.#message.say(words, { control: this.#back });
  }

  async #try(act) {
    await act().catch(({ message }) => this.#message.say(`That could not be done: ${message}.`));
  }
}
