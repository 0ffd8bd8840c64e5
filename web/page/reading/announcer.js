const REST = 600; // ms without news before anything is said

/** Says what is new to those who listen to the page, once it rests: the latest of each topic. */
export class Announcer {
  #region = document.getElementById("announcer");
  #news = new Map();
  #said = new Map();
  #timer = 0;

  /** @param {string} topic @param {string} words */
  note(topic, words) {
    this.#news.set(topic, words);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#speak(), REST);
  }

  /** Lets the same words about a topic be said again: they were asked for. */
  forget(topic) {
    this.#said.delete(topic);
  }

  #speak() {
    const news = [...this.#news].filter(([topic, words]) => this.#said.get(topic) !== words);
    this.#news.clear();
    if (news.length === 0) return;
    for (const [topic, words] of news) this.#said.set(topic, words);
    // A new element is announced even where its words are those of the last.
    const saying = document.createElement("p");
    saying.textContent = news.map(([, words]) => words).join(" ");
    this.#region.replaceChildren(saying);
  }
}
