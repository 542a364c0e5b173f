import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import type { Command } from '../../shared/domain/commands.ts';
import type { CustomerReply } from '../../shared/protocol/customers.ts';
import type { TokenMade, WebhookMade } from '../../shared/protocol/machines.ts';
import { enter, invitationLink, secretOf } from '../support/account.ts';
import { DocumentClient } from '../support/documentClient.ts';
import { TestPerson } from '../support/person.ts';
import { Receiver } from '../support/receiver.ts';
import { type TestServer, startServer } from '../support/server.ts';
import { tracesInDatabase, tracesInFolder, tracesInSnapshots } from '../support/traces.ts';

/** [A19] Secrets and an erased customer are looked for in all that a server leaves behind; runs once on each store. */
export function canarySuite(settings: () => { MONGODB_URL?: string }): void {
  let server: TestServer;
  let receiver: Receiver;
  let admin: TestPerson;

  beforeAll(async () => {
    server = await startServer({ env: { LOG_LEVEL: 'debug', ...settings() } });
    receiver = await Receiver.start();
    admin = await TestPerson.signIn(server.url, 'Ada', 'admin');
  });

  afterAll(async () => {
    await server.stop();
    await receiver.close();
  });

  /** Where any of these is: in the data folder, the database, the packed snapshots or the log. */
  async function tracesOf(texts: readonly string[]): Promise<string[]> {
    const store = await openStore(readConfig({ DATA_DIR: server.dataDir, ...settings() }));
    const url = settings().MONGODB_URL;
    try {
      return [
        ...(await tracesInFolder(server.dataDir, texts)),
        ...(url === undefined ? [] : await tracesInDatabase(url, texts)),
        ...(await tracesInSnapshots(store, texts)),
        ...texts.filter((text) => server.output().includes(text)).map((text) => `${text} in the log`),
      ];
    } finally {
      await store.close();
    }
  }

  async function run(board: string, command: Command): Promise<void> {
    const { status } = await admin.ask('POST', '/commands', { board, id: randomUUID(), command });
    expect(status).toBe(200);
  }

  async function write(ticketId: string, word: string): Promise<void> {
    const client = new DocumentClient(admin, ticketId);
    client.connect();
    await client.until(() => client.synced);
    client.type(word);
    await client.until(() => client.saved === client.typed.length);
    client.close();
  }

  test('[A19] no secret is anywhere in what is kept or logged', async () => {
    const password = canary('password');
    const email = 'canary.person@swarm.example';
    const link = await invitationLink(admin, { purpose: 'join', preset: 'agent', name: 'Canary Person', email });
    const unused = await invitationLink(admin, { purpose: 'join', preset: 'agent', name: 'Nobody' });
    const person = await enter(server.url, '/invitations/accept', { secret: secretOf(link), name: 'Canary', password });
    await enter(server.url, '/session', { email, password });
    await fetch(`${server.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: `${password}-wrong` }),
    });
    const token = (await admin.ask('POST', '/tokens', { name: 'Robot', scopes: ['readBoards'], days: 1 }))
      .body as TokenMade;
    await fetch(`${server.url}/api/v1/boards`, { headers: { authorization: `Bearer ${token.secret}` } });
    const hook = { direction: 'out', name: 'Hook', url: receiver.url, topics: ['ticket.opened'], board: null };
    const webhook = (await admin.ask('POST', '/webhooks', hook)).body as WebhookMade;
    const board = await admin.createBoard('Secrets');
    await run(board, { type: 'openTicket', title: 'Kept', customer: 'Kept customer' });
    await receiver.until(() => receiver.letters.length > 0);
    const cookies = [admin.cookie, person.cookie].map((cookie) => decodeURIComponent(cookie.split('=').at(1) ?? ''));
    const signing = webhook.secret.replace('whsec_', '');

    const secrets = [password, secretOf(link), secretOf(unused), token.secret, signing, ...cookies];

    expect(secrets.every((secret) => secret.length >= 20)).toBe(true);
    expect(await tracesOf(secrets)).toEqual([]);
    // What is not secret is found: the search looks in the right place.
    expect(await tracesOf(['Kept customer'])).not.toEqual([]);
  });

  test('[A19] of an erased customer nothing is anywhere, while the server runs and after it has stopped', async () => {
    const words: string[] = [];
    const unique = (what: string) => {
      const word = canary(what);
      words.push(word);
      return word;
    };
    const name = unique('customer');
    const fields = { name, aliases: [unique('alias')], plan: unique('plan'), healthNote: unique('health') };
    const contact = { name: unique('contact'), email: `${unique('email')}@example.com`, role: unique('role') };
    const { body } = await admin.ask('POST', '/customers', {
      ...fields,
      segment: 'Enterprise',
      contacts: [contact],
    });
    const { customer } = body as CustomerReply;
    await admin.ask('POST', `/customers/${customer.id}`, { healthNote: unique('changed-health') });
    const board = await admin.createBoard('Erased');
    const ticketId = `${board}-1`;
    const told = { title: unique('title'), requester: unique('requester'), intents: [unique('intent')] };
    await run(board, { type: 'openTicket', customer: name, description: unique('description'), ...told });
    await run(board, { type: 'editTicket', ticketId, changes: { title: unique('edited') } });
    await run(board, { type: 'receiveMessage', ticketId, text: unique('message') });
    await run(board, { type: 'postMessage', ticketId, audience: 'internal', text: unique('note') });
    await run(board, {
      type: 'raiseTag',
      ticketId,
      target: { kind: 'person', person: admin.person.id },
      blocked: true,
      ask: unique('ask'),
    });
    await write(ticketId, unique('document'));
    const headers = { cookie: admin.cookie, 'x-file-name': unique('file-name') };
    await fetch(`${server.url}/api/v1/tickets/${ticketId}/files`, { method: 'POST', body: unique('file'), headers });
    await receiver.until(() => receiver.letters.some(({ body: letter }) => letter.includes(told.title)));
    // A stop leaves a snapshot with all of it.
    await server.restart();
    expect((await tracesOf(words)).length).toBeGreaterThan(words.length);

    const erased = await admin.ask('POST', `/customers/${customer.id}/erase`, { name });

    expect(erased.status).toBe(200);
    expect(await tracesOf(words)).toEqual([]);
    await server.stop();
    expect(await tracesOf(words)).toEqual([]);
  });
}

function canary(what: string): string {
  return `canary-${what}-${randomBytes(12).toString('hex')}`;
}
