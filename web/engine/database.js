/**
 * A database as a room of snapshot.js: for WebKitGTK, which has no private file system, and Safari
 * before 26, which cannot write it from here. WebKit reads a database twice as fast as its caches,
 * which in private windows forget everything with the worker that wrote it.
 */

// Every project page of one account shares one origin: the name says whose it is, as in sw.js.
const NAME = `pixelpredict ${new URL("../", import.meta.url).pathname}`;
const STORE = "kept";

/** Its keys are pairs of name and size. @type {import("./snapshot.js").Room} */
export const database = {
  async list() {
    const keys = await within("readonly", (store) => store.getAllKeys());
    return (keys ?? []).map(([name, size]) => ({ name, size }));
  },

  async read(name) {
    const named = IDBKeyRange.bound([name, 0], [name, Infinity]);
    const content = await within("readonly", (store) => store.get(named));
    if (!content) throw new Error("not there");
    return content;
  },

  async write(name, content) {
    await within("readwrite", (store) => store.put(content, [name, content.length]));
  },

  async clear() {
    if (self.indexedDB) await answered(indexedDB.deleteDatabase(NAME));
  },
};

/**
 * Does one thing, as a whole or not at all.
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest} act
 * @returns {Promise<any>} its result; undefined where there is no database that could be read
 */
async function within(mode, act) {
  const opened = await open(mode === "readwrite");
  if (!opened) return undefined;
  try {
    const transaction = opened.transaction(STORE, mode);
    const request = act(transaction.objectStore(STORE));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    return request.result;
  } finally {
    opened.close();
  }
}

/**
 * @param {boolean} create whether to make the database where there is none
 * @returns {Promise<IDBDatabase | null>} null where there is none and none was made
 */
async function open(create) {
  if (!self.indexedDB && !create) return null;
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
