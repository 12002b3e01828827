// @ts-check
/// <reference lib="webworker" />
// Offline use and updates. One cache for each build, filled whole at installation and never
// changed: pages and code of different builds cannot mix. Nothing else is ever cached; what is not
// on the list goes to the network as if this worker were not there.
//
// A new version waits (no skipWaiting at installation) until a page says `use_now`, which it does
// only after the person's yes. The first installation takes charge of the page that made it
// (clients.claim): that page has loaded the same build a moment ago, and without it the parts that
// are loaded late (the second worker) would be missing if the connection went away before the first
// reload. An update never claims: the pages of the older version keep running on its cache, which
// is kept until a page of the new one has started and no other page is open.

const scope = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const kBuild = '@BUILD@';
/** Addresses below the scope; replaced by cmake/assemble_site.mjs. */
const kFiles = /** @type {string[]} */ (/*@FILES@*/ []);
/** The first page as this build has it, so that a deployment in the middle cannot mix two. */
const kFirstPage = `v/${kBuild}/index.html`;

const root = new URL(scope.registration.scope);
/** Caches belong to the whole origin, which may serve the app in several folders. */
const prefix = `qr-${root.pathname}-`;
const cache_name = prefix + kBuild;
const addresses = new Set(kFiles.map((file) => new URL(file, root).href));
const kFirstPages = new Set([root.href, new URL('index.html', root).href]);

scope.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(cache_name);
    await cache.addAll([...addresses].map((url) => new Request(url, {cache: 'no-cache'})));
  })());
});

scope.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    const is_update = (await caches.keys()).some((name) => is_other(name));
    if (!is_update) await scope.clients.claim();
  })());
});

scope.addEventListener('message', (event) => {
  if (event.data === 'use_now') event.waitUntil(scope.skipWaiting());
  if (event.data === 'booted') event.waitUntil(remove_older());
});

scope.addEventListener('fetch', (event) => {
  const {request} = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== root.origin) return;
  url.search = url.hash = '';
  if (addresses.has(url.href)) {
    event.respondWith(cached(url.href, request));
  } else if (request.mode === 'navigate' && kFirstPages.has(url.href)) {
    event.respondWith(cached(new URL(kFirstPage, root).href, request));
  } else if (url.pathname.startsWith(`${root.pathname}v/`)) {
    // A page of an older build that is still open.
    event.respondWith(from_any_build(url.href, request));
  }
});

/** @param {string} name */
function is_other(name) {
  return name.startsWith(prefix) && name !== cache_name;
}

/** @type {Promise<Cache>|undefined} This build's own, which is never removed while this runs. */
let own_cache;

/** @param {string} url @param {Request} request */
async function cached(url, request) {
  own_cache ??= caches.open(cache_name);
  return (await (await own_cache).match(url)) ?? fetch(request);
}

/** @param {string} url @param {Request} request */
async function from_any_build(url, request) {
  for (const name of await caches.keys()) {
    const found = name.startsWith(prefix) && (await (await caches.open(name)).match(url));
    if (found) return found;
  }
  return fetch(request);
}

/** The new build runs, so the way back is not needed; but other pages may still be older ones. */
async function remove_older() {
  const pages = await scope.clients.matchAll({type: 'window', includeUncontrolled: true});
  const ours = pages.filter((page) => page.url.startsWith(root.href));
  if (ours.length > 1) return;
  const others = (await caches.keys()).filter(is_other);
  // Looked at after the names were read: a version that is being installed, or waits, is newer than
  // this one, and one that begins only now has no cache among them.
  if (scope.registration.installing || scope.registration.waiting) return;
  await Promise.all(others.map((name) => caches.delete(name)));
}
