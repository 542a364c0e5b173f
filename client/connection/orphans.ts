import { ticketOf } from '../../shared/domain/commands.ts';
import type { DeviceStore } from './deviceStore.ts';
import { newId } from './newId.ts';
import { type QueuedCommand, queuePrefix } from './queue.ts';
import type { Scope } from './roomFeed.ts';

/** This page, as long as it lives: it holds a lock of this name, which the browser releases when the page is gone. */
export const pageId = newId();

export function holdPageLock(): void {
  // Not there without a secure context; then every stored command counts as orphaned, and asking twice is harmless.
  const locks = navigator.locks as LockManager | undefined;
  void locks?.request(lockOf(pageId), () => new Promise(() => undefined));
}

/** The unanswered commands of a board, or of one ticket on it, that no living page will see to. */
export async function orphansOf(
  store: DeviceStore,
  { board, ticket, person }: Scope & { person: string },
): Promise<QueuedCommand[]> {
  const stored = await store.withPrefix<QueuedCommand>(queuePrefix(board)).catch(() => []);
  if (stored.length === 0) return [];
  const alive = await livingPages();
  return stored.filter(
    (queued) =>
      queued.person === person &&
      !alive.has(queued.page) &&
      (ticket === undefined || ticketOf(queued.command) === ticket),
  );
}

async function livingPages(): Promise<Set<string>> {
  const locks = 'navigator' in globalThis ? (navigator.locks as LockManager | undefined) : undefined;
  const held = (await locks?.query())?.held ?? [];
  return new Set(
    held.flatMap(({ name }) => (name?.startsWith(lockOf('')) === true ? name.slice(lockOf('').length) : [])),
  );
}

function lockOf(page: string): string {
  return `swarmboard-page:${page}`;
}
