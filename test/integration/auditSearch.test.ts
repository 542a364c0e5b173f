import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'csv-parse/sync';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import type { AuditReply, AuditRow } from '../../shared/protocol/audit.ts';
import { TestPerson } from '../support/person.ts';
import { temporaryFolder } from '../support/temporary.ts';

let running: Running;
let admin: TestPerson;
let bo: TestPerson;

beforeAll(async () => {
  running = await start(readConfig({ PORT: '0', SWARMBOARD_DEV: '1', DATA_DIR: temporaryFolder('data') }));
  admin = await TestPerson.signIn(running.url, 'Ada', 'admin');
  bo = await TestPerson.signIn(running.url, 'Quentin', 'agent');
});

afterAll(() => running.stop());

async function aBoard(): Promise<string> {
  return admin.createBoard(`Board ${randomUUID().slice(0, 8)}`);
}

async function open(board: string, title: string, by: TestPerson = bo): Promise<string> {
  const command = { type: 'openTicket', title, customer: 'Acme', description: 'secret words', priority: 'normal' };
  const answer = await by.ask('POST', '/commands', { board, id: randomUUID(), command });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  const { entries } = await running.store.log.search({ board, limit: 1 });
  return (entries[0]!.events[0] as { ticketId: string }).ticketId;
}

