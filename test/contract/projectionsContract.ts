import { describe, expect, test } from 'vitest';
import type { Ticket } from '../../shared/domain/ticket.ts';
import type { TicketSearch } from '../../server/ports/projections.ts';
import { type Bench, aBoardId, aTicket } from './bench.ts';
import { numbers } from './numbers.ts';
import { aSnapshot, noise } from './snapshots.ts';

export function projectionsContract(bench: Bench): void {
  async function numbersFound(board: string, search: Partial<TicketSearch> = {}): Promise<number[]> {
    const { tickets } = await bench.store.projections.findTickets(board, { words: [], limit: 50, ...search });
    return tickets.map(({ number }) => number);
  }

  test('a ticket is kept as it was saved, per board', async () => {
    const [board, other] = [aBoardId(), aBoardId()];
    const ticket = aTicket(board, 1, { swarm: [{ person: 'bo', joinedAt: '2026-03-02T12:30:00.000Z' }], owner: 'ada' });

    await bench.store.projections.saveTickets(board, [ticket]);

    expect(await bench.store.projections.ticket(board, ticket.id)).toEqual(ticket);
    expect(await bench.store.projections.ticket(board, `${board}-2`)).toBeUndefined();
    expect(await bench.store.projections.ticket(other, ticket.id)).toBeUndefined();
  });

  test('an older version never replaces a newer one, in whatever order they come', async () => {
    const board = aBoardId();
    const version = (n: number) =>
      aTicket(board, 1, { version: n, title: `Version ${String(n)}`, columnId: `c${String(n)}` });
    const { projections } = bench.store;

    await projections.saveTickets(board, [version(5)]);
    await projections.saveTickets(board, [version(4), aTicket(board, 2)]);
    expect((await projections.ticket(board, `${board}-1`))?.title).toBe('Version 5');

    await Promise.all([9, 7, 8, 6].map((n) => projections.saveTickets(board, [version(n)])));
    expect((await projections.ticket(board, `${board}-1`))?.title).toBe('Version 9');
    expect(await numbersFound(board, { columnId: 'c9' })).toEqual([1]);
    expect(await numbersFound(board, { columnId: 'c5' })).toEqual([]);
    expect(await numbersFound(board)).toEqual([2, 1]);
  });

  describe('a search', () => {
    test('finds tickets in which every word occurs, wherever, in any case', async () => {
      const board = aBoardId();
      await bench.store.projections.saveTickets(board, [
        aTicket(board, 1, { title: 'Webhook returns 502', customer: 'Größe GmbH', intents: ['webhooks', 'api'] }),
        aTicket(board, 2, { title: 'Invoice is wrong', product: 'Billing (EU)', requester: 'mia@acme.test' }),
        aTicket(board, 3, { title: '10DLC campaign *rejected*', customer: 'Umbrella' }),
      ]);

      expect(await numbersFound(board, { words: ['WEBHOOK', 'größe'] })).toEqual([1]);
      expect(await numbersFound(board, { words: ['mia@', 'billing (eu'] })).toEqual([2]);
      expect(await numbersFound(board, { words: ['api'] })).toEqual([1]);
      expect(await numbersFound(board, { words: [`${board}-3`] })).toEqual([3]);
      expect(await numbersFound(board, { words: ['webhook', 'umbrella'] })).toEqual([]);
      expect(await numbersFound(board, { words: ['', ' '] })).toEqual([3, 2, 1]);
    });

    test.for([
      '.*',
      '*rejected*',
      '%',
      '_',
      '^',
      '\\',
      '[',
      '(?i)',
      '$',
      "'; drop table ticket",
      '{"$gt":""}',
      '\u0000',
    ])('takes %j for nothing but text', async (word) => {
      const board = aBoardId();
      await bench.store.projections.saveTickets(board, [
        aTicket(board, 1),
        aTicket(board, 2, { title: `a ${word} b` }),
      ]);

      const found = await numbersFound(board, { words: [word] });

      // Control characters are no text; a search for nothing finds everything.
      expect(found).toEqual(word === '\u0000' ? [2, 1] : [2]);
    });

    test('takes fifty different words and no more', async () => {
      const words = numbers(1, 51).map((n) => `word${String(n)}`);

      expect(await numbersFound(aBoardId(), { words: [...words.slice(1), ...words.slice(1)] })).toEqual([]);
      await expect(numbersFound(aBoardId(), { words })).rejects.toMatchObject({ code: 'invalidInput' });
    });

    test('is limited to a column and to its board', async () => {
      const [board, other] = [aBoardId(), aBoardId()];
      await bench.store.projections.saveTickets(board, [
        aTicket(board, 1, { columnId: 'resolved' }),
        aTicket(board, 2, { columnId: 'new' }),
      ]);
      await bench.store.projections.saveTickets(other, [aTicket(other, 1, { columnId: 'resolved' })]);

      expect(await numbersFound(board, { columnId: 'resolved' })).toEqual([1]);
      expect(await numbersFound(board, { columnId: 'resolved', words: ['ticket 2'] })).toEqual([]);
    });

    test('lists the latest first: by resolution, or by change while open, then by number', async () => {
      const board = aBoardId();
      const at = (minute: number) => `2026-03-02T12:0${String(minute)}:00.000Z`;
      await bench.store.projections.saveTickets(board, [
        aTicket(board, 1, { updatedAt: at(9), resolvedAt: at(2), state: 'resolved' }),
        aTicket(board, 2, { updatedAt: at(3) }),
        aTicket(board, 10, { updatedAt: at(1) }),
        aTicket(board, 9, { updatedAt: at(1) }),
      ]);

      expect(await numbersFound(board)).toEqual([2, 1, 10, 9]);
    });

    test.for(['all tickets', 'one column', 'words'])(
      'is read in pages that share no ticket and miss none: %s',
      async (kind) => {
        const board = aBoardId();
        const tickets = numbers(1, 30).map((number) =>
          aTicket(board, number, {
            columnId: number % 2 ? 'odd' : 'even',
            updatedAt: `2026-03-0${String(1 + (number % 3))}`,
          }),
        );
        await bench.store.projections.saveTickets(board, tickets);
        const search = {
          words: kind === 'words' ? ['acme'] : [],
          ...(kind === 'one column' && { columnId: 'odd' }),
          limit: 4,
        };

        const found: Ticket[] = [];
        let before: string | undefined;
        do {
          const page = await bench.store.projections.findTickets(board, {
            ...search,
            ...(before !== undefined && { before }),
          });
          expect(page.tickets.length).toBeLessThanOrEqual(4);
          found.push(...page.tickets);
          before = page.next ?? undefined;
        } while (before !== undefined);

        const expected = tickets
          .filter(({ columnId }) => kind !== 'one column' || columnId === 'odd')
          .sort(latestFirst);
        expect(found).toEqual(expected);
      },
    );

    test('says that there is no more when the last page is full', async () => {
      const board = aBoardId();
      await bench.store.projections.saveTickets(
        board,
        numbers(1, 4).map((number) => aTicket(board, number)),
      );

      const page = await bench.store.projections.findTickets(board, { words: [], limit: 4 });

      expect(page.next).toBeNull();
    });

    test('refuses a page mark that it did not give', async () => {
      for (const before of ['nonsense', Buffer.from('{"$gt":""}').toString('base64url'), '']) {
        const page = bench.store.projections.findTickets(aBoardId(), { words: [], limit: 4, before });

        await expect(page).rejects.toMatchObject({ code: 'invalidInput' });
      }
    });
  });

  describe('a snapshot', () => {
    test('is kept as it was saved', async () => {
      const snapshot = aSnapshot(aBoardId(), 7, 3);

      await bench.store.projections.saveSnapshot(snapshot);

      expect(await bench.store.projections.loadSnapshot(snapshot.id)).toEqual(snapshot);
      expect(await bench.store.projections.loadSnapshot(aBoardId())).toBeUndefined();
    });

    test('gives way to a newer one only', async () => {
      const board = aBoardId();
      const { projections } = bench.store;

      await projections.saveSnapshot(aSnapshot(board, 5, 1));
      await projections.saveSnapshot(aSnapshot(board, 4, 1));
      expect((await projections.loadSnapshot(board))?.seq).toBe(5);

      await Promise.all([9, 7, 8, 6].map((seq) => projections.saveSnapshot(aSnapshot(board, seq, 1))));
      expect((await projections.loadSnapshot(board))?.seq).toBe(9);
    });

    test('may be larger than a database record', async () => {
      const board = aBoardId();
      const snapshot = aSnapshot(board, 9, 30, noise);
      expect(JSON.stringify(snapshot).length).toBeGreaterThan(20 * 1024 * 1024);

      await bench.store.projections.saveSnapshot(snapshot);

      expect(await bench.store.projections.loadSnapshot(board)).toEqual(snapshot);
    });
  });

  test('clearing forgets tickets and snapshot of that board, and older ones may come again', async () => {
    const [board, other] = [aBoardId(), aBoardId()];
    const { projections } = bench.store;
    for (const id of [board, other]) {
      await projections.saveTickets(id, [aTicket(id, 1, { version: 9 })]);
      await projections.saveSnapshot(aSnapshot(id, 9, 1));
    }

    await projections.clear(board);

    expect(await projections.ticket(board, `${board}-1`)).toBeUndefined();
    expect(await projections.loadSnapshot(board)).toBeUndefined();
    expect(await projections.ticket(other, `${other}-1`)).toBeDefined();
    expect(await projections.loadSnapshot(other)).toBeDefined();
    await projections.saveTickets(board, [aTicket(board, 1, { version: 1 })]);
    await projections.saveSnapshot(aSnapshot(board, 1, 1));
    expect((await projections.ticket(board, `${board}-1`))?.version).toBe(1);
    expect((await projections.loadSnapshot(board))?.seq).toBe(1);
  });
}

function latestFirst(a: Ticket, b: Ticket): number {
  return b.updatedAt.localeCompare(a.updatedAt) || b.number - a.number;
}
