import type { AnyEntry } from '../../../shared/domain/entry.ts';
import type { Appended, Log, LogPage, LogSearch } from '../../ports/log.ts';
import { assertConsecutive, gapBefore, missing, ticketIdsIn } from '../entries.ts';
import { fromLogCursor, toLogPage } from '../logSearch.ts';
import type { Database, Value } from './database.ts';
import type { GroupCommit } from './groupCommit.ts';
import { reading } from './reading.ts';
import { leaveNoTrace } from './traces.ts';

/** What stands in the way of an entry, or that it is there already. */
type Standing = 'free' | 'there' | 'seq' | 'command';

const condition = {
  board: 'entry.board = ?',
  person: 'entry.person = ?',
  ticket: 'entry_ticket.ticket_id = ?',
  from: 'entry.at >= ?',
  to: 'entry.at < ?',
} as const;
const fields = Object.keys(condition) as (keyof typeof condition)[];

export class EmbeddedLog implements Log {
  readonly #database: Database;
  readonly #commits: GroupCommit;
  readonly #sql;

  constructor(database: Database, commits: GroupCommit) {
    this.#database = database;
    this.#commits = commits;
    this.#sql = statementsOf(database);
  }

  async append(entries: readonly AnyEntry[]): Promise<Appended> {
    assertConsecutive(entries);
    const [first] = entries;
    if (!first) return { appended: 0, conflict: null };
    return this.#commits.write(() => {
      if (first.seq > this.#headOf(first.board) + 1) throw gapBefore(first);
      return this.#appendAll(entries);
    });
  }

  async read(board: string, { after, limit }: { after: number; limit: number }): Promise<AnyEntry[]> {
    return reading(() => this.#sql.read.all(board, after, limit).map(toEntry));
  }

  async findCommand(board: string, commandId: string): Promise<AnyEntry | undefined> {
    return reading(() => this.#sql.command.all(board, commandId).map(toEntry)[0]);
  }

  async head(board: string): Promise<number> {
    return reading(() => this.#headOf(board));
  }

  async ofTicket(board: string, ticketId: string): Promise<AnyEntry[]> {
    return reading(() => this.#sql.ofTicket.all(board, ticketId).map(toEntry));
  }

  async boards(): Promise<string[]> {
    return reading(() => this.#sql.boards.all().map(([board]) => board)).then((boards) => boards.sort());
  }

  async search(search: LogSearch): Promise<LogPage> {
    const { sql, values } = toQuery(search);
    const query = this.#database.statement<[string]>(sql);
    return toLogPage(await reading(() => query.all(...values).map(toEntry)), search.limit);
  }

  async replace(entries: readonly AnyEntry[]): Promise<void> {
    await this.#commits.write(() => {
      for (const entry of entries) {
        const { board, seq, at, person } = entry;
        if (this.#sql.replace.run(at, person, JSON.stringify(entry), board, seq) === 0) throw missing(entry);
      }
    });
    await leaveNoTrace(this.#database);
  }

  #headOf(board: string): number {
    return this.#sql.head.first(board)?.[0] ?? 0;
  }

  #appendAll(entries: readonly AnyEntry[]): Appended {
    let appended = 0;
    for (const entry of entries) {
      const standing = this.#standing(entry);
      if (standing === 'seq' || standing === 'command') return { appended, conflict: standing };
      if (standing === 'free') this.#insert(entry);
      appended += 1;
    }
    return { appended, conflict: null };
  }

  #standing({ board, seq, commandId }: AnyEntry): Standing {
    const carriedOut = this.#sql.seqOfCommand.first(board, commandId);
    if (carriedOut) return carriedOut[0] === seq ? 'there' : 'command';
    return this.#sql.taken.first(board, seq) ? 'seq' : 'free';
  }

  #insert(entry: AnyEntry): void {
    const { board, seq, commandId, at, person } = entry;
    this.#sql.insert.run(board, seq, commandId, at, person, JSON.stringify(entry));
    for (const ticketId of ticketIdsIn(entry)) this.#sql.insertTicket.run(board, ticketId, seq);
  }
}

function toQuery({ before, limit, ...wanted }: LogSearch): { sql: string; values: Value[] } {
  const conditions: string[] = [];
  const values: Value[] = [];
  for (const field of fields) {
    const value = wanted[field];
    if (value === undefined) continue;
    conditions.push(condition[field]);
    values.push(value);
  }
  if (before !== undefined) {
    const { at, board, seq } = fromLogCursor(before);
    conditions.push('(entry.at, entry.board, entry.seq) < (?, ?, ?)');
    values.push(at, board, seq);
  }
  const tables = wanted.ticket === undefined ? 'entry' : 'entry_ticket join entry using (board, seq)';
  const where = conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';
  const order = 'order by entry.at desc, entry.board desc, entry.seq desc';
  return { sql: `select body from ${tables} ${where} ${order} limit ?`, values: [...values, limit + 1] };
}

function statementsOf(database: Database) {
  return {
    insert: database.statement(
      'insert into entry (board, seq, command_id, at, person, body) values (?, ?, ?, ?, ?, ?)',
    ),
    replace: database.statement('update entry set at = ?, person = ?, body = ? where board = ? and seq = ?'),
    insertTicket: database.statement('insert into entry_ticket (board, ticket_id, seq) values (?, ?, ?)'),
    seqOfCommand: database.statement<[number]>('select seq from entry where board = ? and command_id = ?'),
    taken: database.statement<[number]>('select 1 from entry where board = ? and seq = ?'),
    head: database.statement<[number]>('select seq from entry where board = ? order by seq desc limit 1'),
    read: database.statement<[string]>('select body from entry where board = ? and seq > ? order by seq limit ?'),
    command: database.statement<[string]>('select body from entry where board = ? and command_id = ?'),
    ofTicket: database.statement<[string]>(
      `select body from entry_ticket join entry using (board, seq)
       where entry_ticket.board = ? and ticket_id = ? order by entry_ticket.seq`,
    ),
    boards: database.statement<[string]>(
      // One step per board through the index, however long its log is.
      `with recursive board(id) as (
         select min(board) from entry
         union all select (select min(board) from entry where board > id) from board where id is not null
       ) select id from board where id is not null`,
    ),
  };
}

function toEntry([body]: readonly [string]): AnyEntry {
  return JSON.parse(body) as AnyEntry;
}
