import { expect, test } from 'vitest';
import type { AnyEntry } from '../../shared/domain/entry.ts';
import { type Bench, aBoardId, anEntry, entries, joined, readAll } from './bench.ts';

export function logReplaceContract(bench: Bench): void {
  test('a replaced entry is found wherever the old one was, and the rest of the log stays as it is', async () => {
    const board = aBoardId();
    const written = entries(board, 1, 4).map((entry) => ({ ...entry, person: board }));
    await bench.store.log.append(written);
    const erased: AnyEntry = {
      ...written[1]!,
      events: [{ type: 'ticketErased', ticketId: `${board}-1` }],
      erased: 'digest',
    };

    await bench.store.log.replace([erased]);

    const now = [written[0]!, erased, written[2]!, written[3]!];
    expect(await readAll(bench.store, board)).toEqual(now);
    expect(await bench.store.log.ofTicket(board, `${board}-1`)).toEqual(now);
    expect(await bench.store.log.findCommand(board, erased.commandId)).toEqual(erased);
    expect(await bench.store.log.head(board)).toBe(4);
    expect((await bench.store.log.search({ person: board, limit: 10 })).entries).toContainEqual(erased);
    expect(await bench.store.log.append([written[1]!])).toEqual({ appended: 1, conflict: null });
    expect(await bench.store.log.append([anEntry(board, 5)])).toEqual({ appended: 1, conflict: null });
  });

  test('an entry is found by the tickets that it was about, also when its new text names none', async () => {
    const board = aBoardId();
    await bench.store.log.append([anEntry(board, 1, { events: [joined(`${board}-7`)] })]);
    const changed = anEntry(board, 1, { events: [] });

    await bench.store.log.replace([changed]);

    expect(await bench.store.log.ofTicket(board, `${board}-7`)).toEqual([changed]);
  });

  test('entries of several logs are replaced together, and all of it may be repeated', async () => {
    const [one, other] = [aBoardId(), aBoardId()];
    for (const board of [one, other]) await bench.store.log.append(entries(board, 1, 2));
    const changed = [one, other].map((board) => anEntry(board, 2, { events: [], erased: 'digest' }));

    await bench.store.log.replace(changed);
    await bench.store.log.replace(changed);
    await bench.store.log.replace([]);

    expect((await readAll(bench.store, one))[1]).toEqual(changed[0]);
    expect((await readAll(bench.store, other))[1]).toEqual(changed[1]);
  });

  test('an entry that is not there is a bug, and nothing is replaced', async () => {
    const board = aBoardId();
    await bench.store.log.append(entries(board, 1, 2));

    const replacing = bench.store.log.replace([anEntry(board, 1, { events: [] }), anEntry(board, 3)]);

    await expect(replacing).rejects.toThrow('no entry 3');
    expect(await readAll(bench.store, board)).toEqual(entries(board, 1, 2));
  });
}
