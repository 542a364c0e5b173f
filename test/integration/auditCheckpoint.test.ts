import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { beforeEach, describe, expect, test } from 'vitest';
import { type AnyEntry, accessLog, organisationLog } from '../../shared/domain/entry.ts';
import type { ErasedEntries } from '../../shared/domain/events.ts';
import type { Checkpoint, VerifyReply } from '../../shared/protocol/audit.ts';
import { digestOf } from '../../server/queries/auditDigest.ts';
import { openEmbeddedStore } from '../../server/storage/embedded/embeddedStore.ts';
import { checkpointCommand } from '../../server/transport/cli/checkpoint.ts';
import { runProgram } from '../../server/transport/cli/program.ts';
import { temporaryFolder } from '../support/temporary.ts';

let dataDir: string;
let kept: string;

beforeEach(async () => {
  dataDir = temporaryFolder('audit');
  await write(entries('acme', 2_500));
  await write(entries(organisationLog, 3));
  await write(entries(accessLog, 2));
  kept = join(temporaryFolder('elsewhere'), 'checkpoint.json');
  writeFileSync(kept, (await swarmboard('checkpoint')).stdout);
});

function entries(board: string, count: number, from = 1): AnyEntry[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ board, seq: from + index, commandId: randomUUID(), person: 'ada', at: '2026-03-02T12:00:00.000Z' },
    events: [{ type: 'boardRenamed', title: `Title ${String(from + index)}` }],
  }));
}

async function write(written: readonly AnyEntry[]): Promise<void> {
  const store = await openEmbeddedStore({ dataDir });
  await store.log.append(written);
  await store.close();
}

async function swarmboard(...args: string[]) {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const line = {
    openStore: () => openEmbeddedStore({ dataDir }),
    stdout: (text: string) => stdout.push(text),
    stderr: (text: string) => stderr.push(text),
  };
  const code = await runProgram([checkpointCommand], line, args);
  return { code, stdout: stdout.join('\n'), stderr: stderr.join('\n') };
}

async function verdict(): Promise<VerifyReply & { code: number }> {
  const { code, stdout } = await swarmboard('checkpoint', '--verify', kept, '--json');
  return { ...(JSON.parse(stdout) as VerifyReply), code };
}

function problems({ logs }: VerifyReply): Record<string, string | null> {
  return Object.fromEntries(logs.filter(({ ok }) => !ok).map(({ log, problem }) => [log, problem]));
}

/** Behind the server's back, with whatever a database administrator has at hand. */
function tamper(sql: string, ...values: (string | number)[]): void {
  const database = new Libsql(join(dataDir, 'swarmboard.db'));
  expect(database.prepare(sql).run(values).changes).toBeGreaterThan(0);
  database.close();
}

/** As the product does it. */
async function eraseOnRecord(seq: number, named: { entries?: ErasedEntries }): Promise<void> {
  const entry = await entryAt('acme', seq);
  const store = await openEmbeddedStore({ dataDir });
  const events: AnyEntry['events'] = [{ type: 'customerErased', customerId: 'c1', tickets: 1, ...named }];
  await store.log.append([{ ...entries(organisationLog, 1, 4)[0]!, events }]);
  await store.log.replace([{ ...entry, events: [], erased: digestOf(entry) }]);
  await store.close();
}

/** Edited, and stamped as if it had been erased. */
async function forge(board: string, seq: number, events: unknown = [{ type: 'boardRenamed', title: 'Forged' }]) {
  const entry = await entryAt(board, seq);
  const forged = JSON.stringify({ ...entry, events, erased: digestOf(entry) });
  tamper('update entry set body = ? where board = ? and seq = ?', forged, board, seq);
}

async function entryAt(board: string, seq: number): Promise<AnyEntry> {
  const store = await openEmbeddedStore({ dataDir });
  const [entry] = await store.log.read(board, { after: seq - 1, limit: 1 });
  await store.close();
  return entry!;
}

test('a checkpoint names every log with its length, its digest and a mark at every thousandth entry', async () => {
  const { logs } = JSON.parse((await swarmboard('checkpoint')).stdout) as Checkpoint;

  expect(logs.map(({ log, seq }) => [log, seq])).toEqual([
    [accessLog, 2],
    [organisationLog, 3],
    ['acme', 2_500],
  ]);
  expect(logs.map(({ marks }) => marks.length)).toEqual([0, 0, 2]);
  expect(new Set(logs.flatMap(({ digest, marks }) => [digest, ...marks])).size).toBe(5);
});

test('logs that only grew since still fit, and say so with exit code 0', async () => {
  await write(entries('acme', 10, 2_501));
  await write(entries('other', 5));

  const { code, ok, logs } = await verdict();

  expect([code, ok]).toEqual([0, true]);
  expect(logs.find(({ log }) => log === 'acme')).toEqual({
    ...{ log: 'acme', ok: true, entries: 2_500, erased: 0, problem: null },
  });
});

