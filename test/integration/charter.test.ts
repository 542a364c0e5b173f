import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import type { Charter } from '../../shared/domain/charter.ts';
import { standardCharter } from '../../shared/domain/standardCharter.ts';
import type { CharterReply } from '../../shared/protocol/charter.ts';
import { type Answer, TestPerson } from '../support/person.ts';
import { temporaryFolder } from '../support/temporary.ts';

let running: Running;
let env: Record<string, string>;
let mona: TestPerson;
let eva: TestPerson;

beforeAll(async () => {
  env = { PORT: '0', SWARMBOARD_DEV: '1', DATA_DIR: temporaryFolder('data') };
  running = await start(readConfig(env));
  mona = await TestPerson.signIn(running.url, 'Mona', 'manager');
  eva = await TestPerson.signIn(running.url, 'Eva', 'engineer');
});

afterAll(() => running.stop());

async function read(person = mona): Promise<CharterReply> {
  return (await person.ask('GET', '/charter')).body as CharterReply;
}

function publish(charter: Charter, { basedOn, note = '' }: { basedOn: number; note?: string }): Promise<Answer> {
  const { lines, domains, jump, parallelOwn, unanswered } = charter;
  return mona.ask('POST', '/charter', { basedOn, note, charter: { lines, domains, jump, parallelOwn, unanswered } });
}

function withScope(charter: Charter, scope: string): Charter {
  return { ...charter, lines: charter.lines.map((line) => (line.line === 'L1' ? { ...line, scope } : line)) };
}

test('until somebody publishes one, everybody reads the charter that ships', async () => {
  expect(await read(eva)).toEqual({ charter: standardCharter, versions: [] });
});

test('versions are numbered without gaps and say who, when and why', async () => {
  const { charter } = await read();

  const first = await publish(withScope(charter, 'First'), { basedOn: charter.version, note: 'Begin' });
  await publish(withScope(charter, 'Second'), { basedOn: charter.version + 1 });

  expect(first.status).toBe(200);
  const { charter: inForce, versions } = await read(eva);
  expect(inForce.version).toBe(2);
  expect(versions.map((one) => one.charter.version)).toEqual([2, 1]);
  expect(versions[1]).toMatchObject({ by: mona.person.id, note: 'Begin' });
});

test('of two who began with the same version one hears that it changed', async () => {
  const { charter } = await read();

  const answers = await Promise.all(
    ['Mine', 'Yours'].map((scope) => publish(withScope(charter, scope), { basedOn: charter.version })),
  );

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
    error: { code: 'charterChanged', details: { version: charter.version + 1 } },
  });
});

test.each<[string, (charter: Charter) => Charter]>([
  [
    'an intent that two lines own',
    (one) => ({ ...one, lines: one.lines.map((line) => ({ ...line, intents: ['x'] })) }),
  ],
  ['a domain that is there twice', (one) => ({ ...one, domains: ['Tax', 'tax'].map(aDomain) })],
  ['a line that is there twice', (one) => ({ ...one, lines: one.lines.map((line) => ({ ...line, line: 'L1' })) })],
  ['the next asked before the first is reminded', (one) => ({ ...one, unanswered: { nudgeAfter: 9, nextAfter: 8 } })],
  ['nothing new', (one) => one],
])('%s is refused with the reason', async (_what, changed) => {
  const { charter } = await read();

  const answer = await publish(changed(charter), { basedOn: charter.version });

  expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalidInput' } } });
  expect((await read()).charter.version).toBe(charter.version);
});

function aDomain(domain: string): Charter['domains'][number] {
  return { domain, intents: [], required: [] };
}

test('a tag obeys the version in force and says which it was', async () => {
  const board = await mona.createBoard('Desk');
  const run = (id: string, command: object) => mona.ask('POST', '/commands', { board, id, command });
  await run('open-the-first', { type: 'openTicket', title: 'Broken', customer: 'Acme' });
  const tag = { type: 'raiseTag', ticketId: `${board}-1`, target: { kind: 'line', line: 'L3' }, ask: 'Look' };
  const before = await run('tag-too-early', tag);
  const { charter } = await read();
  const lines = charter.lines.map((line) => (line.line === 'L3' ? { ...line, required: [] } : line));

  await publish({ ...charter, lines }, { basedOn: charter.version, note: 'L3 asks for nothing' });
  const after = await run('tag-after-it', tag);

  expect(before).toMatchObject({ status: 409, body: { error: { code: 'evidenceMissing' } } });
  expect(after.status).toBe(200);
  const { tickets } = await mona.snapshot(board);
  expect(tickets[0]?.tags).toMatchObject([{ charter: charter.version + 1, missing: [] }]);
});

test('every version is still there when the server starts again', async () => {
  const before = await read();

  await running.stop();
  running = await start(readConfig(env));
  const again = await TestPerson.signIn(running.url, 'Mona', 'manager');

  expect(await read(again)).toEqual(before);
});
