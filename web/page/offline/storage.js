import { Recognizer } from "../../engine/recognizer.js";

const SCOPE = new URL("./", location.href);
/** What the names of our caches begin with, as in sw.js: other projects may share the origin. */
const CACHES = `pixelpredict ${SCOPE.pathname} `;
const KEYS = "pixelpredict";

/**
 * Counts what this app keeps on the device: its files, the memory of a started reader, and the
 * choices of the person.
 * @returns {Promise<{ files: number, bytes: number, started: number, choices: number }>}
 *   bytes of the files; started: bytes of the memory, 0 where none is kept
 */
export async function usage() {
  let [files, bytes] = [0, 0];
  for (const name of await ourCaches()) {
    for (const response of await (await caches.open(name)).matchAll()) {
      files += 1;
      bytes += Number(response.headers.get("Content-Length"));
    }
  }
  return { files, bytes, started: await Recognizer.startedSize(), choices: ourKeys().length };
}

/** Deletes everything that this app keeps, and nothing of any other. */
export async function reset() {
  const registration = await navigator.serviceWorker?.getRegistration(SCOPE);
  if (registration?.scope === SCOPE.href) await registration.unregister();
  for (const name of await ourCaches()) await caches.delete(name);
  await Recognizer.forgetStarted();
  for (const key of ourKeys()) localStorage.removeItem(key);
}

/** @returns {Promise<string[]>} none where the browser offers no storage */
async function ourCaches() {
  if (!("caches" in self)) return [];
  const names = await caches.keys().catch(() => []); // forbidden to keep anything
  return names.filter((name) => name.startsWith(CACHES));
}

/** @returns {string[]} none where storage is forbidden */
function ourKeys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(KEYS));
  } catch {
    return [];
  }
}
