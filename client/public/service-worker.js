// Keeps the app itself on the device, so that it starts without the server. Data stays with the app, not here.
const cacheName = 'swarmboard-app-1';
const startPage = '/';
const always = [startPage, '/icon.svg', '/manifest.webmanifest'];

self.addEventListener('install', (event) => {
  event.waitUntil(keepAlwaysNeeded().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (/^\/(api|files|documents|socket\.io|healthz|readyz|metrics)(\/|$)/.test(url.pathname)) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (url.pathname.startsWith('/assets/')) event.respondWith(asset(request));
  else if (/^\/[^/]+\.(svg|webmanifest)$/.test(url.pathname)) event.respondWith(fresh(request));
});

async function keepAlwaysNeeded() {
  const cache = await caches.open(cacheName);
  await cache.addAll(always.map((path) => new Request(path, { cache: 'reload' })));
}

/** Every address gets the start page: from the server when it answers in time, else the one that is kept. */
async function page(request) {
  const cache = await caches.open(cacheName);
  try {
    const response = await fetch(request);
    if (response.ok && response.headers.get('content-type')?.includes('text/html')) {
      await cache.put(startPage, response.clone());
      await forgetOldAssets(cache, await response.clone().text());
    }
    return response.status >= 502 ? ((await cache.match(startPage)) ?? response) : response;
  } catch (reason) {
    const kept = await cache.match(startPage);
    if (kept) return kept;
    throw reason;
  }
}

/** Assets carry a hash of their content in the name: once kept, they never change. */
async function asset(request) {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}

async function fresh(request) {
  const cache = await caches.open(cacheName);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  } catch (reason) {
    const kept = await cache.match(request);
    if (kept) return kept;
    throw reason;
  }
}

/** A new version names new assets; what the one before needed is let go a while after. */
async function forgetOldAssets(cache, html) {
  const version = /\/assets\/index-[^"']+\.js/.exec(html)?.[0];
  if (version === undefined || (await cache.match(version))) return;
  for (const request of await cache.keys()) {
    if (new URL(request.url).pathname.startsWith('/assets/')) await cache.delete(request);
  }
}
