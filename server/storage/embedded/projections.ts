import type { BoardSnapshot } from '../../../shared/domain/board.ts';
import type { Ticket } from '../../../shared/domain/ticket.ts';
import type { Projections, TicketPage, TicketSearch } from '../../ports/projections.ts';
import { packJson, unpackJson } from '../packedJson.ts';
import { fromCursor, positionOf, searchTextOf, searchWords, toPage } from '../ticketSearch.ts';
import type { Database, Value } from './database.ts';
import type { GroupCommit } from './groupCommit.ts';
import { reading } from './reading.ts';

export class EmbeddedProjections implements Projections {
  readonly #database: Database;
  readonly #commits: GroupCommit;
  readonly #sql;

  constructor(database: Database, commits: GroupCommit) {
    this.#database = database;
    this.#commits = commits;
    this.#sql = statementsOf(database);
  }

  async saveTickets(board: string, tickets: readonly Ticket[]): Promise<void> {
    await this.#commits.write(() => {
      for (const ticket of tickets) this.#saveTicket(board, ticket);
    });
  }

  async ticket(board: string, ticketId: string): Promise<Ticket | undefined> {
    return reading(() => this.#sql.ticket.all(board, ticketId).map(toTicket)[0]);
  }

  async findTickets(board: string, search: TicketSearch): Promise<TicketPage> {
    const { sql, values } = toQuery(board, search);
    return reading(() =>
      toPage(
        this.#database
          .statement<[string]>(sql)
          .all(...values)
          .map(toTicket),
        search.limit,
      ),
    );
  }

  async saveSnapshot(snapshot: BoardSnapshot): Promise<void> {
    const body = await packJson(snapshot);
    await this.#commits.write(() => this.#sql.saveSnapshot.run(snapshot.id, snapshot.seq, body));
  }

  async loadSnapshot(board: string): Promise<BoardSnapshot | undefined> {
    const [body] = (await reading(() => this.#sql.snapshot.first(board))) ?? [];
    return body && unpackJson<BoardSnapshot>(body);
  }

  async clear(board: string): Promise<void> {
    await this.#commits.write(() => {
      this.#sql.clearTickets.run(board);
      this.#sql.clearSnapshot.run(board);
    });
  }

  #saveTicket(board: string, ticket: Ticket): void {
    const { id, version, columnId } = ticket;
    const { at, number } = positionOf(ticket);
    const words = searchTextOf(ticket);
    this.#sql.saveTicket.run(board, id, version, columnId, at, number, words, JSON.stringify(ticket));
  }
}

function toQuery(board: string, { words, columnId, before, limit }: TicketSearch): { sql: string; values: Value[] } {
  const wanted = searchWords(words);
  const conditions = ['board = ?', ...wanted.map(() => 'instr(words, ?) > 0')];
  const values: Value[] = [board, ...wanted];
  if (columnId !== undefined) {
    conditions.push('column_id = ?');
    values.push(columnId);
  }
  if (before !== undefined) {
    const { at, number } = fromCursor(before);
    conditions.push('(at, number) < (?, ?)');
    values.push(at, number);
  }
  const sql = `select body from ticket where ${conditions.join(' and ')} order by at desc, number desc limit ?`;
  return { sql, values: [...values, limit + 1] };
}

function statementsOf(database: Database) {
  return {
    saveTicket: database.statement(
      `insert into ticket (board, id, version, column_id, at, number, words, body) values (?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (board, id) do update set
         version = excluded.version, column_id = excluded.column_id, at = excluded.at, number = excluded.number,
         words = excluded.words, body = excluded.body
       where excluded.version >= ticket.version`,
    ),
    ticket: database.statement<[string]>('select body from ticket where board = ? and id = ?'),
    saveSnapshot: database.statement(
      `insert into snapshot (board, seq, body) values (?, ?, ?)
       on conflict (board) do update set seq = excluded.seq, body = excluded.body where excluded.seq > snapshot.seq`,
    ),
    snapshot: database.statement<[Buffer]>('select body from snapshot where board = ?'),
    clearTickets: database.statement('delete from ticket where board = ?'),
    clearSnapshot: database.statement('delete from snapshot where board = ?'),
  };
}

function toTicket([body]: readonly [string]): Ticket {
  return JSON.parse(body) as Ticket;
}
