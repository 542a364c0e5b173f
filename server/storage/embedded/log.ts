import type { AnyEntry } from '../../../shared/domain/entry.ts';
import type { Appended, Log } from '../../ports/log.ts';
import { assertConsecutive, gapBefore, ticketIdsIn } from '../entries.ts';
import type { Database } from './database.ts';
import type { GroupCommit } from './groupCommit.ts';
import { reading } from './reading.ts';

/** What stands in the way of an entry, or that it is there already. */
type Standing = 'free' | 'there' | 'seq' | 'command';

export class EmbeddedLog implements Log {
  readonly #commits: GroupCommit;
  readonly #sql;

  constructor(database: Database, commits: GroupCommit) {
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
    this.#sql.insert.run(entry.board, entry.seq, entry.commandId, JSON.stringify(entry));
    for (const ticketId of ticketIdsIn(entry)) this.#sql.insertTicket.run(entry.board, ticketId, entry.seq);
  }
}

function statementsOf(database: Database) {
  return {
    insert: database.statement('insert into entry (board, seq, command_id, body) values (?, ?, ?, ?)'),
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