async function audit(query: Record<string, string> = {}): Promise<AuditReply> {
  const { status, body } = await admin.ask('GET', `/audit?${new URLSearchParams(query).toString()}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as AuditReply;
}

async function file(path: string): Promise<string> {
  const response = await fetch(`${running.url}/api/v1${path}`, { headers: { cookie: admin.cookie } });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-disposition')).toContain('attachment');
  return response.text();
}

describe('the audit log', () => {
  test('says who did what, when, to which ticket and from where, and not what was written', async () => {
    const board = await aBoard();
    const ticket = await open(board, 'A private title');

    const [row, created] = (await audit({ board })).rows as [AuditRow, AuditRow];

    expect([created.person, created.entrance?.door]).toEqual([admin.person.id, 'page']);
    expect(row).toMatchObject({ person: bo.person.id, board, tickets: [ticket], types: ['ticketOpened'] });
    expect(row.summary).toBe(`opened ${ticket}`);
    expect(row.entrance).toEqual({ door: 'page', address: expect.stringMatching(/127\.0\.0\.1|::1/) as string });
    expect(JSON.stringify(await audit({ board }))).not.toContain('secret words');
  });

  test('is not shown to somebody who may not read it, nor given away as a file', async () => {
    for (const [method, path] of [
      ['GET', '/audit'],
      ['GET', '/audit.csv'],
      ['GET', '/audit.jsonl'],
      ['POST', '/audit/checkpoint'],
      ['POST', '/audit/verify'],
    ] as const) {
      const body =
        path === '/audit/verify' ? { swarmboard: 'checkpoint', at: '2026-01-01T00:00:00Z', logs: [] } : undefined;
      expect((await bo.ask(method, path, body)).status, path).toBe(403);
    }
  });

  test('is searched by words of what happened, of who did it and of ids, in any case', async () => {
    const board = await aBoard();
    const [one, two] = [await open(board, 'One'), await open(board, 'Two', admin)];

    const summaries = async (q: string) => (await audit({ board, q })).rows.map(({ summary }) => summary);

    expect(await summaries('OPENED quentin')).toEqual([`opened ${one}`]);
    expect(await summaries(two)).toEqual([`opened ${two}`]);
    expect(await summaries('opened nobody')).toEqual([]);
    expect(await summaries('created')).toHaveLength(1);
  });

  test('is limited to a person, a ticket and a time', async () => {
    const board = await aBoard();
    const [one] = [await open(board, 'One'), await open(board, 'Two', admin)];
    const { rows } = await audit({ board });

    expect((await audit({ board, person: bo.person.id })).rows).toHaveLength(1);
    expect((await audit({ ticket: one })).rows.map(({ tickets }) => tickets)).toEqual([[one]]);
    expect((await audit({ board, to: rows.at(-1)!.at })).rows).toEqual([]);
    expect((await audit({ board, from: rows.at(-1)!.at })).rows).toEqual(rows);
  });

  test('takes a time without its fractions for what it means', async () => {
    const board = await aBoard();

    expect((await audit({ board, from: '2020-01-01T00:00:00Z', to: '2120-01-01T00:00:00Z' })).rows).toHaveLength(1);
  });

  test.each(['', 'opened'])('is read in pages that share no row and miss none, with the words “%s”', async (q) => {
    const board = await aBoard();
    const opened: string[] = [];
    for (const n of [1, 2, 3, 4, 5, 6, 7]) opened.unshift(await open(board, `Ticket ${String(n)}`, n % 2 ? bo : admin));

    const rows: AuditRow[] = [];
    let before: string | null = null;
    do {
      const page = await audit({
        board,
        limit: '3',
        ...(q && { q: `${q} quentin` }),
        ...(before !== null && { before }),
      });
      expect(page.rows.length).toBeLessThanOrEqual(3);
      rows.push(...page.rows);
      before = page.next;
    } while (before !== null);

    const all = (await audit({ board })).rows;
    const expected =
      q === '' ? all : all.filter(({ person, tickets }) => person === bo.person.id && tickets.length > 0);
    expect(rows).toEqual(expected);
    expect(expected.length).toBe(q === '' ? 8 : 4);
  });

  test('tells of sign-ins and of what is exported', async () => {
    await file('/audit.csv');
    await file('/audit.jsonl');
    await admin.ask('POST', '/audit/checkpoint');

    const { rows } = await audit({ board: '@access', person: admin.person.id });

    expect(rows.slice(0, 3).map(({ summary }) => summary)).toEqual([
      'made a checkpoint of the logs',
      'exported the audit log',
      'exported the audit log',
    ]);
    expect(rows.at(-1)?.summary).toContain('signed in');
  });

  test('sums up what an import brings in, instead of listing it', async () => {
    const board = await aBoard();
    const { log } = running.store;
    const entry = (await log.read(board, { after: 0, limit: 1 }))[0]!;
    const steps = Array.from({ length: 500 }, (_, n) => ({
      type: 'swarmJoined' as const,
      ticketId: `${board}-${String(1 + (n % 40))}`,
      person: 'x',
    }));
    const events = steps.map(({ ticketId }) => ({
      ...{
        type: 'workRecorded' as const,
        ticketId,
        state: 'working' as const,
        activity: 'a',
        columnId: 'c',
        rank: 'a0',
      },
    }));
    await log.append([{ ...entry, seq: 2, commandId: randomUUID(), events }]);

    const [row] = (await audit({ board })).rows as [AuditRow];

    expect(row.summary).toBe('brought in 500 steps on 40 tickets');
    expect(row.tickets).toHaveLength(20);
  });
});

describe('an export', () => {
  test('as CSV holds all that was searched for, and nothing that a spreadsheet would run (A12)', async () => {
    const board = await aBoard();
    const evil = await TestPerson.signIn(running.url, '=HYPERLINK("http://evil.test")', 'agent');
    for (const n of [1, 2, 3]) await open(board, `Ticket ${String(n)}`, evil);

    const rows = parse<Record<string, string>>(await file(`/audit.csv?board=${board}`), { bom: true, columns: true });

    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatchObject({ person: evil.person.id, log: board, door: 'page' });
    expect(rows[0]!['by']).toBe(`'${evil.person.name}`);
    for (const cell of rows.flatMap((row) => Object.values(row))) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  });

  test('as JSON lines holds the rows as they are', async () => {
    const board = await aBoard();
    await open(board, 'One');

    const lines = (await file(`/audit.jsonl?board=${board}&q=opened`)).trim().split('\n');

    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual((await audit({ board, q: 'opened' })).rows);
  });

  test('of a log whose id begins with a sign that spreadsheets run is guarded too', async () => {
    const [, row] = parse(await file('/audit.csv?board=@organisation'), { bom: true });

    expect(row![3]).toBe("'@organisation");
    expect(row![4]).toMatch(/^'@organisation:/);
  });
});

test('where something came from is on the audit page only: no timeline and no snapshot tells it', async () => {
  const board = await aBoard();
  const ticket = await open(board, 'One');
  const doors = [`/tickets/${ticket}/timeline`, `/tickets/${ticket}`, `/boards/${board}/snapshot`];

  const said = await Promise.all(doors.map(async (path) => JSON.stringify((await bo.ask('GET', path)).body)));

  expect(JSON.stringify(await audit({ ticket }))).toContain('"address":"');
  for (const text of said) {
    expect(text).not.toContain('entrance');
    expect(text).not.toMatch(/127\.0\.0\.1|::1/);
  }
});