describe('a checkpoint kept elsewhere shows (A18)', () => {
  test('that an entry was edited, and between which', async () => {
    tamper("update entry set body = replace(body, 'Title 1500', 'Title 15oo') where board = 'acme' and seq = 1500");

    const found = await verdict();

    expect([found.code, found.ok]).toEqual([1, false]);
    expect(problems(found)).toEqual({ acme: 'Something was changed in the entries 1001 to 2000.' });
  });

  test('that another person was put to an entry after the last mark', async () => {
    tamper(`update entry set body = replace(body, '"ada"', '"bob"') where board = 'acme' and seq = 2400`);

    expect(problems(await verdict())).toEqual({ acme: 'Something was changed in the entries 2001 to 2500.' });
  });

  test('that a log was cut short', async () => {
    tamper("delete from entry where board = 'acme' and seq > 2300");

    const found = await verdict();

    expect(found.code).toBe(1);
    expect(problems(found)).toEqual({ acme: 'The log ends at entry 2300; it had 2500.' });
  });

  test('that a log is gone altogether, or has a hole', async () => {
    tamper('delete from entry where board = ?', accessLog);
    tamper("delete from entry where board = 'acme' and seq = 700");

    expect(problems(await verdict())).toEqual({
      [accessLog]: 'The log is gone; it had 2 entries.',
      acme: 'Entry 700 is missing.',
    });
  });

  test('that a log was cut short and grown again by other entries', async () => {
    tamper("delete from entry where board = 'acme' and seq > 2300");
    await write(entries('acme', 300, 2_301));

    expect(problems(await verdict())).toEqual({ acme: 'Something was changed in the entries 2001 to 2500.' });
  });

  test('that entries changed places, and that the whole log was written anew', async () => {
    tamper("update entry set seq = 99999 where board = '@access' and seq = 1");
    tamper(
      "update entry set seq = 1, body = replace(body, '\"seq\":2', '\"seq\":1') where board = '@access' and seq = 2",
    );
    tamper(
      "update entry set seq = 2, body = replace(body, '\"seq\":1', '\"seq\":2') where board = '@access' and seq = 99999",
    );
    tamper("delete from entry where board = 'acme'");
    await write(entries('acme', 2_500));

    expect(Object.keys(problems(await verdict())).sort()).toEqual([accessLog, 'acme']);
  });

  test('that an entry was edited and stamped as if a customer had been erased from it', async () => {
    await forge('acme', 1_500);

    const found = await verdict();

    expect(found.code).toBe(1);
    expect(problems(found)['acme']).toContain('the organisation’s log knows of no such erasure');
  });

  test('that an entry was edited and stamped although a customer was erased from another one', async () => {
    await eraseOnRecord(1_500, { entries: { acme: [[1_500, 1_500]] } });
    expect((await verdict()).ok).toBe(true);
    await forge('acme', 1_501);
    await forge(accessLog, 1);

    expect(problems(await verdict())).toEqual({
      acme: expect.stringContaining('Entry 1501 says that a customer was erased') as string,
      [accessLog]: expect.stringContaining('Entry 1 says') as string,
    });
  });

  test('that an entry vouches for its own erasure', async () => {
    const events = [{ type: 'customerErasing', customerId: 'c1', entries: { [organisationLog]: [[1, 3]] } }];
    await forge(organisationLog, 2, events);

    expect(problems(await verdict())).toEqual({ [organisationLog]: expect.stringContaining('Entry 2 says') as string });
  });

  test('that an entry was stamped that is younger than an erasure which named nothing yet', async () => {
    await eraseOnRecord(1_500, {});
    expect((await verdict()).ok).toBe(true);
    await write(entries('late', 2).map((entry) => ({ ...entry, at: '2026-03-03T12:00:00.000Z' })));
    writeFileSync(kept, (await swarmboard('checkpoint')).stdout);
    await forge('late', 2);

    expect(problems(await verdict())).toEqual({ late: expect.stringContaining('Entry 2 says') as string });
  });
});

test('an entry whose customer was erased on the record still fits', async () => {
  await eraseOnRecord(1_500, {
    entries: {
      acme: [
        [1_400, 1_450],
        [1_500, 1_500],
      ],
    },
  });

  const { ok, logs } = await verdict();

  expect(ok).toBe(true);
  expect(logs.find(({ log }) => log === 'acme')).toMatchObject({ entries: 2_500, erased: 1 });
});

test('a checkpoint that was itself cut down is not taken for one', async () => {
  const checkpoint = JSON.parse((await swarmboard('checkpoint')).stdout) as Checkpoint;
  const logs = checkpoint.logs.map((log) => ({ ...log, marks: [] }));
  writeFileSync(kept, JSON.stringify({ ...checkpoint, logs }));
  expect(problems(await verdict())).toEqual({ acme: 'The checkpoint itself is not whole.' });

  writeFileSync(kept, '{"swarmboard":"something else"}');
  const { code, stderr } = await swarmboard('checkpoint', '--verify', kept);
  expect([code, stderr]).toEqual([1, expect.stringContaining('is not a checkpoint')]);
});

test('in words, each log has a line', async () => {
  tamper("delete from entry where board = 'acme' and seq > 2300");

  const { code, stdout, stderr } = await swarmboard('checkpoint', '--verify', kept);

  expect(code).toBe(1);
  expect(stdout.split('\n')).toEqual([
    `ok      ${accessLog}: 2 entries as they were`,
    `ok      ${organisationLog}: 3 entries as they were`,
    'CHANGED acme: The log ends at entry 2300; it had 2500.',
  ]);
  expect(stderr).toContain('checkpointNotMet');
});
