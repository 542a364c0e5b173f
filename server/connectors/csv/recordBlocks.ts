import { countOf } from '../files/decodeText.ts';

/** Whole records of a CSV file; `line` is where the first one begins, from 1. */
export interface RecordBlock {
  readonly text: string;
  readonly line: number;
}

/** A quoted value that goes on for this long was never closed. */
const longestRecord = 1024 * 1024;

/**
 * Cuts text into blocks that end where a record ends: at a line end with as many quotes before it as behind. A record
 * that never ends is given alone with the lines it swallowed, for the reader to sort out. Line ends become \n.
 */
export async function* recordBlocks(texts: AsyncIterable<string>): AsyncGenerator<RecordBlock> {
  let pending = '';
  let line = 1;
  const cut = (end: number): RecordBlock => {
    const block = { text: pending.slice(0, end), line };
    pending = pending.slice(end);
    line += countOf(block.text, '\n');
    return block;
  };
  for await (const text of unixLines(texts)) {
    pending += text;
    const end = lastRecordEnd(pending);
    if (end > 0) yield cut(end);
    else if (pending.length > longestRecord) yield cut(pending.lastIndexOf('\n') + 1 || pending.length);
  }
  if (pending !== '') yield cut(pending.length);
}

async function* unixLines(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let heldBack = '';
  for await (const text of texts) {
    const all = heldBack + text;
    // The \n of a \r\n may come with the next piece.
    heldBack = all.endsWith('\r') ? '\r' : '';
    const whole = heldBack ? all.slice(0, -1) : all;
    yield whole.includes('\r') ? whole.replace(/\r\n?/g, '\n') : whole;
  }
  if (heldBack) yield '\n';
}

/** Where the last record in `text` that is complete ends; 0 when none is. */
export function lastRecordEnd(text: string): number {
  let end = 0;
  let from = 0;
  for (let quoted = false; ; quoted = !quoted) {
    const quote = text.indexOf('"', from);
    const until = quote === -1 ? text.length : quote;
    if (!quoted && until > from) {
      const newline = text.lastIndexOf('\n', until - 1);
      if (newline >= from) end = newline + 1;
    }
    if (quote === -1) return end;
    from = quote + 1;
  }
}
