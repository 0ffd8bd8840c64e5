import { Recognizer } from "../../engine/recognizer.js";
import { serviceWorkers } from "./service-workers.js";

const SCOPE = new URL("./", location.href);
/** What the names of our caches begin with, as in sw.js: other projects may share the origin. */
const CACHES = `pixelpredict ${SCOPE.pathname} `;
const KEYS = "pixelpredict";

/**
 * Counts what this app keeps on the device: its files, the memory of a started reader, the
 * drawings that were taught, and the choices of the person.
 * @returns {Promise<{ files: number, bytes: number, started: number, taught: number, choices: number }>}
 *   bytes of the files; started: bytes of the memory, 0 where none is kept. Rejects where the
 *   browser forbids the page its storage
 */
export async function usage() {
  let [files, bytes] = [0, 0];
  for (const name of await ourCaches()) {
    for (const response of await (await caches.open(name)).matchAll()) {
      files += 1;
      bytes += Number(response.headers.get("Content-Length"));
    }
  }
  const [started, taught] = [await Recognizer.startedSize(), await (await keptHand()).countKept()];
  return { files, bytes, started, taught, choices: ourKeys().length };
}

/**
 * Deletes everything that this app keeps, and nothing of any other.
 * @returns {Promise<string[]>} what the browser forbids to look for or to delete, in words
 */
export async function reset() {
  const forbidden = [];
  for (const [kind, remove] of Object.entries(REMOVALS)) {
    await remove().catch(() => forbidden.push(kind));
  }
  return forbidden;
}

/** Each rejects where the browser forbids it. */
const REMOVALS = {
  async "the service worker"() {
    const registration = await serviceWorkers?.getRegistration(SCOPE);
    if (registration?.scope === SCOPE.href) await registration.unregister();
  },
  async "the app's files"() {
    for (const name of await ourCaches()) await caches.delete(name);
  },
  async "the started reader"() {
    if (!(await Recognizer.forgetStarted())) throw new Error("forbidden");
  },
  async "what you taught"() {
    await (await keptHand()).deleteKept();
  },
  async "your choices"() {
    for (const key of ourKeys()) localStorage.removeItem(key);
  },
};

/** Comes when it is wanted. */
const keptHand = () => import("../hand/kept-hand.js");

/** @returns {Promise<string[]>} none where the browser offers no caches */
async function ourCaches() {
  if (!("caches" in self)) return [];
  return (await caches.keys()).filter((name) => name.startsWith(CACHES));
}

const ourKeys = () => Object.keys(localStorage).filter((key) => key.startsWith(KEYS));
