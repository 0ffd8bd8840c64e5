const DEEPEST = 2; // folders: that of the weights, and the second network's in it
const WORTH = /\.(npy|json)$/;

/** @typedef {{ path: string[], file: File }} Arrived the folders that it lies in, and its name */

/** @param {FileList} files as they were chosen @returns {Arrived[]} */
export const chosen = (files) => [...files].map((file) =>
  ({ path: (file.webkitRelativePath || file.name).split("/"), file }));

/**
 * Looks into the folders that were dropped.
 * @param {DataTransfer} transfer which is empty once the event is over
 * @returns {Promise<Arrived[]>} rejects where the system lets nobody look into one
 */
export async function dropped(transfer) {
  const items = [...transfer.items].filter(({ kind }) => kind === "file");
  const entries = items.map((item) => item.webkitGetAsEntry?.());
  if (!entries.every(Boolean)) return chosen(transfer.files); // made by a script, or no folders here
  return (await Promise.all(entries.map((entry) => within(entry, [])))).flat();
}

/** @param {FileSystemEntry} entry @returns {Promise<Arrived[]>} */
async function within(entry, above) {
  const path = [...above, entry.name];
  if (entry.isFile) return WORTH.test(entry.name) ? [{ path, file: await promised(entry, "file") }] : [];
  if (path.length > DEEPEST) return [];
  const reader = entry.createReader();
  const found = [];
  for (let some; (some = await promised(reader, "readEntries")).length;) found.push(...some); // a hundred at a time
  return (await Promise.all(found.map((each) => within(each, path)))).flat();
}

const promised = (object, method) => new Promise((resolve, reject) => object[method](resolve, reject));
