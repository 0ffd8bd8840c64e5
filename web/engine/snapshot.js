/**
 * The memory of a started Python, kept on the device between visits: to copy it back takes a
 * tenth of the time that starting Python takes. It is taken before anything was drawn.
 *
 * It lies in the browser's private file system, which hands 30 MB over several times faster than
 * its caches do. Whatever fails here only means that Python is started the sure way.
 */

// Every project page of one account shares one origin: the name says whose it is, as in sw.js.
// A file's name may hold no slash.
const PREFIX = encodeURIComponent(`pixelpredict ${new URL("../", import.meta.url).pathname} `);
const HASH = 32; // bytes of a SHA-256, which precede the memory

/**
 * Returns the kept memory.
 * @returns {Promise<Uint8Array | null>} null where none is kept that fits, or it is damaged
 */
export async function keptSnapshot() {
  try {
    const folder = await navigator.storage.getDirectory();
    const file = await (await folder.getFileHandle(await fileName())).getFile();
    const content = new Uint8Array(await file.arrayBuffer());
    const memory = content.subarray(HASH);
    const hash = await sha256(memory);
    if (hash.every((byte, i) => byte === content[i])) return memory;
    await forgetSnapshots();
  } catch {
    // None is kept, or none can be.
  }
  return null;
}

/** @returns {Promise<boolean>} whether one that fits is kept already, or none can be */
export async function snapshotKept() {
  try {
    if (!("createWritable" in FileSystemFileHandle.prototype)) return true;
    const folder = await navigator.storage.getDirectory();
    const file = await (await folder.getFileHandle(await fileName())).getFile();
    return file.size > 0; // it is empty when the browser was closed while it was written
  } catch ({ name }) {
    return name !== "NotFoundError";
  }
}

/**
 * Keeps a memory in place of older ones, whole or not at all.
 * @param {Uint8Array} memory
 */
export async function keepSnapshot(memory) {
  await forgetSnapshots();
  const folder = await navigator.storage.getDirectory();
  const handle = await folder.getFileHandle(await fileName(), { create: true });
  const file = await handle.createWritable();
  await file.write(await sha256(memory));
  await file.write(memory);
  await file.close();
}

/** @returns {Promise<number>} the bytes that are kept */
export async function snapshotSize() {
  let bytes = 0;
  await eachOfOurs(async (file) => (bytes += (await file.getFile()).size));
  return bytes;
}

/** @returns {Promise<boolean>} whether none is left; false where the browser forbids to look */
export function forgetSnapshots() {
  return eachOfOurs(({ name }, folder) => folder.removeEntry(name));
}

/**
 * Does nothing where the browser offers no such storage, or forbids it.
 * @returns {Promise<boolean>} false where it forbids it
 */
async function eachOfOurs(act) {
  if (!navigator.storage?.getDirectory) return true;
  try {
    const folder = await navigator.storage.getDirectory();
    const ours = (await listed(folder)).filter(({ name }) => name.startsWith(PREFIX));
    for (const file of ours) await act(file, folder);
    return true;
  } catch {
    return false; // it is as if nothing were kept
  }
}

async function listed(folder) {
  const files = [];
  for await (const file of folder.values()) files.push(file);
  return files;
}

/** A memory serves only the files it was made of, in a browser with the same abilities. */
async function fileName() {
  // Not before it is needed: the page comes up without it.
  const { FILES, MODULES } = await import("../runtime/runtime.js");
  const madeOf = JSON.stringify([FILES, MODULES, navigator.userAgent]);
  const hash = await sha256(new TextEncoder().encode(madeOf));
  const name = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return PREFIX + name;
}

const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
