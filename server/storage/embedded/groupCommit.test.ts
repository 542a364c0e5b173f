import { describe, expect, test } from 'vitest';
import { Database, type Statement } from './database.ts';
import { GroupCommit } from './groupCommit.ts';

class CountingDatabase extends Database {
  commits = 0;

  constructor() {
    super(':memory:');
    this.execute('create table word (word text primary key)');
  }

  override statement<Row extends readonly unknown[]>(sql: string): Statement<Row> {
    const statement = super.statement<Row>(sql);
    const count = () => {
      this.commits += 1;
      return statement.run();
    };
    return sql === 'commit' ? { ...statement, run: count } : statement;
  }

  words(): string[] {
    return this.statement<[string]>('select word from word order by word')
      .all()
      .map(([word]) => word);
  }
}

function aGroupCommit() {
  const database = new CountingDatabase();
  const commits = new GroupCommit(database, { lockWaitMs: 100 });
  const insert = (word: string) => database.statement('insert into word (word) values (?)').run(word);
  return { database, commits, insert, write: (word: string) => commits.write(() => insert(word)) };
}

describe('writes of one turn of the event loop', () => {
  test('share one commit, and each gets its own result', async () => {
    const { database, commits, insert } = aGroupCommit();

    const results = await Promise.all(['a', 'b', 'c'].map((word) => commits.write(() => `${word}${insert(word)}`)));

    expect(results).toEqual(['a1', 'b1', 'c1']);
    expect(database.commits).toBe(1);
  });

  test('fail alone: what one of them wrote before it failed is taken back, the others stay', async () => {
    const { database, commits, insert, write } = aGroupCommit();
    const failing = commits.write(() => {
      insert('half done');
      throw new Error('not this one');
    });

    const results = await Promise.allSettled([write('before'), failing, write('before'), write('after')]);

    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(database.words()).toEqual(['after', 'before']);
    expect(database.commits).toBe(1);
  });

  test('are carried out in the order they were asked for', async () => {
    const { commits } = aGroupCommit();
    const order: number[] = [];

    await Promise.all([1, 2, 3].map((n) => commits.write(() => order.push(n))));

    expect(order).toEqual([1, 2, 3]);
  });

  test('that take long are spread over several commits, so that reading and answering go on in between', async () => {
    const { database, commits } = aGroupCommit();
    const slow = () => {
      const until = performance.now() + 30;
      while (performance.now() < until);
    };

    await Promise.all([1, 2, 3, 4].map(() => commits.write(slow)));

    expect(database.commits).toBeGreaterThan(1);
  });
});

test('closing carries out what was asked for and refuses what comes after', async () => {
  const { database, commits, write } = aGroupCommit();

  const asked = write('asked');
  const closed = commits.close();

  expect(await asked).toBe(1);
  await closed;
  await expect(write('late')).rejects.toMatchObject({ code: 'storeUnavailable' });
  expect(database.words()).toEqual(['asked']);
});

test('too much waiting is refused at once rather than piled up', async () => {
  const { commits } = aGroupCommit();
  const nothing = () => undefined;

  const asked = Array.from({ length: 20_001 }, () => commits.write(nothing));

  await expect(asked.at(-1)).rejects.toMatchObject({ code: 'storeUnavailable' });
  await Promise.all(asked.slice(0, -1));
});
