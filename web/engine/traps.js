/**
 * The functions of Python and NumPy that the build found to be called come first; the body of every
 * other traps. Who meets such a trap needs the whole of them, on this and on every later visit.
 */

import { FILES, LEAN } from "../runtime/runtime.js";

// As sw.js names our caches, which leaves this one alone.
const CACHE = `pixelpredict ${new URL("../", import.meta.url).pathname} whole`;
const KEY = new URL("../runtime/whole.js", import.meta.url).href;
/** What traps now: another version may have been mended. */
const TRAPS = JSON.stringify(FILES);

const NOT_HERE = "This needs a part of the reader that is not on this device yet: connect once, then "
  + "press Retry.";

/** The error of whoever has met a trap, and cannot have all functions now. */
export const notHere = () => Object.assign(new Error(NOT_HERE), { name: "Incomplete" });

/**
 * Tells whether what failed was a function that did not come. A trap ends the Python it is met in.
 * @param {any} error
 */
export const trapped = (error) => LEAN
  && Boolean(self.unreached || error.pyodide_fatal_error || error instanceof WebAssembly.RuntimeError);

/** @returns {Promise<boolean>} whether a trap of this version was met before */
export async function wholeWanted() {
  try {
    const met = await caches.match(KEY, { cacheName: CACHE });
    return (await met?.text()) === TRAPS;
  } catch {
    return false; // the browser offers no caches, or forbids them
  }
}

/** Notes that a trap was met. */
export async function wantWhole() {
  try {
    await (await caches.open(CACHE)).put(KEY, new Response(TRAPS));
  } catch {
    // The next visit will meet the trap, too.
  }
}
