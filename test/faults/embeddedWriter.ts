/**
 * A process of its own that writes to an embedded store until it is killed: embeddedWriter.ts <dataDir> <journal>.
 * What it was told is saved goes to the journal, one line each.
 */
import { appendFileSync } from 'node:fs';
import { openEmbeddedStore } from '../../server/storage/embedded/embeddedStore.ts';
import { writeAll } from './writers.ts';

/** Whoever started it may die first. */
const longestLifeMs = 120_000;

const [dataDir = '', journal = ''] = process.argv.slice(2);
const store = await openEmbeddedStore({ dataDir });
console.log(`writing as ${String(process.pid)}.`);
await writeAll(store, {
  acknowledge: (saved) => {
    appendFileSync(journal, `${JSON.stringify(saved)}\n`);
  },
  goOn: () => performance.now() < longestLifeMs,
});
await store.close();
