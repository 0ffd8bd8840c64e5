const END = 22; // bytes of the record that ends an archive without a comment
const latin = new TextDecoder("latin1");

/**
 * Lists the files of a zip archive whose members are stored as they are, as our build makes them.
 * The format: PKWARE's APPNOTE.TXT, sections 4.3.7 to 4.3.16.
 * @param {Uint8Array} archive
 * @returns {Generator<[name: string, content: Uint8Array]>} the contents share the archive's memory
 */
export function* unzip(archive) {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = archive.byteLength - END;
  let entry = view.getUint32(end + 16, true);
  for (let count = view.getUint16(end + 10, true); count > 0; count--) {
    const size = view.getUint32(entry + 24, true);
    const nameLength = view.getUint16(entry + 28, true);
    const rest = view.getUint16(entry + 30, true) + view.getUint16(entry + 32, true);
    const local = view.getUint32(entry + 42, true);
    const name = latin.decode(archive.subarray(entry + 46, entry + 46 + nameLength));
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    yield [name, archive.subarray(start, start + size)];
    entry += 46 + nameLength + rest;
  }
}
