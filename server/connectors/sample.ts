import { parseHeader, parseRecords } from './csv/parseRecords.ts';
import { likelyDelimiter } from './csv/readCsv.ts';
import { recordBlocks } from './csv/recordBlocks.ts';
import { decodeText } from './files/decodeText.ts';
import { readXes } from './xes/readXes.ts';

/** The fields of a file with some of their values; a field of a trace is called `case:…`. */
export type Sample = ReadonlyMap<string, ReadonlySet<string>>;

const sampledCases = 3;
const sampledRows = 20;

export async function sampleXes(chunks: AsyncIterable<Uint8Array>): Promise<Sample> {
  const sample = new Map<string, Set<string>>();
  let cases = 0;
  for await (const item of readXes(chunks, { id: 'concept:name' })) {
    if (item.kind === 'problem') continue;
    for (const [field, value] of Object.entries(item.fields)) note(sample, `case:${field}`, value);
    for (const event of item.events)
      for (const [field, value] of Object.entries(event.fields)) note(sample, field, value);
    cases += 1;
    if (cases === sampledCases) break;
  }
  return sample;
}

export async function sampleCsv(chunks: AsyncIterable<Uint8Array>): Promise<Sample> {
  const sample = new Map<string, Set<string>>();
  for await (const block of recordBlocks(decodeText(chunks, () => 'utf-8'))) {
    const delimiter = likelyDelimiter(block.text);
    const { names, rest } = parseHeader(block, delimiter);
    for (const name of names) sample.set(name, new Set());
    const records = parseRecords(rest, { delimiter, columns: names.length });
    for (const record of records.slice(0, sampledRows)) {
      if (record.kind === 'problem') continue;
      record.values.forEach((value, index) => {
        if (value.trim() !== '') note(sample, names[index] ?? '', value.trim());
      });
    }
    break;
  }
  return sample;
}

function note(sample: Map<string, Set<string>>, field: string, value: string): void {
  const values = sample.get(field) ?? new Set();
  sample.set(field, values.add(value));
}
