import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OrganisationEvent } from '../../shared/domain/events.ts';
import { type Person, emptyProfile } from '../../shared/domain/person.ts';
import type { Rota } from '../../shared/domain/rota.ts';
import type { TagTarget } from '../../shared/domain/tag.ts';
import { ada } from '../support/builders.ts';
import { KeptServer, TestClock } from '../support/keptServer.ts';
import { eva, fin } from '../support/taggedBoards.ts';
import { temporaryFolder } from '../support/temporary.ts';

const ticketId = 'kept-1';
const toL3: TagTarget = { kind: 'line', line: 'L3' };
/** Monday to Friday, Eva one day and Fin the next. */
const officeHours: Rota = {
  ...{ id: 'hours', name: 'Office hours', kind: 'officeHours', serves: toL3, timeZone: 'UTC', turns: 'daily' },
  ...{ shifts: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }], members: ['eva', 'fin'] },
  ...{ startsOn: '2026-03-02', overrides: [] },
};

let clock: TestClock;
let servers: [KeptServer, KeptServer];

/** A Monday at noon; two servers on one store, and nothing but a ticket. */
beforeEach(async () => {
  const dataDir = temporaryFolder('kept');
  clock = new TestClock('2026-03-02T12:00:00.000Z');
  const here = await KeptServer.start(dataDir, clock);
  await here.organise(...[ada, eva, fin].map(added));
  await here.createTicket(ada);
  servers = [here, await KeptServer.start(dataDir, clock)];
});

afterEach(async () => {
  for (const server of servers) await server.stop();
});

function added(person: Person): OrganisationEvent {
  return { type: 'personAdded', person };
}

async function tagAt(instant: string, target: TagTarget = toL3): Promise<void> {
  clock.at(instant);
  await servers[0].run(ada, { type: 'raiseTag', ticketId, target, ask: 'The proxy?', blocked: true }, 'the-tag-1');
}

/** Both servers look at the same moment, and again: whoever is late finds it done. */
async function lookAt(...instants: string[]): Promise<void> {
  for (const instant of instants) {
    clock.at(instant);
    await Promise.all(servers.map((server) => server.look()));
    await Promise.all(servers.map((server) => server.look()));
  }
}

async function asked(): Promise<readonly string[] | undefined> {
  return (await servers[0].ticket()).tags?.[0]?.asked;
}

test('whoever is asked is reminded once, however many servers look; with nobody else, again and again', async () => {
  await tagAt('2026-03-02T12:00:00.000Z');

  await lookAt('2026-03-02T12:14:59.000Z', '2026-03-02T12:15:00.000Z', '2026-03-02T12:30:00.000Z');
  await lookAt('2026-03-02T12:44:00.000Z', '2026-03-02T12:45:00.000Z');

  expect(await servers[0].written()).toEqual(['tagNudged 03-02T12:15', 'tagNudged 03-02T12:45']);
  expect(await asked()).toEqual(['eva', 'fin']);
});

test('whoever comes on duty is asked after those who did not answer', async () => {
  await servers[0].organise({ type: 'rotaSaved', rota: officeHours });
  await tagAt('2026-03-02T16:50:00.000Z');

  await lookAt('2026-03-02T17:05:00.000Z', '2026-03-02T17:20:00.000Z', '2026-03-03T08:59:00.000Z');
  expect(await asked()).toEqual(['eva']);
  await lookAt('2026-03-03T09:00:00.000Z');

  const { tags } = await servers[1].ticket();
  expect(tags?.[0]).toMatchObject({ asked: ['fin'], askedBefore: ['eva'], askedAt: '2026-03-03T09:00:00.000Z' });
  await expect(servers[0].run(eva, { type: 'acceptTag', ticketId, tagId: 'the-tag-1' })).rejects.toMatchObject({
    code: 'tagNotOpen',
  });
});

test('the minutes of whoever is not on duty yet count from when they are', async () => {
  await servers[0].organise({ type: 'rotaSaved', rota: officeHours });
  await tagAt('2026-03-03T03:00:00.000Z');

  await lookAt('2026-03-03T03:15:00.000Z', '2026-03-03T09:14:00.000Z', '2026-03-03T09:15:00.000Z');

  expect(await asked()).toEqual(['fin']);
  expect(await servers[0].written()).toEqual(['tagNudged 03-03T09:15']);
});

test('a tag that found nobody asks whoever can be asked as soon as somebody can', async () => {
  await tagAt('2026-03-02T12:00:00.000Z', { kind: 'domain', domain: '10DLC' });
  await lookAt('2026-03-02T12:20:00.000Z');
  expect(await asked()).toEqual([]);

  const profile = { ...emptyProfile, domains: ['10dlc'] };
  await servers[0].organise({ type: 'personChanged', personId: 'fin', changes: { profile } });
  await lookAt('2026-03-02T12:21:00.000Z');

  expect(await asked()).toEqual(['fin']);
});

test('the last one’s decline asks the next on duty; whoever works the ticket is never asked by their own tag', async () => {
  await servers[0].organise({ type: 'rotaSaved', rota: { ...officeHours, members: ['ada', 'eva', 'fin'] } });
  await tagAt('2026-03-03T12:00:00.000Z');
  expect(await asked()).toEqual(['eva']);

  await servers[0].run(eva, { type: 'declineTag', ticketId, tagId: 'the-tag-1', reason: 'busy' });
  expect(await asked()).toEqual(['fin']);
  await servers[0].run(fin, { type: 'declineTag', ticketId, tagId: 'the-tag-1', reason: 'busy' });

  expect((await servers[0].ticket()).tags).toEqual([]);
});

test('what is accepted or resolved is left alone', async () => {
  await tagAt('2026-03-02T12:00:00.000Z');
  await servers[0].run(eva, { type: 'acceptTag', ticketId, tagId: 'the-tag-1' });
  await lookAt('2026-03-02T13:00:00.000Z');
  const toFin = { type: 'raiseTag', ticketId, target: { kind: 'person', person: 'fin' }, ask: 'And you?' } as const;
  await servers[0].run(ada, { ...toFin, blocked: true });
  await servers[0].run(ada, { type: 'moveTicket', ticketId, columnId: 'resolved' });

  await lookAt('2026-03-03T12:00:00.000Z');

  expect(await servers[0].written()).toEqual([]);
});
