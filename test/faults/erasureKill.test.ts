import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { openEmbeddedStore } from '../../server/storage/embedded/embeddedStore.ts';
import { organisationLog } from '../../shared/domain/entry.ts';
import type { CustomerReply } from '../../shared/protocol/customers.ts';
import { DocumentClient } from '../support/documentClient.ts';
import { TestPerson } from '../support/person.ts';
import { startServer } from '../support/server.ts';
import { tracesInFolder } from '../support/traces.ts';

const name = 'Canary Trading';
const words = [name, 'canary-title', 'canary-message', 'canary-file', 'canary-document'];
const boards = 3;
const ticketsEach = 8;

async function fill(admin: TestPerson, url: string): Promise<string> {
  const { body } = await admin.ask('POST', '/customers', { name, healthNote: 'canary-message' });
  for (let at = 0; at < boards; at += 1) {
    const board = await admin.createBoard(`Kill ${String(at)}`);
    const run = (command: object) => admin.ask('POST', '/commands', { board, id: randomUUID(), command });
    for (let number = 1; number <= ticketsEach; number += 1) {
      const ticketId = `${board}-${String(number)}`;
      await run({ type: 'openTicket', title: 'canary-title', customer: name, description: 'canary-message' });
      await run({ type: 'receiveMessage', ticketId, text: 'canary-message' });
      const headers = { cookie: admin.cookie, 'x-file-name': 'notes.txt' };
      await fetch(`${url}/api/v1/tickets/${ticketId}/files`, { method: 'POST', body: 'canary-file', headers });
    }
    const client = new DocumentClient(admin, `${board}-1`);
    client.connect();
    await client.until(() => client.synced);
    client.type('canary-document');
    await client.until(() => client.saved === client.typed.length);
    client.close();
  }
  return (body as CustomerReply).customer.id;
}

async function erasuresNamed(dataDir: string): Promise<number> {
  const store = await openEmbeddedStore({ dataDir });
  const entries = await store.log.read(organisationLog, { after: 0, limit: 10_000 });
  await store.close();
  return entries.filter(({ events }) => events.some(({ type }) => type === 'customerErasing')).length;
}

test('an erasure whose server is killed in the middle, again and again, is finished by asking for it again', async () => {
  const server = await startServer();
  const admin = await TestPerson.signIn(server.url, 'Ada', 'admin');
  const id = await fill(admin, server.url);
  let [interrupted, isErased] = [0, false];

  // Each time a little later, from right after the question until it is answered.
  for (let afterMs = 5; !isErased; afterMs *= 1.2) {
    const named = await erasuresNamed(server.dataDir);
    const asked = admin.ask('POST', `/customers/${id}/erase`, { name }).then(
      ({ status }) => status === 200,
      () => false,
    );
    await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, afterMs))]);
    await server.kill9();
    isErased = await asked;
    if (!isErased && (await erasuresNamed(server.dataDir)) > named) interrupted += 1;
    if (!isErased) await server.restart();
    expect(afterMs).toBeLessThan(20_000);
  }

  expect(interrupted).toBeGreaterThan(0);
  expect(await erasuresNamed(server.dataDir)).toBeGreaterThan(1);
  expect(await tracesInFolder(server.dataDir, words)).toEqual([]);
});
