import { describe, expect, test } from 'vitest';
import type { AnyEntry } from '../../shared/domain/entry.ts';
import type { Log } from '../../server/ports/log.ts';
import { type Bench, aBoardId, anEntry, entries, joined, readAll } from './bench.ts';
import { numbers } from './numbers.ts';

export function logContract(bench: Bench): void {
  test('what was appended is read back as it was, in order', async () => {
    const board = aBoardId();
    const written = entries(board, 1, 3);

    const result = await bench.store.log.append(written);

    expect(result).toEqual({ appended: 3, conflict: null });
    expect(await readAll(bench.store, board)).toEqual(written);
  });

  test('an entry keeps its text and its keys, however odd', async () => {
    const board = aBoardId();
    const details = {
      'org:role.name': 'a.b',
      $where: '$set',
      '': 'no name',
      ['__proto__']: 'own',
      text: 'Zoë 🐝 \u0000 \ud800',
    };
    const odd = anEntry(board, 1, { events: [JSON.parse(JSON.stringify({ ...joined(`${board}-1`), details }))] });

    await bench.store.log.append([odd]);

    expect(await readAll(bench.store, board)).toEqual([odd]);
  });

  test('the head is the last seq, and 0 for a log nobody wrote', async () => {
    const board = aBoardId();

    expect(await bench.store.log.head(board)).toBe(0);
    await bench.store.log.append(entries(board, 1, 4));

    expect(await bench.store.log.head(board)).toBe(4);
  });

  test('appending nothing changes nothing', async () => {
    expect(await bench.store.log.append([])).toEqual({ appended: 0, conflict: null });
  });

  test('an entry that would leave a gap is a bug and is not written', async () => {
    const board = aBoardId();
    await bench.store.log.append([anEntry(board, 1)]);

    await expect(bench.store.log.append([anEntry(board, 3)])).rejects.toThrow('gap');
    await expect(bench.store.log.append([anEntry(board, 2), anEntry(board, 4)])).rejects.toThrow('follow');
    await expect(bench.store.log.append([anEntry(board, 0)])).rejects.toThrow('follow');

    expect(await bench.store.log.head(board)).toBe(1);
  });

  test('appends of one board that are asked for together are carried out in that order', async () => {
    const board = aBoardId();

    const results = await Promise.all(numbers(1, 10).map((seq) => bench.store.log.append([anEntry(board, seq)])));

    expect(results).toEqual(numbers(1, 10).map(() => ({ appended: 1, conflict: null })));
    expect(await bench.store.log.head(board)).toBe(10);
  });

  test('a seq that another entry has is a conflict, and the other entry stays', async () => {
    const board = aBoardId();
    await bench.store.log.append([anEntry(board, 1)]);

    const result = await bench.store.log.append([anEntry(board, 1, { commandId: 'late' })]);

    expect(result).toEqual({ appended: 0, conflict: 'seq' });
    expect(await readAll(bench.store, board)).toEqual([anEntry(board, 1)]);
  });

  test('a command that was carried out before is a conflict of its own kind, whatever seq it comes with', async () => {
    const board = aBoardId();
    await bench.store.log.append(entries(board, 1, 2));
    const again = { commandId: anEntry(board, 1).commandId };

    const atFreeSeq = await bench.store.log.append([anEntry(board, 3, again)]);
    const atTakenSeq = await bench.store.log.append([anEntry(board, 2, again)]);

    expect(atFreeSeq).toEqual({ appended: 0, conflict: 'command' });
    expect(atTakenSeq).toEqual({ appended: 0, conflict: 'command' });
    expect(await bench.store.log.head(board)).toBe(2);
  });

  test('the same command may be carried out once on each board', async () => {
    const [one, other] = [aBoardId(), aBoardId()];
    await bench.store.log.append([anEntry(one, 1, { commandId: 'shared' })]);

    const result = await bench.store.log.append([anEntry(other, 1, { commandId: 'shared' })]);

    expect(result).toEqual({ appended: 1, conflict: null });
  });

  test('an entry that is repeated counts as appended and is there once', async () => {
    const board = aBoardId();
    await bench.store.log.append(entries(board, 1, 3));

    const repeated = await bench.store.log.append(entries(board, 1, 3));
    const repeatedAndNew = await bench.store.log.append(entries(board, 2, 5));

    expect(repeated).toEqual({ appended: 3, conflict: null });
    expect(repeatedAndNew).toEqual({ appended: 4, conflict: null });
    expect(await readAll(bench.store, board)).toEqual(entries(board, 1, 5));
  });

  test('of a batch with a conflict inside, the entries before it stay', async () => {
    const board = aBoardId();
    await bench.store.log.append(entries(board, 1, 2));
    const taken = anEntry(board, 2).commandId;
    const batch = [anEntry(board, 3), anEntry(board, 4), anEntry(board, 5, { commandId: taken }), anEntry(board, 6)];

    const result = await bench.store.log.append(batch);

    expect(result).toEqual({ appended: 2, conflict: 'command' });
    expect(await readAll(bench.store, board)).toEqual(entries(board, 1, 4));
  });

  test('a batch that carries out a command twice stops at the second', async () => {
    const board = aBoardId();
    const { commandId } = anEntry(board, 1);

    const result = await bench.store.log.append([
      anEntry(board, 1),
      anEntry(board, 2, { commandId }),
      anEntry(board, 3),
    ]);

    expect(result).toEqual({ appended: 1, conflict: 'command' });
    expect(await bench.store.log.head(board)).toBe(1);
  });

  test('a log is read in pages', async () => {
    const board = aBoardId();
    await bench.store.log.append(entries(board, 1, 25));

    const pages: number[][] = [];
    for (let after = 0; after < 25; after = pages.at(-1)!.at(-1)!) {
      pages.push((await bench.store.log.read(board, { after, limit: 10 })).map(({ seq }) => seq));
    }

    expect(pages).toEqual([numbers(1, 10), numbers(11, 20), numbers(21, 25)]);
    expect(await bench.store.log.read(board, { after: 25, limit: 10 })).toEqual([]);
  });

  test('a command is found by its id, on its board only', async () => {
    const [board, other] = [aBoardId(), aBoardId()];
    await bench.store.log.append(entries(board, 1, 3));
    const { commandId } = anEntry(board, 2);

    expect(await bench.store.log.findCommand(board, commandId)).toEqual(anEntry(board, 2));
    expect(await bench.store.log.findCommand(board, 'unknown')).toBeUndefined();
    expect(await bench.store.log.findCommand(other, commandId)).toBeUndefined();
  });

  test('the entries of a ticket are all those with an event about it, each once', async () => {
    const board = aBoardId();
    const [one, two] = [`${board}-1`, `${board}-2`];
    const about = (...ids: string[]) => ({ events: ids.map(joined) });
    const written = [
      anEntry(board, 1, about(one)),
      anEntry(board, 2, about(two)),
      anEntry(board, 3, about(two, one, one)),
      anEntry(board, 4, { events: [{ type: 'boardRenamed', title: one }] }),
    ];
    await bench.store.log.append(written);

    expect(await bench.store.log.ofTicket(board, one)).toEqual([written[0], written[2]]);
    expect(await bench.store.log.ofTicket(board, two)).toEqual([written[1], written[2]]);
    expect(await bench.store.log.ofTicket(board, `${board}-3`)).toEqual([]);
  });

  test('all logs are listed in order', async () => {
    const [one, other] = [aBoardId(), aBoardId()];
    for (const board of [other, one]) await bench.store.log.append(entries(board, 1, 2));

    const boards = await bench.store.log.boards();

    expect(boards).toEqual([...boards].sort());
    expect(boards.filter((board) => [one, other].includes(board))).toEqual([one, other].sort());
  });

  describe('when writers race', () => {
    test('eight of them, forty commands each, make one log without a gap', async () => {
      const board = aBoardId();
      const stores = [bench.store, await bench.open()];
      const writers = numbers(1, 8).map((writer) => ({ log: stores[writer % 2]!.log, writer }));

      await Promise.all(writers.map(({ log, writer }) => writeForty(log, board, writer)));

      const log = await readAll(bench.store, board);
      expect(log.map(({ seq }) => seq)).toEqual(numbers(1, 320));
      expect(new Set(log.map(({ commandId }) => commandId)).size).toBe(320);
    });

    test('the same command sent by several at once is carried out once', async () => {
      const board = aBoardId();
      const stores = [bench.store, await bench.open()];
      const send = (log: Log) => log.append([anEntry(board, 1, { commandId: 'once' })]);

      const results = await Promise.all(numbers(1, 6).map((writer) => send(stores[writer % 2]!.log)));

      expect(results).toEqual(numbers(1, 6).map(() => ({ appended: 1, conflict: null })));
      expect(await bench.store.log.head(board)).toBe(1);
    });
  });
}

/** As a live board does it: propose the next seq, and after a lost race look again. */
async function writeForty(log: Log, board: string, writer: number): Promise<void> {
  for (const step of numbers(1, 40)) {
    const commandId = `writer${String(writer)}-${String(step)}`;
    let entry: AnyEntry;
    do entry = anEntry(board, (await log.head(board)) + 1, { commandId });
    while ((await log.append([entry])).conflict === 'seq');
  }
}
