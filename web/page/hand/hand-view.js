import { boxAround } from "../reading/box.js";
import { download } from "../look/download.js";
import { html, svg } from "../look/elements.js";
import { styled } from "../look/styled.js";
import { fromFile, toFile } from "./hand-file.js";
import { drawings, total } from "./hand-words.js";

const AROUND = 40; // units around a drawing, of which the pen's line takes half its width

/** @typedef {import("../../engine/recognizer.js").Example} Example */

/**
 * Shows what was taught, as small drawings by digit, each of which can be taken back, and what came
 * of it.
 *
 * Emits "lesson" when one wants to be led through the digits, and "forget" with the Examples as its
 * detail.
 */
export class HandView extends EventTarget {
  #hand;
  #message;
  #summary = html("p", { role: "status", "aria-label": "Your hand" });
  #digits = html("div", { class: "taught" });
  #file = html("input", { type: "file", accept: ".jsonl,application/jsonl", "aria-label": "File of drawings" });
  #buttons = {
    teach: button("Teach my hand", () => this.dispatchEvent(new Event("lesson"))),
    save: button("Save all", () => this.#save()),
    load: button("Load", () => this.#file.click()),
    forget: button("Forget all", () => this.#forget(this.#hand.examples)),
  };

  /**
   * @param {HTMLElement} place
   * @param {import("./hand.js").Hand} hand
   * @param {import("../look/message.js").Message} message
   */
  constructor(place, hand, message) {
    super();
    this.#hand = hand;
    this.#message = message;
    this.#file.hidden = true;
    this.#file.addEventListener("change", () => this.#load());
    place.replaceChildren(
      html("p", {}, "Everybody writes in a way of their own. Say beside the answer what a digit really is, and digits drawn alike are read so from then on. What you taught stays on this device; a file of it can be loaded on another one, and py/train.py learns from it."),
      this.#summary, this.#digits,
      html("div", { class: "choices" }, ...Object.values(this.#buttons), this.#file));
  }

  /** Shows it as it is now. */
  async show() {
    const { examples } = this.#hand;
    await styled("page/hand/hand.css");
    const empty = examples.length === 0;
    const digits = [...new Set(examples.map(({ digit }) => digit))].sort((a, b) => (a ?? 10) - (b ?? 10));
    const focused = this.#drawings.indexOf(document.activeElement);
    const without = document.activeElement === this.#buttons.forget && empty;
    this.#digits.replaceChildren(...digits.map((digit) => this.#of(digit)));
    if (focused >= 0 || without) (this.#drawings.at(focused) ?? this.#drawings.at(-1) ?? this.#buttons.teach).focus();
    this.#buttons.save.disabled = empty;
    this.#buttons.forget.disabled = empty;
    this.#summary.textContent = empty ? "Nothing is taught yet." : await this.#judged();
  }

  get #drawings() {
    return [...this.#digits.querySelectorAll("button")];
  }

  async #judged() {
    const judged = await this.#hand.judge().catch(() => []);
    const [now, before] = ["now", "before"].map((when) => judged.filter((each) => each[when]).length);
    if (judged.length === 1) {
      return `Your drawing is ${now ? "now" : "not"} read right; before, it was${before ? "" : " not"}.`;
    }
    const are = now === 1 ? "is" : "are";
    return `Of the ${drawings(judged.length)} that you taught, ${now} ${are} now read right; before, ${before}.`;
  }

  #of(digit) {
    const list = html("ul", {}, this.#hand.examples.filter((each) => each.digit === digit).map((example) => {
      const forget = button("", () => this.#forget([example]));
      forget.ariaLabel = `Forget this ${digit === null ? "drawing" : digit}`;
      forget.title = forget.ariaLabel;
      forget.append(picture(example.strokes));
      return html("li", {}, forget);
    }));
    return html("section", {}, html("h3", {}, digit === null ? "No digit" : String(digit)), list);
  }

  #forget(examples) {
    this.dispatchEvent(new CustomEvent("forget", { detail: examples }));
  }

  #save() {
    download(toFile(this.#hand.examples), "hand.jsonl");
    this.#message.say("Saved as hand.jsonl");
  }

  async #load() {
    const [file] = this.#file.files;
    this.#file.value = ""; // else the same file, chosen again, would be no change
    try {
      const examples = await fromFile(file);
      const learnt = await this.#hand.teach(examples);
      const known = examples.length - learnt;
      this.#message.say(`Loaded ${drawings(learnt)}${known ? `, ${known} known before` : ""}. ${total(this.#hand)}`);
    } catch (error) {
      this.#message.say(`${error.message}.`);
    }
  }
}

/** @param {number[][][]} strokes */
function picture(strokes) {
  const { left, right, top, bottom } = boxAround(strokes);
  const unit = Math.max(right - left, bottom - top, 1) / 1000; // a drawing may be of any size
  const around = AROUND * unit;
  const line = strokes.map((points) => `M${[...points, points.at(-1)].map((point) => point.join(" ")).join("L")}`).join("");
  return svg("svg", {
    viewBox: [left - around, top - around, right - left + 2 * around, bottom - top + 2 * around].join(" "),
    "aria-hidden": "true",
  }, svg("path", { d: line, "stroke-width": 2 * around }));
}

function button(name, act) {
  const made = html("button", { type: "button" }, name);
  made.addEventListener("click", act);
  return made;
}
