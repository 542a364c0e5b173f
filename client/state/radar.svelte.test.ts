import { expect, test, vi } from 'vitest';
import { aBoardWith, carryOut } from '../../test/support/builders.ts';
import { LiveRadar } from './radar.svelte.ts';

test('a board that changes often is looked at now and then, and its last state is never missed', async () => {
  const radar = new LiveRadar(50);
  const one = aBoardWith(1);
  const two = aBoardWith(2);
  const owned = carryOut(two, { type: 'assignOwner', ticketId: 'acme-1', owner: 'ada' });
  const at = Date.parse('2026-03-02T12:00:00.000Z');

  radar.tell(one, at);
  const first = radar.value;
  radar.tell(two, at);
  radar.tell(owned, at);

  expect(radar.value).toBe(first);
  await vi.waitUntil(() => radar.value !== first);
  expect(radar.value?.counts).toMatchObject({ owner: { tickets: 1 }, queue: { tickets: 1 } });
  radar.close();
});
