/** Pages that come when they are needed: the board shows before the editors have arrived. */
export const pages = {
  ticket: () => import('./features/ticket/TicketPage.svelte'),
  peek: () => import('./features/ticket/TicketPeek.svelte'),
  radar: () => import('./features/radar/RadarPage.svelte'),
  shadowQueue: () => import('./features/shadow/ShadowQueuePage.svelte'),
  import: () => import('./features/import/ImportPage.svelte'),
  settings: () => import('./features/settings/SettingsPage.svelte'),
};

const aheadAfterMs = 1_500;

/** Fetches them while nothing else is going on, so that they are there at once, and offline too. */
export function fetchAhead(): void {
  setTimeout(() => {
    for (const load of Object.values(pages)) load().catch(() => undefined);
  }, aheadAfterMs);
}
