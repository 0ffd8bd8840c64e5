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

const SCOPE = new URL(self.registration.scope);
// Every project page of one account shares one origin: our names say whose they are.
const PREFIX = `pixelpredict ${SCOPE.pathname} `;
const RUNTIME = `${PREFIX}runtime`;
const APP = `${PREFIX}app ${BUILD.version}`;
const HASH = "X-SHA256";
const TYPES = {
  css: "text/css", gz: "application/gzip", html: "text/html; charset=utf-8",
  js: "text/javascript", json: "application/json",
  png: "image/png", svg: "image/svg+xml", wasm: "application/wasm",
  webmanifest: "application/manifest+json",
};

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
  if (file) event.respondWith(answer(file));
  // It lists this script, so this script cannot list it.
  if (url.href === new URL("build.json", SCOPE).href) event.respondWith(Response.json(BUILD));
});

async function install() {
  await Promise.all(BUILD.files.map(async (file) => {
    if (!(await kept(file))) await keep(file, (await carriedOver(file)) ?? (await fetched(file)));
  }));
}

/** Answers from the cache; an entry that is gone or damaged is fetched again. */
async function answer(file) {
  const response = await kept(file).catch(() => {}); // the browser may forbid what it once allowed
  // Only an untouched entry lets the browser keep the code that it compiled of it.
  return response && (await sound(file, response)) ? kept(file) : mended(file);
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
  const extension = (keptUnpacked(file) ? file.path.replace(/\.gz$/, "") : file.path)
    .split(".").at(-1);
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
      const bytes = await response.arrayBuffer();
      const hash = await sha256(bytes);
      if (hash === file.sha256) return keptUnpacked(file) ? unpack(bytes) : bytes;
      if (hash === file.unpacked) return bytes; // a host that names its packing has it unpacked
    } catch {
      continue;
    }
  }
  throw new Error(`${file.path} did not come as it was built`);
}

async function sound(file, response) {
  try {
    return [file.sha256, file.unpacked].includes(await sha256(await response.arrayBuffer()));
  } catch {
    return false;
  }
}

/** WebAssembly is: browsers keep its compiled code only for what came as it is. */
const keptUnpacked = (file) => file.path.endsWith(".wasm.gz");

const unpack = (bytes) =>
  new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();

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
  const old = (await ourCaches()).filter((name) => name !== APP && name !== RUNTIME);
  await Promise.all(old.map((name) => caches.delete(name)));
  const runtime = await caches.open(RUNTIME);
  const wanted = new Set(files.keys());
  const gone = (await runtime.keys()).filter(({ url }) => !wanted.has(url));
  await Promise.all(gone.map((request) => runtime.delete(request)));
}
