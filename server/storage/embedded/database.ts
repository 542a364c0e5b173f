import Libsql from 'libsql';

/** Another process may be bringing the file up to date. */
const openingWaitMs = 5_000;

export type Value = string | number | null | Uint8Array;

/** A prepared statement. Rows are arrays, in the order of the columns; blobs are buffers. */
export interface Statement<Row extends readonly unknown[] = []> {
  /** Resolves to the number of rows that changed. */
  run(...values: Value[]): number;
  first(...values: Value[]): Row | undefined;
  all(...values: Value[]): Row[];
}

/** One SQLite file in WAL mode; every commit is on the disk when it returns. Calls are synchronous and throw what libsql throws. */
export class Database {
  readonly #connection: Libsql.Database;
  readonly #statements = new Map<string, Statement<never>>();

  constructor(file: string) {
    this.#connection = new Libsql(file);
    this.waitForLocks(openingWaitMs);
    this.#connection.pragma('journal_mode = WAL');
    this.#connection.pragma('synchronous = FULL');
    // What was erased is overwritten, not merely marked as free.
    this.#connection.pragma('secure_delete = ON');
  }

  /** The process stands still while it waits for another one; 0: a locked file is an error at once. */
  waitForLocks(ms: number): void {
    this.#connection.pragma(`busy_timeout = ${ms}`);
  }

  /** Brings all that was written into the one file and empties the log beside it; false while somebody else is reading. */
  emptyLog(): boolean {
    const [isBusy] = this.statement<[number]>('pragma wal_checkpoint(TRUNCATE)').first() ?? [1];
    return isBusy === 0;
  }

  get inTransaction(): boolean {
    return this.#connection.inTransaction;
  }

  execute(sql: string): void {
    this.#connection.exec(sql);
  }

  /** The same text is prepared once. */
  statement<Row extends readonly unknown[]>(sql: string): Statement<Row> {
    let statement = this.#statements.get(sql) as Statement<Row> | undefined;
    if (!statement) {
      statement = this.#prepare<Row>(sql);
      this.#statements.set(sql, statement as unknown as Statement<never>);
    }
    return statement;
  }

  /** Leaves one file behind: libsql closes in earnest only once the last statement is forgotten. */
  close(): void {
    if (!this.#connection.open) return;
    this.#connection.pragma('wal_checkpoint(TRUNCATE)');
    this.#statements.clear();
    this.#connection.close();
  }

  /** Values go as one array, always: libsql takes a lone buffer for named values, and aborts the process. */
  #prepare<Row extends readonly unknown[]>(sql: string): Statement<Row> {
    const statement = this.#connection.prepare(sql);
    if (statement.reader) statement.raw();
    return {
      run: (...values) => statement.run(values).changes,
      first: (...values) => statement.get(values) as Row | undefined,
      all: (...values) => statement.all(values) as Row[],
    };
  }
}
