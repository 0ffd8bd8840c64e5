/**
 * The memory of a started Python, kept on the device between visits: to copy it back takes a
 * tenth of the time that starting Python takes. It is taken before anything was drawn.
 *
 * Whatever fails here only means that Python is started the sure way.
 */

import { database } from "./database.js";
import { privateFiles } from "./private-files.js";
import { packed, unpacked } from "./sparse.js";

/**
 * Where a browser keeps something large for us. All reject where it forbids that.
 * @typedef {object} Room
 * @property {() => Promise<{ name: string, size: number }[]>} list ours; none where the browser has
 *   no such room; size in bytes, 0 of what was not written to its end
 * @property {(name: string) => Promise<Uint8Array>} read rejects when there is none, too
 * @property {(name: string, content: Uint8Array) => Promise<void>} write whole or not at all
 * @property {() => Promise<void>} clear deletes what is ours
 */

/** The faster one first. */
const ROOMS = [privateFiles, database];
const HASH = 32; // bytes of a SHA-256, which precede the memory
const FORM = "without zeros"; // of what is kept; whoever changes it changes this

/**
 * Returns the kept memory.
 * @returns {Promise<Uint8Array | null>} null where none is kept that fits, or it is damaged
 */
export async function keptSnapshot() {
  for (const room of ROOMS) {
    try {
      const content = await room.read(await nameOfOurs());
      const kept = content.subarray(HASH);
      const hash = await sha256(kept);
      if (hash.every((byte, i) => byte === content[i])) return unpacked(kept);
      await room.clear();
    } catch {
      // None is kept here, or none can be.
    }
  }
  return null;
}

/** @returns {Promise<boolean>} whether one that fits is kept already, or none can be */
export async function snapshotKept() {
  const name = await nameOfOurs();
  const found = await Promise.all(ROOMS.map((room) => room.list().then(
    (list) => list.some((each) => each.name === name && each.size > 0), () => "forbidden")));
  return found.includes(true) || !found.includes(false);
}

/**
 * Keeps a memory in place of older ones, in the first room that takes it.
 * @param {Uint8Array} memory
 */
export async function keepSnapshot(memory) {
  await forgetSnapshots();
  const kept = await packed(memory);
  const content = new Uint8Array(HASH + kept.length);
  content.set(await sha256(kept));
  content.set(kept, HASH);
  const name = await nameOfOurs();
  await ROOMS.reduce((written, room) => written.catch(() => room.write(name, content)),
    Promise.reject(new Error("no room")));
}

/** @returns {Promise<number>} the bytes that are kept */
export async function snapshotSize() {
  const lists = await Promise.all(ROOMS.map((room) => room.list().catch(() => [])));
  return lists.flat().reduce((sum, { size }) => sum + size, 0);
}

/** @returns {Promise<boolean>} whether none is left; false where the browser forbids to look */
export async function forgetSnapshots() {
  const cleared = await Promise.allSettled(ROOMS.map((room) => room.clear()));
  return cleared.every(({ status }) => status === "fulfilled");
}

/** A memory serves only the files it was made of, in a browser with the same abilities. */
async function nameOfOurs() {
  // Not before it is needed: the page comes up without it.
  const { FILES, MODULES } = await import("../runtime/runtime.js");
  const madeOf = JSON.stringify([FORM, FILES, MODULES, navigator.userAgent]);
  const hash = await sha256(new TextEncoder().encode(madeOf));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
