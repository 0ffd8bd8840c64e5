const LASTS = 20_000; // ms: there is something to read, to choose and to reach

/** Says why a finger draws nothing, and lets it. Emits "wanted" when fingers are to draw. */
export class FingersView extends EventTarget {
  #message;
  #button = document.getElementById("fingers");

  /** @param {import("../look/message.js").Message} message */
  constructor(message) {
    super();
    this.#message = message;
    this.#button.addEventListener("click", () => {
      this.dispatchEvent(new Event("wanted"));
      message.say("Fingers draw too. So does a hand that rests on the paper.");
    });
  }

  refused() {
    this.#message.say("A pen was seen, so touch is taken for a resting hand.",
      { control: this.#button, lasts: LASTS });
  }
}
