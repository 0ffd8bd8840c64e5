/**
 * What was taught, as it is kept on this device: a database of the browser's, an entry for each
 * drawing, so that what two tabs teach comes together. All functions reject where the browser
 * forbids it or has no room.
 */

// Every project page of one account shares one origin: the name says whose it is, as in sw.js.
const NAME = `pixelpredict hand ${new URL("../../", import.meta.url).pathname}`;
const STORE = "taught";

/** @typedef {import("../../engine/recognizer.js").Example} Example */

/** What a drawing is known by. @param {number[][][]} strokes */
export const keyOf = (strokes) => JSON.stringify(strokes);

/** Tells other tabs that something was taught or forgotten, and hears of them. */
export const otherTabs = new BroadcastChannel(NAME);

/** @returns {Promise<Example[]>} */
export const allKept = async () => (await within("readonly", (store) => store.getAll())) ?? [];

/** @returns {Promise<number>} */
export const countKept = async () => (await within("readonly", (store) => store.count())) ?? 0;

/** Keeps some and deletes others, all or nothing. @param {Example[]} learnt @param {Example[]} gone */
export async function keep(learnt, gone) {
  await within("readwrite", (store) => {
    for (const { strokes } of gone) store.delete(keyOf(strokes));
    for (const example of learnt) store.put(example, keyOf(example.strokes));
    return store.count();
  });
  otherTabs.postMessage("changed");
}

/** Deletes all, and the database with it. */
export async function deleteKept() {
  if (self.indexedDB) await answered(indexedDB.deleteDatabase(NAME));
  otherTabs.postMessage("changed");
}

/**
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest} act
 * @returns {Promise<any>} its result; undefined where nothing is kept that could be read
 */
async function within(mode, act) {
  const database = await open(mode === "readwrite");
  if (!database) return undefined;
  try {
    const transaction = database.transaction(STORE, mode);
    const request = act(transaction.objectStore(STORE));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    return request.result;
  } finally {
    database.close();
  }
}

/**
 * @param {boolean} create whether to make the database where there is none: who never taught
 *   anything has none
 * @returns {Promise<IDBDatabase | null>}
 */
async function open(create) {
  const request = indexedDB.open(NAME);
  let refused = false;
  request.onupgradeneeded = () => {
    refused = !create;
    if (create) request.result.createObjectStore(STORE);
    else request.transaction.abort();
  };
  return answered(request).catch((error) => {
    if (refused) return null;
    throw error;
  });
}

/** @param {IDBRequest} request */
function answered(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = (event) => {
      event.preventDefault(); // else Firefox tells it in the console, too
      reject(request.error);
    };
  });
}
