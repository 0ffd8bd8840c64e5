const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const [DEEP, COLOURED] = [8, 2]; // bits of each of red, green and blue

/**
 * Pixels as a PNG, without a canvas, which browsers may falsify.
 * The format: https://www.w3.org/TR/png-3/
 * @param {{ width: number, height: number, data: Uint8ClampedArray }} pixels RGBA, whose alpha is
 *   left out: it lies on nothing
 * @returns {Promise<Blob>}
 */
export async function png({ width, height, data }) {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, DEEP);
  header.setUint8(9, COLOURED);
  const rows = new Blob([filtered(width, height, data)]).stream();
  const packed = await new Response(rows.pipeThrough(new CompressionStream("deflate"))).arrayBuffer();
  return new Blob([
    Uint8Array.from(SIGNATURE),
    chunk("IHDR", new Uint8Array(header.buffer)), chunk("IDAT", new Uint8Array(packed)), chunk("IEND", new Uint8Array()),
  ], { type: "image/png" });
}

/** Each row behind the number of its filter: 1, each byte less the one of the pixel to its left. */
function filtered(width, height, data) {
  const rows = new Uint8Array(height * (1 + 3 * width));
  for (let y = 0, to = 0, from = 0; y < height; y++) {
    rows[to++] = 1;
    for (let x = 0; x < width; x++, from += 4) {
      for (let k = from; k < from + 3; k++) rows[to++] = data[k] - (x && data[k - 4]);
    }
  }
  return rows;
}

function chunk(name, content) {
  const bytes = new Uint8Array(12 + content.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = name.charCodeAt(i);
  bytes.set(content, 8);
  view.setUint32(8 + content.length, checksum(bytes.subarray(4, 8 + content.length)));
  return bytes;
}

/** CRC-32, byte by byte from a table. */
function checksum(bytes) {
  let crc = ~0;
  for (const byte of bytes) crc = (crc >>> 8) ^ TABLE[(crc ^ byte) & 255];
  return ~crc >>> 0;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, crc) => {
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});
