import { type SourceCase, type SourceEvent, type SourceItem, mostEventsOfCase } from '../sourceCase.ts';
import { CaseShelf } from './caseShelf.ts';
import type { CsvRows } from './readCsv.ts';

interface OpenCase {
  readonly id: string;
  readonly line: number;
  readonly events: SourceEvent[];
}

/** Cases whose rows follow each other, one in memory at a time. `alone`: every row is a case of its own. */
export async function* adjacentCases(
  stretches: AsyncIterable<CsvRows>,
  { alone }: { alone: boolean },
): AsyncGenerator<SourceItem> {
  let current: OpenCase | undefined;
  for await (const rows of stretches) {
    for (const row of rows) {
      if (row.kind === 'problem') {
        yield row;
        continue;
      }
      const { id, line, fields } = row;
      if (current && (alone || current.id !== id)) {
        yield caseOf(current);
        current = undefined;
      }
      current ??= { id, line, events: [] };
      if (current.events.length <= mostEventsOfCase) current.events.push({ line, fields });
    }
  }
  if (current) yield caseOf(current);
}

/** Cases whose rows may lie anywhere in the file, in the order of their first rows. Large files are sorted on disk. */
export async function* gatheredCases(stretches: AsyncIterable<CsvRows>): AsyncGenerator<SourceItem> {
  const shelf = new CaseShelf();
  try {
    for await (const rows of stretches) {
      for (const row of rows) {
        if (row.kind === 'problem') yield row;
        else shelf.add(row);
      }
      await shelf.lighten();
    }
    for await (const gathered of shelf.cases()) yield caseOf(gathered);
  } finally {
    await shelf.close();
  }
}

function caseOf({ id, line, events }: Pick<SourceCase, 'id' | 'line' | 'events'>): SourceItem {
  if (events.length > mostEventsOfCase) {
    const reason = `${id} has more than ${String(mostEventsOfCase)} rows`;
    return { kind: 'problem', line, reason, ticket: true };
  }
  return { kind: 'case', id, line, fields: {}, events };
}
