/**
 * Packs memory by leaving its zeros out. Of a started Python they are half: its stack, and what it
 * has reserved and not used. Half as much is then written, read and hashed.
 *
 * Packed it begins with 32-bit numbers: the size of the whole, how many runs of other bytes there
 * are, and where each begins and ends. Then come the runs.
 */

const PAGE = 4096; // bytes; smaller ones would leave out hardly more
const WORD = Uint32Array.BYTES_PER_ELEMENT;

/**
 * @param {Uint8Array} memory a whole number of words
 * @returns {Promise<Uint8Array>}
 */
export async function packed(memory) {
  const words = new Uint32Array(memory.buffer, memory.byteOffset, memory.length / WORD);
  const runs = [];
  for (let start = 0; start < memory.length; start += PAGE) {
    const end = Math.min(start + PAGE, memory.length);
    if (words.subarray(start / WORD, end / WORD).every((word) => word === 0)) continue;
    if (runs.at(-1)?.end === start) runs.at(-1).end = end;
    else runs.push({ start, end });
  }
  const bounds = runs.flatMap(({ start, end }) => [start, end]);
  const parts = runs.map(({ start, end }) => memory.subarray(start, end));
  const blob = new Blob([Uint32Array.of(memory.length, runs.length, ...bounds), ...parts]);
  return new Uint8Array(await blob.arrayBuffer());
}

/**
 * @param {Uint8Array} content that begins at a whole word of its buffer
 * @returns {Uint8Array} the memory; throws a RangeError when that cannot be what was packed
 */
export function unpacked(content) {
  const [size, count] = new Uint32Array(content.buffer, content.byteOffset, 2);
  const bounds = new Uint32Array(content.buffer, content.byteOffset + 2 * WORD, 2 * count);
  const memory = new Uint8Array(size);
  let from = (2 + bounds.length) * WORD;
  for (let i = 0; i < bounds.length; i += 2) {
    const to = from + bounds[i + 1] - bounds[i];
    memory.set(content.subarray(from, to), bounds[i]);
    from = to;
  }
  return memory;
}
