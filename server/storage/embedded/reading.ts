import { setTimeout as sleep } from 'node:timers/promises';
import { asRefusal, failureOf } from './failures.ts';

const retryMs = 5;
const patienceMs = 4_500;

/** Runs a query; readers meet a lock only while another process recovers the file, and that passes. */
export async function reading<T>(query: () => T): Promise<T> {
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      return query();
    } catch (error) {
      if (failureOf(error) !== 'busy' || performance.now() > until) throw asRefusal(error);
      await sleep(retryMs);
    }
  }
}
