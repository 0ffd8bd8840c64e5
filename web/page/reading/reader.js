/** Opens the reader: for the first time before the rest of the page has come, let alone run. */

import { Recognizer } from "../../engine/recognizer.js";

let tell = () => {};
/** On a first visit the page comes first: all its files have yet to cross the wire. */
let opening = Recognizer.served ? openAnew() : null;

/**
 * Returns the reader that is being opened since this module came, and afterwards a new one.
 * @param {(progress: import("../../engine/recognizer.js").Progress) => void} onProgress
 * @returns {Promise<Recognizer>} rejects with an Error whose message says what failed
 */
export function openReader(onProgress) {
  tell = onProgress;
  const reader = opening ?? openAnew();
  opening = null;
  return reader;
}

function openAnew() {
  const reader = Recognizer.open({ onProgress: (progress) => tell(progress) });
  reader.catch(() => {}); // told when it is asked for
  return reader;
}
