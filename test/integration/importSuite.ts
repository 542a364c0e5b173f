import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { importTickets } from '../../server/commands/importTickets.ts';
import type { HistoryItem } from '../../server/ports/histories.ts';
import type { Log } from '../../server/ports/log.ts';
import type { Store } from '../../server/ports/store.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import { ada, noon } from '../support/builders.ts';
import { aHistory, boardOf, entriesOf, importOf, itemsOf } from '../support/imports.ts';

/** What an import promises, on whichever store; `many` tickets are more than a batch. Every test has a board of its own. */
export function importSuite(openStore: () => Promise<Store>, many: number): void {
  let store: Store;
  let log: Log;
  let boards = 0;
  beforeAll(async () => {
    store = await openStore();
    log = store.log;
  });
  afterAll(() => store.close());
  let board: string;
  beforeEach(() => {
    boards += 1;
    board = `desk-${String(boards)}`;
  });

  test('a ticket comes in as one entry with its whole history, at the times the source tells', async () => {
    const report = await importOf(log, itemsOf(aHistory('A', ['queued', 'working', 'resolved', 'closed'])), { board });

    const [created, opened, ...others] = await entriesOf(log, board);
    expect(created?.events).toMatchObject([{ type: 'boardCreated', title: 'Desk' }]);
    expect(opened?.commandId).toMatch(/^import:helpdesk:A:[0-9a-f]{32}$/);
    expect(opened?.events.map(({ type, at }) => [type, at?.slice(11, 16)])).toEqual([
      ['ticketOpened', '00:00'],
      ['workRecorded', '00:00'],
      ['workRecorded', '01:00'],
      ['workRecorded', '02:00'],
      ['workRecorded', '03:00'],
    ]);
    expect(others).toEqual([]);
    expect([...(await boardOf(log, board)).tickets.values()]).toMatchObject([
      { title: 'Ticket A', state: 'closed', columnId: 'resolved', resolvedAt: '2026-01-01T02:00:00.000Z', number: 1 },
    ]);
    expect(report).toMatchObject({
      tickets: { new: 1, changed: 0, unchanged: 0, refused: 0 },
      events: 4,
      firstEvent: '2026-01-01T00:00:00Z',
      lastEvent: '2026-01-01T03:00:00Z',
      resolved: 1,
      open: 0,
    });
  });

  test('importing twice changes nothing', async () => {
    const histories = () => itemsOf(aHistory('A', ['queued', 'resolved']), aHistory('B', ['working']));
    const first = await importOf(log, histories(), { board });
    const before = await entriesOf(log, board);

    const second = await importOf(log, histories(), { board });

    expect(await entriesOf(log, board)).toEqual(before);
    expect(second).toEqual({ ...first, tickets: { new: 0, changed: 0, unchanged: 2, refused: 0 } });
  });

  test('a dry run says what would happen and writes nothing', async () => {
    const report = await importOf(log, itemsOf(aHistory('A', ['resolved'])), { board, dryRun: true });

    expect(report.tickets.new).toBe(1);
    expect(await log.head(board)).toBe(0);
  });

  test('a longer history replaces the one before, on the same ticket', async () => {
    await importOf(log, itemsOf(aHistory('A', ['queued', 'resolved']), aHistory('B', ['working'])), { board });

    const longer = aHistory('A', ['resolved', 'resolved', 'closed'], { openedAt: '2025-12-31T23:00:00.000Z' });
    const report = await importOf(log, itemsOf(longer, aHistory('B', ['working'])), { board });

    expect(report.tickets).toEqual({ new: 0, changed: 1, unchanged: 1, refused: 0 });
    const { tickets } = await boardOf(log, board);
    expect(tickets.size).toBe(2);
    expect(tickets.get(`${board}-1`)).toMatchObject({
      openedAt: '2025-12-31T23:00:00.000Z',
      resolvedAt: '2026-01-01T00:00:00.000Z',
    });
    expect((await entriesOf(log, board)).at(-1)?.events.map(({ type }) => type)).toEqual([
      'ticketRecalled',
      'historyReplaced',
      'workRecorded',
      'workRecorded',
      'workRecorded',
    ]);
  });

  test('a source that goes back to what it once said is followed there and then left in peace', async () => {
    const [short, long] = [aHistory('A', ['queued']), aHistory('A', ['queued', 'working'])];
    for (const history of [short, long, short]) await importOf(log, itemsOf(history), { board });

    const again = await importOf(log, itemsOf(short), { board });

    expect(again.tickets.unchanged).toBe(1);
    expect((await boardOf(log, board)).tickets.get(`${board}-1`)?.state).toBe('queued');
    expect(await log.head(board)).toBe(4);
  });

  test('a changed history keeps what people did and wrote here', async () => {
    await importOf(log, itemsOf(aHistory('A', ['queued'])), { board });
    const ticketId = `${board}-1`;
    const events = [
      { type: 'ticketEdited', ticketId, changes: { title: 'Webhook retries stop' } },
      { type: 'swarmJoined', ticketId, person: ada.id },
    ] as const;
    await log.append([{ board, seq: 3, commandId: 'live-edit', person: ada.id, at: noon, events }]);

    const ticket = { ...aHistory('A', []).ticket, priority: 'high' } as const;
    await importOf(log, itemsOf(aHistory('A', ['queued', 'waiting'], { ticket })), { board });

    expect((await boardOf(log, board)).tickets.get(ticketId)).toMatchObject({
      title: 'Webhook retries stop',
      priority: 'high',
      state: 'waiting',
      swarm: [{ person: ada.id }],
    });
  });

  test('a ticket that had left the memory of the board comes back for its new history', async () => {
    const resolved = Array.from({ length: many }, (_, index) => aHistory(`T${String(index)}`, ['queued', 'resolved']));
    await importOf(log, itemsOf(...resolved), { board });
    const before = await boardOf(log, board);
    const gone = resolved.findIndex((_, index) => !before.tickets.has(`${board}-${String(index + 1)}`));

    await importOf(log, itemsOf(aHistory(`T${String(gone)}`, ['queued', 'resolved', 'working'])), { board });

    const after = await boardOf(log, board);
    expect(after.tickets.get(`${board}-${String(gone + 1)}`)).toMatchObject({ state: 'working' });
    expect(after.tickets.size + (after.archived['resolved'] ?? 0)).toBe(many);
  });

  test('a ticket that comes twice in one file comes in once, and the second is reported', async () => {
    const histories = () => itemsOf(aHistory('A', ['queued']), aHistory('A', ['resolved'], { line: 9 }));

    const report = await importOf(log, histories(), { board });
    const again = await importOf(log, histories(), { board });

    expect(report.errors).toEqual([{ line: 9, reason: 'A is in this file already, at line 1' }]);
    expect(report.tickets).toEqual({ new: 1, changed: 0, unchanged: 0, refused: 1 });
    expect(again.tickets).toEqual({ new: 0, changed: 0, unchanged: 1, refused: 1 });
  });

  test('what came before a file broke is in, said so, and the next try goes on from there', async () => {
    const breaking = async function* (): AsyncGenerator<HistoryItem> {
      yield* itemsOf(aHistory('A', ['queued']), aHistory('B', ['queued']));
      throw new Refusal('importRefused', { reason: 'the file ends too early', line: 7 });
    };

    await expect(importOf(log, breaking(), { board })).rejects.toMatchObject({
      code: 'importRefused',
      details: { reason: 'the file ends too early', line: 7, imported: { tickets: { new: 2 } } },
    });
    const whole = await importOf(
      log,
      itemsOf(aHistory('A', ['queued']), aHistory('B', ['queued']), aHistory('C', ['queued'])),
      {
        board,
      },
    );

    expect(whole.tickets).toEqual({ new: 1, changed: 0, unchanged: 2, refused: 0 });
    expect((await boardOf(log, board)).tickets.size).toBe(3);
  });

  test('people may work on the board while tickets come in', async () => {
    await importOf(log, itemsOf(aHistory('A', ['queued'])), { board });
    const rename = async (title: string): Promise<void> => {
      const seq = (await log.head(board)) + 1;
      const entry = { board, seq, commandId: `rename-${title}`, person: ada.id, at: noon };
      const { conflict } = await log.append([{ ...entry, events: [{ type: 'boardRenamed', title }] }]);
      if (conflict) await rename(title);
    };
    const racing = async function* (): AsyncGenerator<HistoryItem> {
      for (let index = 0; index < many; index += 1) {
        yield* itemsOf(aHistory(`R${String(index)}`, ['queued']));
        if (index % 100 === 50) await rename(`Desk ${String(index)}`);
      }
    };

    const report = await importOf(log, racing(), { board });

    expect(report.tickets.new).toBe(many);
    const state = await boardOf(log, board);
    expect(state.title).toBe(`Desk ${String(many - 50)}`);
    expect(state.tickets.size).toBe(many + 1);
    expect(new Set([...state.tickets.values()].map(({ number }) => number)).size).toBe(many + 1);
  });

  test('two imports of the same file at once bring every ticket in once', async () => {
    const histories = () =>
      itemsOf(...Array.from({ length: many }, (_, index) => aHistory(`P${String(index)}`, ['queued'])));

    await Promise.all([importOf(log, histories(), { board }), importOf(log, histories(), { board })]);

    const { tickets } = await boardOf(log, board);
    expect(tickets.size).toBe(many);
    expect(new Set([...tickets.values()].map(({ source }) => source?.id)).size).toBe(many);
  });

  test('an existing board keeps its columns; a kind that it lacks goes to the next best', async () => {
    const columns = [
      { id: 'todo', title: 'To do', kind: 'queue', limit: null },
      { id: 'gone', title: 'Gone', kind: 'done', limit: null },
    ] as const;
    await importOf(log, itemsOf(aHistory('A', ['working'])), { board, columns });
    await importOf(log, itemsOf(aHistory('B', ['waiting']), aHistory('C', ['cancelled'])), { board });

    const tickets = [...(await boardOf(log, board)).tickets.values()];

    expect(tickets.map(({ columnId }) => columnId)).toEqual(['todo', 'todo', 'gone']);
  });

  test('only who may import does', async () => {
    const request = { board, title: 'Desk', system: 'helpdesk', items: itemsOf(aHistory('A', ['queued'])) };
    const importing = importTickets(
      { log, clock: { now: () => new Date(noon) } },
      { ...ada, preset: 'observer' },
      request,
    );

    await expect(importing).rejects.toMatchObject({ code: 'notAllowed' });
  });
}
