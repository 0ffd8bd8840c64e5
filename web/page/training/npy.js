const MAGIC = "\x93NUMPY";
const BYTES = 8; // of a little-endian float64, the only type that a history has

/**
 * Reads a table from NumPy's file format: a structured array with one float64 for each name.
 * See NumPy's documentation of `numpy.lib.format`.
 * @param {ArrayBuffer} file
 * @returns {Record<string, number[]>} the columns by name; throws an Error that says what is wrong
 */
export function readTable(file) {
  const view = new DataView(file);
  const text = (from, to) => String.fromCharCode(...new Uint8Array(file.slice(from, to)));
  if (text(0, MAGIC.length) !== MAGIC || file.byteLength < 12) throw new Error("not an .npy file");
  const [start, length] = view.getUint8(6) === 1 ? [10, view.getUint16(8, true)] : [12, view.getUint32(8, true)];
  const header = text(start, start + length);
  const rows = Number(/'shape': \((\d+),\)/.exec(header)?.[1]);
  const fields = /'descr': \[(.*?)\], /.exec(header)?.[1] ?? "";
  const names = [...fields.matchAll(/\('(\w+)', '<f8'\),?\s*/g)].map(([, name]) => name);
  if (Number.isNaN(rows) || !names.length || names.length !== fields.split("(").length - 1) {
    throw new Error("not a table of float64 numbers");
  }
  const data = start + length;
  if (file.byteLength !== data + rows * names.length * BYTES) throw new Error("cut short");
  const number = (row, column) => view.getFloat64(data + (row * names.length + column) * BYTES, true);
  return Object.fromEntries(names.map((name, column) =>
    [name, Array.from({ length: rows }, (_, row) => number(row, column))]));
}
