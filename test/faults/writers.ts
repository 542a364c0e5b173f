import { setTimeout as sleep } from 'node:timers/promises';
import type { AnyEntry } from '../../shared/domain/entry.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { Store } from '../../server/ports/store.ts';
import { numbers } from '../contract/numbers.ts';

/** What a writer was told is saved. */
export type Acknowledged =
  | { readonly kind: 'entry'; readonly board: string; readonly seq: number; readonly commandId: string }
  | { readonly kind: 'update'; readonly document: string; readonly seq: number; readonly value: number };

export interface Writing {
  readonly acknowledge: (saved: Acknowledged) => void;
  readonly refused?: () => void;
  readonly goOn: () => boolean;
}

export const boards = ['one', 'two', 'three', 'batches'];
export const document = 'document';

export function entryOf(board: string, seq: number): AnyEntry {
  const commandId = `${board}/command-${String(seq)}`;
  const at = '2026-03-02T12:00:00.000Z';
  return { board, seq, commandId, person: 'ada', at, events: [{ type: 'boardRenamed', title: 'x'.repeat(seq % 700) }] };
}

/** Entries one by one and in batches, and updates of a document, all at once, from where the store stands. */
export async function writeAll(store: Store, writing: Writing): Promise<void> {
  await store.documents.create(document, 'first', Uint8Array.from([0, 0, 0, 0]));
  const sizes = [1, 1, 1, 25];
  await Promise.all([
    ...boards.map((board, index) => writeEntries(store, { board, size: sizes[index]! }, writing)),
    writeUpdates(store, writing),
  ]);
}

async function writeEntries(store: Store, { board, size }: { board: string; size: number }, writing: Writing) {
  let head = await untilAnswered(writing, () => store.log.head(board));
  while (head !== undefined && writing.goOn()) {
    const batch = numbers(head + 1, head + size).map((seq) => entryOf(board, seq));
    // Repeated with the same commands after an unknown outcome, as a client does.
    const result = await untilAnswered(writing, () => store.log.append(batch));
    if (!result) return;
    if (result.appended !== size) throw new Error(`${board} ${String(head + 1)}: ${JSON.stringify(result)}`);
    for (const { seq, commandId } of batch) writing.acknowledge({ kind: 'entry', board, seq, commandId });
    head += size;
  }
}

async function writeUpdates(store: Store, writing: Writing): Promise<void> {
  let value = (await untilAnswered(writing, () => store.documents.load(document)))?.through;
  while (value !== undefined && writing.goOn()) {
    const update = new Uint8Array(Int32Array.of(value).buffer);
    const seq = await untilAnswered(writing, () => store.documents.append(document, 'first', [update]));
    if (seq === undefined) return;
    writing.acknowledge({ kind: 'update', document, seq, value });
    value += 1;
  }
}

async function untilAnswered<T>(writing: Writing, ask: () => Promise<T>): Promise<T | undefined> {
  do {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'storeUnavailable') throw error;
      writing.refused?.();
      await sleep(5);
    }
  } while (writing.goOn());
  return undefined;
}
