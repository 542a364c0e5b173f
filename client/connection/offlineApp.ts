/** As in public/service-worker.js. */
const cacheName = 'swarmboard-app-1';
const afterMs = 5_000;
const workerPath = '/service-worker.js';

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): {
    createScriptURL: (url: string) => string;
  };
}

/** Lets the app start without the server next time: the service worker serves what is kept here. */
export async function keepAppOnDevice(): Promise<void> {
  // Only there on loopback and over HTTPS.
  if (!('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register(workerAddress());
    setTimeout(() => void keepLoadedAssets().catch(() => undefined), afterMs);
  } catch {
    // Private windows may refuse; the app then needs the server to start.
  }
}

/** What was loaded before the service worker was there passed it by. */
async function keepLoadedAssets(): Promise<void> {
  const cache = await caches.open(cacheName);
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  for (const url of new Set(loaded.filter((name) => name.startsWith(`${location.origin}/assets/`)))) {
    if (!(await cache.match(url))) await cache.add(url);
  }
}

/** The page's policy lets scripts be loaded from addresses that it named itself; not every browser knows of that. */
function workerAddress(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy('swarmboard-worker', { createScriptURL: () => workerPath });
  return policy?.createScriptURL(workerPath) ?? workerPath;
}
