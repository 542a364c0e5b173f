import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SourceEvent, emptyFields, mostEventsOfCase, ownCopy } from '../sourceCase.ts';
import type { CsvRow } from './readCsv.ts';

const casesOfBox = 250;
const inMemoryCharacters = 8 * 1024 * 1024;

/** Rows of a thousand cases, as lines of JSON; what does not fit in memory lies in a file. */
interface Box {
  rows: string[];
  readonly path: string;
  onDisk: boolean;
}

interface GatheredCase {
  readonly id: string;
  readonly line: number;
  readonly events: SourceEvent[];
}

/** Puts the rows of each case together in bounded memory: only the ids, and one box of cases at a time, are held. */
export class CaseShelf {
  readonly #places = new Map<string, number>();
  readonly #boxes: Box[] = [];
  readonly #inMemoryCharacters: number;
  #characters = 0;
  #folder: string | undefined;

  constructor(limits = { inMemoryCharacters }) {
    this.#inMemoryCharacters = limits.inMemoryCharacters;
  }

  add({ id, line, fields }: CsvRow): void {
    let place = this.#places.get(id);
    if (place === undefined) this.#places.set(ownCopy(id), (place = this.#places.size));
    const index = Math.floor(place / casesOfBox);
    const box = (this.#boxes[index] ??= { rows: [], path: `${String(index)}.jsonl`, onDisk: false });
    const text = JSON.stringify([id, line, fields]);
    box.rows.push(text);
    this.#characters += text.length;
  }

  /** To be called every now and then: takes what is too much for memory to the disk. */
  async lighten(): Promise<void> {
    if (this.#characters > this.#inMemoryCharacters) await this.#toDisk();
  }

  async *cases(): AsyncGenerator<GatheredCase> {
    for (const box of this.#boxes) {
      const cases = new Map<string, GatheredCase>();
      for (const text of await this.#rowsOf(box)) addRow(cases, text);
      yield* cases.values();
    }
  }

  async close(): Promise<void> {
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }

  async #toDisk(): Promise<void> {
    this.#folder ??= await mkdtemp(join(tmpdir(), 'swarmboard-import-'));
    for (const box of this.#boxes) {
      if (box.rows.length === 0) continue;
      await appendFile(join(this.#folder, box.path), `${box.rows.join('\n')}\n`, { mode: 0o600 });
      box.rows = [];
      box.onDisk = true;
    }
    this.#characters = 0;
  }

  async #rowsOf(box: Box): Promise<string[]> {
    const inMemory = box.rows;
    box.rows = [];
    if (!box.onDisk || this.#folder === undefined) return inMemory;
    const stored = await readFile(join(this.#folder, box.path), 'utf8');
    return [...stored.trimEnd().split('\n'), ...inMemory];
  }
}

function addRow(cases: Map<string, GatheredCase>, text: string): void {
  const [id, line, fields] = JSON.parse(text) as [string, number, Record<string, string>];
  let found = cases.get(id);
  if (!found) cases.set(id, (found = { id, line, events: [] }));
  if (found.events.length <= mostEventsOfCase) {
    found.events.push({ line, fields: Object.assign(emptyFields(), fields) });
  }
}
