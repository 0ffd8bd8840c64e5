/** What is said of what was taught. */

/** @param {number | null} digit */
export const yours = (digit) => (digit === null ? "that is no digit" : `your ${digit}`);

/** @param {number} count */
export const drawings = (count) => (count === 1 ? "1 drawing" : `${count} drawings`);

/** How much is taught, and whether it will be there on the next visit. @param {import("./hand.js").Hand} hand */
export const total = ({ examples, kept }) =>
  `Taught: ${examples.length}.${kept ? "" : " For this visit only: this browser lets the page keep nothing."}`;
