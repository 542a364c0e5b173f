import type { ImportLine, ImportReport } from '../../../shared/protocol/http.ts';
import { refusalFrom, sentenceFor } from '../../connection/http.ts';
import { changedQuery, parseQuery } from '../../state/query.ts';
import { upload } from '../../connection/upload.ts';

export interface ImportWish {
  readonly file: File;
  readonly board: string;
  /** Undefined: the server finds the one that fits. */
  readonly mapping: string | undefined;
}

type Phase = 'idle' | 'sending' | 'reading' | 'done' | 'failed';

/** `xes` or `csv` by the file's name, gzipped or not; undefined for anything else. */
export function formatOf(fileName: string): 'xes' | 'csv' | undefined {
  const found = /\.(xes|csv)(\.gz)?$/i.exec(fileName)?.[1]?.toLowerCase();
  return found === 'xes' || found === 'csv' ? found : undefined;
}

/** A name for the board, told from the file's. */
export function boardNameFor(fileName: string): string {
  const words = fileName
    .replace(/(\.(xes|csv))?(\.gz)?$/i, '')
    .replace(/[_\-.]+/g, ' ')
    .trim();
  return words.slice(0, 60);
}

/** One import or dry run, while it runs and after. */
export class ImportRun {
  readonly isDry: boolean;
  #phase = $state<Phase>('idle');
  #share = $state(0);
  #counts = $state.raw<{ tickets: number; events: number }>({ tickets: 0, events: 0 });
  #report = $state.raw<ImportReport>();
  #board = $state('');
  #mapping = $state('');
  #problem = $state<string>();
  readonly #abort = new AbortController();

  constructor(isDry: boolean) {
    this.isDry = isDry;
  }

  get phase(): Phase {
    return this.#phase;
  }

  get isRunning(): boolean {
    return this.#phase === 'sending' || this.#phase === 'reading';
  }

  /** From 0 to 1, of what the phase is about. */
  get share(): number {
    return this.#share;
  }

  get counts(): { readonly tickets: number; readonly events: number } {
    return this.#counts;
  }

  get report(): ImportReport | undefined {
    return this.#report;
  }

  /** The id of the board it went into. */
  get board(): string {
    return this.#board;
  }

  get mapping(): string {
    return this.#mapping;
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  async start({ file, board, mapping }: ImportWish): Promise<void> {
    const query = changedQuery(parseQuery(''), {
      board,
      format: formatOf(file.name) ?? 'csv',
      mapping: mapping ?? null,
      dryRun: this.isDry ? '1' : null,
    });
    this.#phase = 'sending';
    try {
      await upload({
        path: `/api/v1/imports${query}`,
        file,
        signal: this.#abort.signal,
        onSent: (bytes) => this.#sent(bytes, file.size),
        onLine: (line) => this.#hear(line as ImportLine),
      });
      if (this.isRunning) this.#fail('The answer ended early. Nothing is lost: import again, and it goes on.');
    } catch (reason) {
      this.#fail(sentenceFor(reason));
    }
  }

  stop(): void {
    this.#abort.abort();
    this.#phase = 'idle';
  }

  /** All of it sent, the server begins to read; what it tells comes in lines. */
  #sent(bytes: number, size: number): void {
    if (bytes < size) this.#share = bytes / size;
    else if (this.#phase === 'sending') {
      this.#phase = 'reading';
      this.#share = 0;
    }
  }

  #hear(line: ImportLine): void {
    switch (line.type) {
      case 'progress':
        this.#phase = 'reading';
        this.#share = line.totalBytes === 0 ? 0 : Math.min(1, line.bytes / line.totalBytes);
        this.#counts = line;
        return;
      case 'done':
        this.#report = line.report;
        this.#board = line.board;
        this.#mapping = line.mapping;
        this.#phase = 'done';
        return;
      case 'refused':
        this.#fail(sentenceFor(refusalFrom(line)));
    }
  }

  #fail(problem: string): void {
    this.#problem = problem;
    this.#phase = 'failed';
  }
}
