/** Weight files as they may be, and as they must not be. */

/** Ways in which a weight file can be spoilt: each takes its own path through NumPy's reader. */
export const SPOILT = [
  () => new Uint8Array(0),
  () => new TextEncoder().encode("<!doctype html>"),
  (bytes) => bytes.slice(0, 1000),
  (bytes) => bytes.map((byte, i) => (i === 30 ? 0 : byte)),
  (bytes) => bytes.map((byte, i) => (i < 128 ? byte : 255)),
  (npy) => edited(npy, /\(\d+/, "(1"),
];
/** Ways in which its header can be: each has words of its own. */
export const DAMAGED = [
  ["(", "["], [")", "_"], ["'", "#"], ["{", "("], ["}", "{"], ["<f4", ">f4"], ["<f4", "<i4"], ["<f4", "|O"],
  ["<f4", "<c8"], ["<f4", "???"], ["False", "none"], ["descr", "what?"], [/\d+(?=\D*$)/, "-2"],
  [/\d+(?=\D*$)/, "99999999999"], [/\d+(?=\D*$)/, "9".repeat(20)],
].map(([what, by]) => (npy) => edited(npy, what, by)).concat([
  (npy) => npy.map((byte, i) => (i === 6 ? 9 : byte)), // a version to come
  (npy) => npy.map((byte, i) => (i === 9 ? 99 : byte)), // a header of 25,000 bytes
  () => Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0), // a zip archive's beginning
  () => Uint8Array.of(0x80, 4, 0x4e, 0x2e), // a pickle
]);

/** Returns an array's file with another header, cut or filled up to the same length. */
function edited(npy, what, by) {
  const start = 10 + npy[8] + 256 * npy[9];
  const header = new TextDecoder("latin1").decode(npy.slice(10, start)).replace(what, by);
  return new Uint8Array([...npy.slice(0, 10),
    ...new TextEncoder().encode(`${header.trimEnd().padEnd(start - 11)}\n`), ...npy.slice(start)]);
}

/** Returns an array's file in which its numbers stand column by column: they are others, which is no matter. */
export function fortran(npy) {
  return edited(npy, "False", "True ");
}

/** Returns an array of 32-bit numbers in 64 bits each: such files load, too. */
export function doubled(npy) {
  const start = 10 + new DataView(npy.buffer).getUint16(8, true);
  const header = npy.slice(0, start);
  header[new TextDecoder("latin1").decode(header).indexOf("<f4") + 2] = "8".charCodeAt();
  const numbers = Float64Array.from(new Float32Array(npy.slice(start).buffer));
  return new Uint8Array([...header, ...new Uint8Array(numbers.buffer)]);
}

/** Returns an array's file with numbers that cannot be added up. */
export const huge = (npy) => npy.map((byte, i) => (i < 128 ? byte : i % 4 === 3 ? 0x7e : 0));
