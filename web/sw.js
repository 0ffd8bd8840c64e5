/**
 * The service worker: makes the site work offline, and keeps each visit to one version.
 *
 * A version is installed whole, every file checked against its SHA-256, or not at all. What has
 * not changed since the last version is carried over. A new version waits until the page asks for
 * it, or starts. Two caches, because the runtime is large and seldom changes, and the rest is small
 * and may.
 */

/** Written by the build: what build.json says, less the files that nobody needs offline. */
const BUILD = { version: "unbuilt", files: [] };
/** Written by the build: what engine/xz.js exports. Not every browser has modules here. */
const unxz = null;

const SCOPE = new URL(self.registration.scope);
// Every project page of one account shares one origin: our names say whose they are.
const PREFIX = `pixelpredict ${SCOPE.pathname} `;
const RUNTIME = `${PREFIX}runtime`;
const APP = `${PREFIX}app ${BUILD.version}`;
/** The engine's: it notes there that it needs what is rare. */
const WHOLE = `${PREFIX}whole`;
/** What hardly anyone needs: kept when it is asked for. */
const RARE = /^runtime\/whole\//;
const UNPACKER = "runtime/xz.wasm";
const HASH = "X-SHA256";
const TYPES = {
  css: "text/css", html: "text/html; charset=utf-8",
  js: "text/javascript", json: "application/json",
  png: "image/png", svg: "image/svg+xml", wasm: "application/wasm",
  webmanifest: "application/manifest+json", xz: "application/x-xz",
};

const PACKED = /\.xz$/;
/** @type {Promise<WebAssembly.Module> | null} */
let unpacker = null;

const files = new Map(BUILD.files.map((file) => [new URL(file.path, SCOPE).href, file]));
// "./" and "index.html" are one page.
files.set(SCOPE.href, files.get(new URL("index.html", SCOPE).href));

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("message", (event) => {
  if (event.data === "apply") self.skipWaiting();
  if (event.data === "apply if alone") event.waitUntil(applyIfAlone());
});
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  url.search = url.hash = "";
  const file = event.request.method === "GET" && files.get(url.href);
  if (file) event.respondWith(RARE.test(file.path) ? passed(file, event) : answer(file));
  // It lists this script, so this script cannot list it.
  if (url.href === new URL("build.json", SCOPE).href) event.respondWith(Response.json(BUILD));
});

async function install() {
  await Promise.all(BUILD.files.map(async (file) => {
    if (!RARE.test(file.path) && !(await kept(file))) await keep(file, (await carriedOver(file)) ?? (await fetched(file)));
  }));
}

/** Answers from the cache; an entry that is gone or damaged is fetched again. */
async function answer(file) {
  const response = await kept(file).catch(() => {}); // the browser may forbid what it once allowed
  // Only an untouched entry lets the browser keep the code that it compiled of it.
  return response && (await sound(file, response)) ? kept(file) : mended(file);
}

/** Answers from the cache, or as it comes: the engine counts the bytes, and checks them. */
async function passed(file, event) {
  const response = await kept(file).catch(() => {});
  if (response && (await sound(file, response.clone()))) return response;
  const coming = await fetch(new URL(file.path, SCOPE), { cache: "no-cache" });
  const content = coming.clone().arrayBuffer();
  event.waitUntil(content.then((bytes) => built(file, bytes)).then((bytes) => keep(file, bytes))
    .catch(() => {}));
  return coming;
}

async function mended(file) {
  try {
    await keep(file, await fetched(file));
  } catch {
    return fetch(new URL(file.path, SCOPE)); // its failure, offline, is the honest answer
  }
  return kept(file);
}

const cacheOf = (file) => caches.open(file.path.startsWith("runtime/") ? RUNTIME : APP);

/** Returns this version's own entry for a file, if there is one. */
async function kept(file) {
  const response = await (await cacheOf(file)).match(new URL(file.path, SCOPE));
  return response?.headers.get(HASH) === file.sha256 ? response : undefined;
}

async function keep(file, body) {
  const extension = file.path.replace(PACKED, "").split(".").at(-1);
  const headers = {
    "Content-Type": TYPES[extension] ?? "application/octet-stream",
    "Content-Length": String(body.byteLength),
    [HASH]: file.sha256,
  };
  await (await cacheOf(file)).put(new URL(file.path, SCOPE), new Response(body, { headers }));
}

/** Returns a file's bytes from an older version's cache, if they are the same. */
async function carriedOver(file) {
  for (const name of await ourCaches()) {
    const response = await (await caches.open(name)).match(new URL(file.path, SCOPE));
    if (response?.headers.get(HASH) !== file.sha256) continue;
    if (await sound(file, response.clone())) return response.arrayBuffer();
  }
  return undefined;
}

/** Fetches a file and checks it; throws when it does not come, or is not what the build made. */
async function fetched(file) {
  // A connection may fail once, and a cache on the way may still hold another version.
  for (const cache of ["no-cache", "reload"]) {
    try {
      const response = await fetch(new URL(file.path, SCOPE), { cache });
      return await built(file, await response.arrayBuffer());
    } catch {
      continue;
    }
  }
  throw new Error(`${file.path} did not come as it was built`);
}

/** Returns a file's bytes as they are kept; throws when they are not what the build made. */
async function built(file, bytes) {
  const hash = await sha256(bytes);
  if (hash === file.sha256) return PACKED.test(file.path) ? unpacked(bytes) : bytes;
  if (hash === file.unpacked) return bytes; // the host has unpacked it
  throw new Error(`${file.path} is not what was built`);
}

async function sound(file, response) {
  try {
    return [file.sha256, file.unpacked].includes(await sha256(await response.arrayBuffer()));
  } catch {
    return false;
  }
}

/**
 * What is packed is kept unpacked: a later visit need not unpack it, and browsers keep the compiled
 * code only of WebAssembly that came as it is.
 */
async function unpacked(bytes) {
  unpacker ??= answer(files.get(new URL(UNPACKER, SCOPE).href))
    .then((response) => response.arrayBuffer()).then((code) => WebAssembly.compile(code));
  unpacker.catch(() => (unpacker = null)); // it may come another time
  const unpacking = unxz(await WebAssembly.instantiate(await unpacker));
  return new Response(new Blob([bytes]).stream().pipeThrough(unpacking)).arrayBuffer();
}

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function applyIfAlone() {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const ours = windows.filter(({ url }) => url.startsWith(SCOPE.href));
  if (ours.length === 1) self.skipWaiting();
}

async function ourCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX));
}

/** Serves the open page too: a page that no worker serves would not make a newer one wait. */
async function takeOver() {
  await deleteOldCaches();
  await self.clients.claim();
}

async function deleteOldCaches() {
  const old = (await ourCaches()).filter((name) => ![APP, RUNTIME, WHOLE].includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
  const runtime = await caches.open(RUNTIME);
  const wanted = new Set(files.keys());
  const gone = (await runtime.keys()).filter(({ url }) => !wanted.has(url));
  await Promise.all(gone.map((request) => runtime.delete(request)));
}
