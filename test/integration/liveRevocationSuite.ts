import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { hashOfSecret } from '../../server/access/whoIs.ts';
import { openStore } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import type { TokenMade } from '../../shared/protocol/machines.ts';
import { Hearing, subscribeToTicket } from '../support/hearing.ts';
import { OpenDocument } from '../support/openDocument.ts';
import { TestPerson, type TestSocket } from '../support/person.ts';
import { type TestServer, startServer } from '../support/server.ts';

/** What a revocation may take to be felt: on the server it was made on, and on another one. */
const withinMs = { here: 1_000, elsewhere: 2_000 } as const;
const closeCodes = { signInNeeded: 4401, notAllowed: 4403 } as const;

/** Somebody on one server: listening to the board or the ticket, with the ticket's document open. */
interface Presence {
  readonly hearing: Hearing;
  readonly document: OpenDocument;
}

/** [A7] Two server processes on one store: whoever is put out on one is out of the live connections of both. */
export function liveRevocationSuite(settings: () => Record<string, string>): void {
  let here: TestServer;
  let elsewhere: TestServer;
  let ada: TestPerson;
  let agents: TestSocket;
  let names = 0;
  const board = 'live';

  beforeAll(async () => {
    here = await startServer({ env: settings() });
    elsewhere = await startServer({ env: settings(), dataDir: here.dataDir });
    ada = await TestPerson.signIn(here.url, 'Ada');
    await ada.createBoard('Live');
    agents = await ada.connect();
    for (const title of ['First', 'Second']) await agents.run(board, { type: 'openTicket', title, customer: 'Acme' });
  });

  afterAll(async () => {
    agents.close();
    await here.stop();
    await elsewhere.stop();
  });

  let chatter: NodeJS.Timeout;
  /** The board never rests, so that whoever is still listening is told something at once. */
  beforeEach(() => {
    let count = 0;
    chatter = setInterval(() => {
      count += 1;
      void agents.run(board, { type: 'editTicket', ticketId: 'live-1', changes: { title: `Title ${String(count)}` } });
    }, 200);
    return () => {
      clearInterval(chatter);
    };
  });

  async function somebody(preset: 'agent' | 'engineer'): Promise<TestPerson> {
    names += 1;
    return TestPerson.signIn(here.url, `Somebody ${String(names)}`, preset);
  }

  async function tagged(): Promise<TestPerson> {
    const eve = await somebody('engineer');
    await agents.run(board, {
      type: 'raiseTag',
      ticketId: 'live-1',
      target: { kind: 'person', person: eve.person.id },
      blocked: true,
      ask: 'Look',
    });
    return eve;
  }

  /** The same person on both servers, listening; the other server learns of newcomers within a second. */
  async function listening(
    person: Pick<TestPerson, 'cookie'>,
    {
      ticket = false,
      headers = { cookie: person.cookie },
    }: { ticket?: boolean; headers?: Record<string, string> } = {},
  ): Promise<Record<keyof typeof withinMs, Presence>> {
    const join = async (url: string) => {
      const hearing = await Hearing.connect({ url, cookie: '' }, headers as { cookie: string });
      await until(async () => {
        const reply = ticket
          ? await subscribeToTicket(hearing.socket, 'live-1')
          : await hearing.socket.subscribe(board);
        return !('error' in (reply as object));
      });
      await hearing.until(() => hearing.of('entries').length > 0);
      return { hearing, document: await OpenDocument.open(url, 'live-1', headers) };
    };
    return { here: await join(here.url), elsewhere: await join(elsewhere.url) };
  }

  async function until(condition: () => Promise<boolean>): Promise<void> {
    while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  /** Nothing more is told once the time is up, and why is. */
  async function expectCut(
    presences: Record<keyof typeof withinMs, Presence>,
    revokedAt: number,
    code: 'signInNeeded' | 'notAllowed',
  ): Promise<void> {
    for (const place of ['here', 'elsewhere'] as const) {
      const { hearing, document } = presences[place];
      await hearing.until(() => hearing.of('cut').length > 0);
      if (code === 'signInNeeded') await hearing.until(() => hearing.disconnectedAt !== undefined);
      const told = (hearing.of('entries').at(-1)?.at ?? 0) - revokedAt;
      expect(told, `last push ${place}`).toBeLessThanOrEqual(withinMs[place]);
      expect((hearing.of('cut')[0]?.at ?? Infinity) - revokedAt, place).toBeLessThanOrEqual(withinMs[place]);
      expect(hearing.of('cut')[0]?.message.error.code).toBe(code);
      await expectEnded(document, { by: revokedAt + withinMs[place], code: closeCodes[code] });
    }
    await restOfAll(presences);
    for (const { hearing } of Object.values(presences)) hearing.socket.close();
  }

  async function expectEnded(document: OpenDocument, { by, code }: { by: number; code: number }): Promise<void> {
    await document.end();
    expect(document.ended?.at).toBeLessThanOrEqual(by);
    expect(document.ended?.code).toBe(code);
  }

  /** Long enough for much chatter on both servers: what is told after the cut would show. */
  async function restOfAll(presences: Record<string, Presence>): Promise<void> {
    const witness = await listening(ada);
    const { hearing: seeing } = witness.elsewhere;
    const seen = seeing.of('entries').length;
    await seeing.until(() => seeing.of('entries').length > seen + 1);
    for (const { hearing, document } of Object.values(witness)) {
      hearing.socket.close();
      document.close();
    }
    for (const { hearing } of Object.values(presences)) {
      const cutAt = hearing.of('cut')[0]?.at ?? 0;
      expect(hearing.of('entries').filter(({ at }) => at > cutAt)).toEqual([]);
    }
  }

  test('[A7] a session that is ended elsewhere', async () => {
    const bo = await somebody('agent');
    const presences = await listening(bo);

    const at = Date.now();
    await bo.ask('DELETE', '/sessions');

    await expectCut(presences, at, 'signInNeeded');
  });

  test('[A7] a session that runs out', async () => {
    const bo = await somebody('agent');
    const secret = randomUUID();
    const expiresAt = new Date(Date.now() + 8_000).toISOString();
    const store = await openStore(readConfig({ DATA_DIR: here.dataDir, ...settings() }));
    await store.sessions.save({
      ...{ id: randomUUID(), idHash: hashOfSecret(secret), person: bo.person.id, method: 'password', expiresAt },
      ...{ createdAt: expiresAt, seenAt: expiresAt, browser: '', address: '' },
    });
    await store.close();

    const presences = await listening({ cookie: `swarmboard_session=${secret}` });

    await expectCut(presences, Date.parse(expiresAt), 'signInNeeded');
  });

  test('[A7] a session that an admin revokes', async () => {
    const bo = await somebody('agent');
    const presences = await listening(bo);

    const at = Date.now();
    await ada.ask('DELETE', `/people/${bo.person.id}/sessions`);

    await expectCut(presences, at, 'signInNeeded');
  });

  test('[A7] a person who left', async () => {
    const bo = await somebody('agent');
    const presences = await listening(bo);

    const at = Date.now();
    await ada.ask('POST', `/people/${bo.person.id}`, { left: true });

    await expectCut(presences, at, 'signInNeeded');
  });

  test('[A7] a capability that is taken away', async () => {
    const bo = await somebody('agent');
    const presences = await listening(bo);

    const at = Date.now();
    await ada.ask('POST', `/people/${bo.person.id}`, { preset: 'engineer' });

    await expectCut(presences, at, 'notAllowed');
  });

  test('[A7] a guest who is removed', async () => {
    const eve = await tagged();
    const presences = await listening(eve, { ticket: true });

    const at = Date.now();
    await agents.run(board, { type: 'removeGuest', ticketId: 'live-1', person: eve.person.id });

    await expectCut(presences, at, 'notAllowed');
  });

  test('[A7] a token that is revoked', async () => {
    const token = { name: 'Robot', scopes: ['readBoards'], days: 1 };
    const { body } = await ada.ask('POST', '/tokens', token);
    const { secret, token: made } = body as TokenMade;
    const headers = { authorization: `Bearer ${secret}` };
    const presences = await listening({ cookie: '' }, { headers });

    const at = Date.now();
    await ada.ask('DELETE', `/tokens/${made.id}`);

    await expectCut(presences, at, 'signInNeeded');
  });

  test('a machine that also sends a cookie is the machine', async () => {
    const { body } = await ada.ask('POST', '/tokens', { name: 'Robot', scopes: ['readBoards'], days: 1 });
    const headers = { authorization: `Bearer ${(body as TokenMade).secret}`, cookie: ada.cookie };

    const answer = await fetch(`${here.url}/api/v1/people/nobody/sessions`, { headers });
    const wrong = await fetch(`${here.url}/api/v1/boards`, { headers: { ...headers, authorization: 'Bearer swb_no' } });

    expect([answer.status, wrong.status]).toEqual([403, 401]);
  });
}
