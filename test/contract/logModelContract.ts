import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AnyEntry } from '../../shared/domain/entry.ts';
import type { Appended } from '../../server/ports/log.ts';
import { type Bench, aBoardId, anEntry, readAll } from './bench.ts';

const runs = process.env['SOAK'] === '1' ? 300 : 15;
const seed = Number(process.env['SEED'] ?? 20260302);

/** An append somewhere around the end of the log, of commands out of a small pool so that they often collide. */
const anAppend = fc.record({
  fromHead: fc.integer({ min: -4, max: 1 }),
  commands: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 }),
});

export function logModelContract(bench: Bench): void {
  test(`any sequence of appends does what a plain list would do (seed ${String(seed)})`, async () => {
    const property = fc.asyncProperty(fc.array(anAppend, { maxLength: 12 }), async (appends) => {
      const board = aBoardId();
      const model: AnyEntry[] = [];
      for (const { fromHead, commands } of appends) {
        const first = Math.max(1, model.length + fromHead);
        const batch = commands.map((n, index) => anEntry(board, first + index, { commandId: `command${String(n)}` }));

        expect(await bench.store.log.append(batch)).toEqual(appendTo(model, batch));
      }
      expect(await readAll(bench.store, board)).toEqual(model);
    });
    await fc.assert(property, { numRuns: runs, seed });
  });
}

function appendTo(model: AnyEntry[], batch: readonly AnyEntry[]): Appended {
  for (const [appended, entry] of batch.entries()) {
    const carriedOut = model.find(({ commandId }) => commandId === entry.commandId);
    if (carriedOut && carriedOut.seq !== entry.seq) return { appended, conflict: 'command' };
    if (carriedOut) continue;
    if (entry.seq <= model.length) return { appended, conflict: 'seq' };
    model.push(entry);
  }
  return { appended: batch.length, conflict: null };
}
