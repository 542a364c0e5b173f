import { Refusal } from '../../../shared/domain/refusals.ts';
import type { CustomerFile, CustomerFiles, CustomerProblem, CustomerRow } from '../../ports/customerFiles.ts';
import { type CsvRecord, parseHeader, parseRecords } from '../csv/parseRecords.ts';
import { likelyDelimiter } from '../csv/readCsv.ts';
import { type RecordBlock, recordBlocks } from '../csv/recordBlocks.ts';
import { decodeText } from '../files/decodeText.ts';
import { type ByteSource, openBytes } from '../files/openBytes.ts';
import { type CustomerColumns, columnsOf, rowOf } from './customerRow.ts';

/** Customer lists as CSV, in whichever of the usual encodings and delimiters they were written. */
export const csvCustomerFiles: CustomerFiles = {
  async open(path): Promise<CustomerFile> {
    const source = await openBytes(path);
    const encoding = (await isUtf8(source)) ? 'utf-8' : 'windows-1252';
    const { columns, ignored } = await headerOf(source, encoding);
    return { ignored, items: () => items(source, encoding, columns) };
  },
};

interface Header {
  readonly columns: CustomerColumns;
  readonly ignored: readonly string[];
}

async function headerOf(source: ByteSource, encoding: string): Promise<Header> {
  for await (const block of blocksOf(source, encoding)) {
    const { names } = parseHeader(block, likelyDelimiter(block.text));
    const header = columnsOf(names);
    if (header.columns.has('name')) return header;
    const reason = 'the header row has no column "name"';
    throw new Refusal('importRefused', { reason, line: block.line, columns: names });
  }
  throw new Refusal('importRefused', { reason: 'the file is empty', line: 1 });
}

async function* items(
  source: ByteSource,
  encoding: string,
  columns: CustomerColumns,
): AsyncGenerator<CustomerRow | CustomerProblem> {
  let shape: { delimiter: string; columns: number } | undefined;
  for await (const block of blocksOf(source, encoding)) {
    let rest = block;
    if (!shape) {
      const delimiter = likelyDelimiter(block.text);
      const header = parseHeader(block, delimiter);
      shape = { delimiter, columns: header.names.length };
      rest = header.rest;
    }
    for (const record of parseRecords(rest, shape)) {
      if (record.kind === 'problem') yield { kind: 'problem', line: record.line, reason: record.reason };
      else if (!isBlank(record)) yield rowOf(record, columns);
    }
  }
}

function blocksOf(source: ByteSource, encoding: string): AsyncGenerator<RecordBlock> {
  return recordBlocks(decodeText(source.chunks(), () => encoding));
}

/** Spreadsheets write empty rows as delimiters and nothing else. */
function isBlank({ values }: CsvRecord): boolean {
  return values.every((value) => value.trim() === '');
}

/** Without a byte order mark only reading it to the end tells: Latin-1 is no UTF-8 as soon as it has an umlaut. */
async function isUtf8(source: ByteSource): Promise<boolean> {
  try {
    const texts = decodeText(source.chunks(), () => 'utf-8');
    while (!(await texts.next()).done);
    return true;
  } catch (reason) {
    const { reason: why = '' } = (reason instanceof Refusal ? reason.details : {}) as { reason?: string };
    if (why.includes('bytes that are not utf-8')) return false;
    throw reason;
  }
}
