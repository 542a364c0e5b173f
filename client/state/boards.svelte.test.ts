import { flushSync } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { createMemoryStore } from '../connection/deviceStore.ts';
import { Boards } from './boards.svelte.ts';

afterEach(() => vi.unstubAllGlobals());

test('a page that asks for the boards when it opens asks once, also where they are known already', async () => {
  const tooOften = 5;
  let asked = 0;
  vi.stubGlobal('fetch', () => {
    asked += 1;
    if (asked === tooOften) return Promise.reject(new Error('asked over and over again'));
    return Promise.resolve(Response.json({ boards: [{ id: `acme-${asked}` }] }));
  });
  const boards = new Boards({ store: createMemoryStore() } as never);
  await boards.refresh();

  const leave = $effect.root(() => {
    $effect(() => void boards.refresh().catch(() => undefined));
  });
  flushSync();
  await vi.waitFor(() => expect(boards.summaries?.[0]?.id).not.toBe('acme-1'));
  await new Promise((resolve) => setImmediate(resolve));
  leave();

  expect(asked).toBe(2);
});
