import { once } from 'node:events';
import type { Response } from 'express';
import { guardedCell } from '../../../shared/protocol/spreadsheet.ts';

type Rows = Iterable<readonly string[]> | AsyncIterable<readonly string[]>;

/** Sends a CSV file row by row, no faster than it is taken; no cell can be run as a formula. */
export async function sendCsv(response: Response, { name, rows }: { name: string; rows: Rows }): Promise<void> {
  response.setHeader('content-type', 'text/csv; charset=utf-8');
  response.setHeader('content-disposition', `attachment; filename="${name}"`);
  await sendTexts(response, csvTexts(rows));
}

/** Writes texts one after the other, no faster than they are taken, and ends the response. */
export async function sendTexts(response: Response, texts: AsyncIterable<string>): Promise<void> {
  const gone = new AbortController();
  const onClose = () => {
    gone.abort();
  };
  response.once('close', onClose);
  try {
    for await (const text of texts) {
      if (response.closed) return;
      if (!response.write(text)) await once(response, 'drain', { signal: gone.signal });
    }
    response.end();
  } catch (reason) {
    // Whoever asked has gone; there is nobody left to tell.
    if (!response.closed) throw reason;
  } finally {
    response.off('close', onClose);
  }
}

/** One line, as RFC 4180 has it. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(text: string): string {
  const guarded = guardedCell(text);
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

async function* csvTexts(rows: Rows): AsyncGenerator<string> {
  // Spreadsheets take a file for UTF-8 only when it begins with this.
  yield '\ufeff';
  for await (const row of rows) yield csvLine(row);
}
