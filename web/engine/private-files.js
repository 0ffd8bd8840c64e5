/**
 * The browser's private file system as a room of snapshot.js: the fastest by far, where a browser
 * has it and can write it.
 */

// Every project page of one account shares one origin: the name says whose it is, as in sw.js.
// A file's name may hold no slash.
const PREFIX = encodeURIComponent(`pixelpredict ${new URL("../", import.meta.url).pathname} `);

/** @type {import("./snapshot.js").Room} */
export const privateFiles = {
  async list() {
    const files = [];
    for (const handle of await ourFiles()) {
      const { size } = await handle.getFile(); // 0 when the browser was closed while it was written
      files.push({ name: handle.name.slice(PREFIX.length), size });
    }
    return files;
  },

  async read(name) {
    const folder = await navigator.storage.getDirectory();
    const handle = await folder.getFileHandle(PREFIX + name);
    // Straight from the disk, where a worker may. Browsers that do not know the mode lock the file:
    // another tab that starts at this very moment then reads it the longer way.
    const file = await handle.createSyncAccessHandle?.({ mode: "read-only" }).catch(() => null);
    if (!file) return new Uint8Array(await (await handle.getFile()).arrayBuffer());
    try {
      const content = new Uint8Array(file.getSize());
      file.read(content, { at: 0 });
      return content;
    } finally {
      file.close();
    }
  },

  async write(name, content) {
    if (!("createWritable" in FileSystemFileHandle.prototype)) throw new Error("read-only");
    const folder = await navigator.storage.getDirectory();
    const handle = await folder.getFileHandle(PREFIX + name, { create: true });
    const file = await handle.createWritable();
    await file.write(content);
    await file.close();
  },

  async clear() {
    for (const { name } of await ourFiles()) {
      await (await navigator.storage.getDirectory()).removeEntry(name);
    }
  },
};

/** @returns {Promise<FileSystemFileHandle[]>} none where the browser has no such room */
async function ourFiles() {
  const files = [];
  if (!navigator.storage?.getDirectory) return files;
  for await (const file of (await navigator.storage.getDirectory()).values()) {
    if (file.name.startsWith(PREFIX)) files.push(file);
  }
  return files;
}
