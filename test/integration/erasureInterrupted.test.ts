import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Actor } from '../../server/access/principal.ts';
import { Boards } from '../../server/boards/boards.ts';
import { openPeople } from '../../server/boards/people.ts';
import { createBoard } from '../../server/commands/createBoard.ts';
import { addCustomer } from '../../server/commands/customers.ts';
import { type ErasePorts, eraseCustomer } from '../../server/commands/eraseCustomer.ts';
import { systemClock } from '../../server/ports/clock.ts';
import type { Store } from '../../server/ports/store.ts';
import { makeCheckpoint, verifyCheckpoint } from '../../server/queries/auditCheckpoint.ts';
import { customersByName } from '../../server/queries/customers.ts';
import { openEmbeddedStore } from '../../server/storage/embedded/embeddedStore.ts';
import type { Command } from '../../shared/domain/commands.ts';
import type { Person } from '../../shared/domain/person.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { tracesInFolder, tracesInSnapshots } from '../support/traces.ts';

const ada: Person = { id: 'ada', name: 'Ada', preset: 'admin', hue: 0 };
const actor: Actor = { person: ada, entrance: { door: 'server' } };
const name = 'Canary Trading';
const words = ['canary-title', 'canary-text', 'canary-message', 'canary-file', 'canary-document', 'Canary Trading'];

async function openErasing(store: Store): Promise<ErasePorts> {
  const { log, projections, documents } = store;
  const clock = systemClock;
  const onError = (reason: unknown) => {
    if (!(reason instanceof Interrupted)) throw reason;
  };
  const boards = new Boards({ log, projections, clock, onError }, () => undefined);
  const eraseDocument = async (ticketId: string) => {
    await documents.remove(ticketId);
  };
  return { store, boards, people: await openPeople({ log, clock }), newId: randomUUID, eraseDocument };
}

async function fill(store: Store): Promise<void> {
  const { people, boards, newId } = await openErasing(store);
  await addCustomer({ people, newId }, actor, { ...empty, name, healthNote: 'canary-text' });
  for (const id of ['one', 'two']) {
    await createBoard({ ...store, clock: systemClock, newId }, ada, { id, title: id });
    const board = await boards.open(id);
    const run = (command: Command) => board.carryOut({ id: newId(), person: ada, command });
    for (const ticketId of [`${id}-1`, `${id}-2`]) {
      await run({ type: 'openTicket', title: 'canary-title', customer: name, description: 'canary-text' });
      await run({ type: 'receiveMessage', ticketId, text: 'canary-message' });
      await store.blobs.put({
        id: newId(),
        ticketId,
        type: 'text/plain',
        name: 'a',
        bytes: Buffer.from(`canary-file ${ticketId}`),
      });
      await store.documents.create(ticketId, newId(), Buffer.from(`canary-document ${ticketId}`));
    }
  }
  await boards.close();
}

const empty = { aliases: [], plan: '', segment: '', healthNote: '', contacts: [] };

class Interrupted extends Error {}

/** The store as a process sees it that is killed at its nth write: from then on nothing reaches it any more. */
function untilWrite(store: Store, last: number): { store: Store; writes: () => number } {
  let writes = 0;
  const writing = new Set(['append', 'replace', 'remove', 'saveTickets', 'saveSnapshot', 'put', 'create']);
  const guarded = <T extends object>(part: T): T =>
    new Proxy(part, {
      get(target, key) {
        const member: unknown = Reflect.get(target, key);
        if (typeof member !== 'function') return member;
        return (...given: unknown[]) => {
          if (writing.has(String(key)) && (writes += 1) >= last) return Promise.reject(new Interrupted());
          return member.apply(target, given) as unknown;
        };
      },
    });
  const parts = Object.entries(store).map(([key, part]: [string, unknown]): [string, unknown] => [
    key,
    typeof part === 'object' && part !== null ? guarded(part) : part,
  ]);
  return { store: Object.fromEntries(parts) as unknown as Store, writes: () => writes };
}

async function eraseIn(store: Store): Promise<void> {
  const ports = await openErasing(store);
  const customer = customersByName(ports.people.state.customers)[0];
  if (customer) await eraseCustomer(ports, actor, { id: customer.id, name: customer.name });
}

test('an erasure that is killed at any write is finished by asking for it again', async () => {
  for (let last = 1, isOver = false; !isOver; last += 1) {
    const dataDir = temporaryFolder('erasure');
    const store = await openEmbeddedStore({ dataDir });
    await fill(store);
    const checkpoint = await makeCheckpoint({ log: store.log, clock: systemClock });
    const interrupted = untilWrite(store, last);
    await eraseIn(interrupted.store).catch((reason: unknown) => {
      expect(reason).toBeInstanceOf(Interrupted);
    });
    isOver = interrupted.writes() < last;
    expect(await verifyCheckpoint(store.log, checkpoint), `killed at write ${String(last)}`).toMatchObject({
      ok: true,
    });
    await store.close();

    const again = await openEmbeddedStore({ dataDir });
    await eraseIn(again);

    const { people } = await openErasing(again);
    expect(customersByName(people.state.customers), `killed at write ${String(last)}`).toEqual([]);
    expect(await verifyCheckpoint(again.log, checkpoint), `killed at write ${String(last)}`).toMatchObject({
      ok: true,
    });
    expect(await tracesInSnapshots(again, words), `killed at write ${String(last)}`).toEqual([]);
    await again.close();
    expect(await tracesInFolder(dataDir, words), `killed at write ${String(last)}`).toEqual([]);
    expect(last).toBeLessThan(200);
  }
});
