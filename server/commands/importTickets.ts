import { type Column, defaultColumns } from '../../shared/domain/column.ts';
import { can } from '../../shared/domain/permissions.ts';
import type { Entrance } from '../../shared/domain/entry.ts';
import type { Person } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { Clock } from '../ports/clock.ts';
import type { HistoryItem } from '../ports/histories.ts';
import type { Log } from '../ports/log.ts';
import { openPeople } from '../boards/people.ts';
import { segmentOf } from './customerSegment.ts';
import { ImportLedger, type Planned, planned } from './importLedger.ts';
import { type ImportReport, ImportTally } from './importReport.ts';
import { ImportWriter } from './importWriter.ts';

export interface ImportTickets {
  readonly board: string;
  /** For the board, if there is none of that id yet. */
  readonly title: string;
  readonly columns?: readonly Column[] | undefined;
  readonly system: string;
  readonly items: AsyncIterable<HistoryItem>;
  readonly dryRun?: boolean;
  readonly entrance?: Entrance;
  readonly onProgress?: (done: ImportProgress) => void;
}

export interface ImportProgress {
  readonly tickets: number;
  readonly events: number;
}

/** Whoever runs the command line on the machine itself. */
export const importer: Person = { id: 'import', name: 'Import', preset: 'admin', hue: 0 };

/** Small enough that a server that imports stays responsive. */
const batchTickets = 200;
const batchEvents = 2000;
/** An entry has to fit into one document of either store. */
const largestTicketCharacters = 4 * 1024 * 1024;

/**
 * Brings the tickets of another system onto a board, each with its whole history as one entry; what is already there
 * stays as it is, so it may be repeated and resumed. Rows that cannot be used are reported and the rest goes in.
 * Throws Refusal `importRefused` when the file turns out to be broken; `imported` in its details says what is in by then.
 */
export async function importTickets(
  { log, clock }: { log: Log; clock: Clock },
  person: Person,
  request: ImportTickets,
): Promise<ImportReport> {
  if (!can(person, 'importTickets')) throw new Refusal('notAllowed');
  const { board, title, system, columns = defaultColumns, dryRun = false } = request;
  const ledger = new ImportLedger(log, { board, system });
  await ledger.catchUp();
  const { customers } = (await openPeople({ log, clock })).state;
  const writer = new ImportWriter({
    ...{ log, clock, ledger, person: person.id, entrance: request.entrance, newBoard: { title, columns } },
    segmentFor: (customer) => segmentOf(customers, customer),
  });
  const tally = new ImportTally();
  const write = async (batch: readonly Planned[]) => {
    const fates = dryRun ? batch.map((one) => ledger.fateOf(one)) : await writer.write(batch);
    batch.forEach(({ history }, index) => {
      tally.add(history, fates[index] ?? 'unchanged');
    });
  };
  try {
    await inBatches(usable(request, tally), write);
  } catch (reason) {
    if (!(reason instanceof Refusal)) throw reason;
    const { tickets, events } = tally.report();
    throw new Refusal(reason.code, { ...Object(reason.details), imported: { tickets, events, dryRun } });
  }
  return tally.report();
}

/** The histories that can be used; the others are noted. */
async function* usable({ items, onProgress }: ImportTickets, tally: ImportTally): AsyncGenerator<Planned> {
  const lineOf = new Map<string, number>();
  let events = 0;
  for await (const item of items) {
    if (item.kind === 'problem') {
      tally.refuse(item);
      continue;
    }
    const { history } = item;
    const { id, line } = history;
    const earlier = lineOf.get(id);
    if (earlier !== undefined) {
      tally.refuse({ line, ticket: true, reason: `${id} is in this file already, at line ${String(earlier)}` });
      continue;
    }
    lineOf.set(id, line);
    const plan = planned(history);
    if (plan.characters > largestTicketCharacters) {
      tally.refuse({ line, ticket: true, reason: `${id} has more text than one ticket can hold` });
      continue;
    }
    events += history.events.length;
    onProgress?.({ tickets: lineOf.size, events });
    yield plan;
  }
}

/** Writes one batch while the next is being read. What was read before an error is written before it is thrown. */
async function inBatches(histories: AsyncIterable<Planned>, write: (batch: Planned[]) => Promise<void>): Promise<void> {
  let writing = Promise.resolve();
  let batch: Planned[] = [];
  let events = 0;
  const flush = async () => {
    const full = batch;
    batch = [];
    events = 0;
    await writing;
    writing = write(full);
    // Whoever awaits it next hears of a failure.
    writing.catch(() => undefined);
  };
  try {
    for await (const one of histories) {
      batch.push(one);
      events += one.history.events.length;
      if (batch.length >= batchTickets || events >= batchEvents) await flush();
    }
  } finally {
    await flush();
    await writing;
  }
}
