import { describe, expect, test } from 'vitest';
import type { AnyEntry } from '../../shared/domain/entry.ts';
import type { LogSearch } from '../../server/ports/log.ts';
import { type Bench, aBoardId, anEntry, joined, readAll } from './bench.ts';
import { numbers } from './numbers.ts';

const at = (hour: number) => `2026-03-02T${String(hour).padStart(2, '0')}:00:00.000Z`;

export function logSearchContract(bench: Bench): void {
  /** A person of the test's own keeps the entries of other tests out. */
  async function write(person: string, written: readonly AnyEntry[]): Promise<void> {
    const boards = new Set(written.map(({ board }) => board));
    for (const board of boards) {
      const entries = written.filter((entry) => entry.board === board).map((entry) => ({ ...entry, person }));
      await bench.store.log.append(entries);
    }
  }

  async function found(search: Partial<LogSearch>): Promise<string[]> {
    const { entries } = await bench.store.log.search({ limit: 1_000, ...search });
    return entries.map(nameOf);
  }

  describe('a search of all logs', () => {
    test('finds entries as they were written, latest first by time, then log and seq', async () => {
      const [person, a, b] = [aBoardId(), `${aBoardId()}-a`, `${aBoardId()}-b`];
      const written = [
        ...[anEntry(a, 1, { at: at(1) }), anEntry(a, 2, { at: at(3) }), anEntry(a, 3, { at: at(3) })],
        ...[anEntry(b, 1, { at: at(2) }), anEntry(b, 2, { at: at(3) })],
      ];
      await write(person, written);

      const { entries, next } = await bench.store.log.search({ person, limit: 10 });

      const [last, first] = a > b ? [b, a] : [a, b];
      const atThree = [...logOf(written, first), ...logOf(written, last)].filter((entry) => entry.at === at(3));
      expect(entries.map(nameOf)).toEqual([...atThree.map(nameOf), `${b}/1`, `${a}/1`]);
      expect(entries[0]).toEqual({ ...atThree[0], person });
      expect(next).toBeNull();
    });

    test('is limited to a log, a person, a ticket and a time, alone and together', async () => {
      const [ada, bo, a, b] = [aBoardId(), aBoardId(), aBoardId(), aBoardId()];
      const [one, two] = [`${a}-1`, `${a}-2`];
      await bench.store.log.append([
        anEntry(a, 1, { person: ada, at: at(1), events: [joined(one)] }),
        anEntry(a, 2, { person: bo, at: at(2), events: [joined(one), joined(two), joined(two)] }),
        anEntry(a, 3, { person: ada, at: at(3), events: [joined(two)] }),
      ]);
      await bench.store.log.append([anEntry(b, 1, { person: ada, at: at(2), events: [joined(one)] })]);

      expect(await found({ board: a })).toEqual([`${a}/3`, `${a}/2`, `${a}/1`]);
      expect(await found({ person: ada })).toEqual([`${a}/3`, `${b}/1`, `${a}/1`]);
      expect(await found({ ticket: two })).toEqual([`${a}/3`, `${a}/2`]);
      expect((await found({ ticket: one })).sort()).toEqual([`${a}/1`, `${a}/2`, `${b}/1`].sort());
      expect(await found({ board: a, from: at(2) })).toEqual([`${a}/3`, `${a}/2`]);
      expect(await found({ board: a, to: at(2) })).toEqual([`${a}/1`]);
      expect(await found({ board: a, ticket: one, person: bo, from: at(2), to: at(3) })).toEqual([`${a}/2`]);
      expect(await found({ board: a, person: aBoardId() })).toEqual([]);
    });

    test.for(['all', 'person', 'board', 'ticket'] as const)(
      'is read in pages that share no entry and miss none, although many happened at the same time: %s',
      async (kind) => {
        const [person, board] = [aBoardId(), aBoardId()];
        const boards = [board, aBoardId(), aBoardId()];
        const ticket = `${person}-1`;
        // A year of its own for each kind, so that nothing else is in it.
        const year = String(
          3000 + ['all', 'person', 'board', 'ticket'].indexOf(kind) * 100 + Math.floor(Math.random() * 90),
        );
        const time = (seq: number) => `${year}-01-0${String(1 + Math.floor(seq / 8))}T00:00:00.000Z`;
        const written = boards.flatMap((board) =>
          numbers(1, 20).map((seq) => anEntry(board, seq, { at: time(seq), person, events: [joined(ticket)] })),
        );
        await write(person, written);
        const search = {
          all: { from: `${year}-01-01`, to: `${year}-02-01` },
          person: { person },
          board: { board },
          ticket: { ticket, from: `${year}-01-01` },
        }[kind];

        const pages: string[] = [];
        let before: string | undefined;
        do {
          const page = await bench.store.log.search({ ...search, limit: 7, ...(before !== undefined && { before }) });
          expect(page.entries.length).toBeLessThanOrEqual(7);
          pages.push(...page.entries.map(nameOf));
          before = page.next ?? undefined;
        } while (before !== undefined);

        const expected = written.filter((entry) => kind !== 'board' || entry.board === board);
        expect(pages).toEqual(expected.sort(latestFirst).map(nameOf));
      },
    );

    test('goes on where it was, whatever is written meanwhile', async () => {
      const [person, board] = [aBoardId(), aBoardId()];
      await write(
        person,
        numbers(1, 6).map((seq) => anEntry(board, seq)),
      );
      const first = await bench.store.log.search({ board, limit: 3 });
      await write(
        person,
        numbers(7, 9).map((seq) => anEntry(board, seq)),
      );

      const second = await bench.store.log.search({ board, limit: 3, before: first.next! });

      expect([...first.entries, ...second.entries].map(({ seq }) => seq)).toEqual([6, 5, 4, 3, 2, 1]);
      expect(second.next).toBeNull();
    });

    test('finds what others have imported with times of its own kind of order', async () => {
      const board = aBoardId();
      await bench.store.log.append([
        anEntry(board, 1, { at: at(9) }),
        anEntry(board, 2, { at: at(4) }),
        anEntry(board, 3, { at: at(7) }),
      ]);

      expect(await found({ board })).toEqual([`${board}/1`, `${board}/3`, `${board}/2`]);
      expect((await readAll(bench.store, board)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    });

    test('refuses a page mark that it did not give', async () => {
      for (const before of ['nonsense', Buffer.from('{"$gt":""}').toString('base64url'), '']) {
        await expect(bench.store.log.search({ limit: 4, before })).rejects.toMatchObject({ code: 'invalidInput' });
      }
    });
  });
}

function nameOf({ board, seq }: AnyEntry): string {
  return `${board}/${String(seq)}`;
}

function logOf(entries: readonly AnyEntry[], board: string): AnyEntry[] {
  return entries.filter((entry) => entry.board === board).reverse();
}

function latestFirst(a: AnyEntry, b: AnyEntry): number {
  return compare(b.at, a.at) || compare(b.board, a.board) || b.seq - a.seq;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
