import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, inject, test } from 'vitest';
import { openEmbeddedStore } from '../../server/storage/embedded/embeddedStore.ts';
import type {} from '../support/setup/strace.ts';
import { expectAllThere } from './acknowledged.ts';
import { type Journalled, aDataDir, readJournal, startWriter } from './embeddedProcess.ts';

const strace = inject('stracePath');

describe.skipIf(strace === '')('the embedded store, watched at its system calls', () => {
  test('acknowledges nothing before the disk has confirmed it, however long that takes', async () => {
    const place = aDataDir();
    const calls = ['-e', 'trace=fsync,fdatasync,pwrite64,write', '-e', 'inject=fsync,fdatasync:delay_exit=20000'];

    const writer = await startWriter(place, traced(place, calls));
    while (readJournal(place).length < 300) await sleep(10);
    await writer.kill9();

    const { acknowledged, early } = readTrace(place);
    expect(acknowledged).toBeGreaterThan(100);
    expect(early).toEqual([]);
  });

  test('writes nothing more once a sync has failed, and has what it acknowledged when it is opened again', async () => {
    const place = aDataDir();

    const writer = await startWriter(
      place,
      traced(place, ['-e', 'trace=fsync,fdatasync,pwrite64', '-e', 'inject=fsync,fdatasync:error=EIO:when=40']),
    );
    while (!readFileSync(traceOf(place), 'utf8').includes(' EIO ')) await sleep(10);
    const acknowledged = readJournal(place);
    await sleep(300);
    await writer.kill9();

    const [, afterwards] = readFileSync(traceOf(place), 'utf8').split(/.* EIO .*/);
    expect(afterwards?.match(/(fsync|fdatasync|pwrite64)\(.*-wal>/g)).toBeNull();
    expect(readJournal(place)).toEqual(acknowledged);
    expect(acknowledged.length).toBeGreaterThan(0);
    const store = await openEmbeddedStore({ dataDir: place.dataDir });
    await expectAllThere(store, acknowledged);
    await store.close();
  });
});

function traceOf({ dataDir }: Journalled): string {
  return join(dataDir, 'trace');
}

function traced(place: Journalled, more: readonly string[]): string[] {
  return [strace, '-f', '-y', '-s', '0', '-o', traceOf(place), ...more];
}

/** `early`: acknowledgements that were written down while the WAL had bytes that no sync had confirmed. */
function readTrace(place: Journalled): { acknowledged: number; early: string[] } {
  let [acknowledged, unconfirmed] = [0, false];
  const early: string[] = [];
  for (const line of readFileSync(traceOf(place), 'utf8').split('\n')) {
    if (/pwrite64\(.*-wal>/.test(line)) unconfirmed = true;
    else if (/(fsync|fdatasync).*= 0/.test(line)) unconfirmed = false;
    else if (line.includes(`<${place.journal}>`)) {
      acknowledged += 1;
      if (unconfirmed) early.push(line);
    }
  }
  return { acknowledged, early };
}
