import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from './database.ts';
import { asRefusal, failureOf } from './failures.ts';

const retryMs = 20;
const patienceMs = 2_000;

/**
 * Resolves once what was overwritten or removed is in no file any more: the write-ahead log still holds the pages as
 * they were. While another process reads without a pause that has to wait for a later time, and it resolves all the same.
 */
export async function leaveNoTrace(database: Database): Promise<void> {
  const until = performance.now() + patienceMs;
  while (!isEmptied(database) && performance.now() < until) await sleep(retryMs);
}

function isEmptied(database: Database): boolean {
  try {
    return database.emptyLog();
  } catch (error) {
    if (failureOf(error) === 'busy') return false;
    throw asRefusal(error);
  }
}
