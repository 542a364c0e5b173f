import { Refusal } from '../../shared/domain/refusals.ts';
import type { HistoryFile, HistoryFiles, HistoryItem, WantedFile } from '../ports/histories.ts';
import { readCsv } from './csv/readCsv.ts';
import { type ByteSource, openBytes } from './files/openBytes.ts';
import { compileMapping } from './mapping/compile.ts';
import { historyOf } from './mapping/historyOf.ts';
import type { Mapping } from './mapping/mapping.ts';
import { type NamedMapping, findMapping, shippedMappings } from './mapping/mappingFiles.ts';
import { neededFields } from './mapping/neededFields.ts';
import { recognise } from './mapping/recognise.ts';
import { type Sample, sampleCsv, sampleXes } from './sample.ts';
import type { SourceItem } from './sourceCase.ts';
import { readXes } from './xes/readXes.ts';

type Chunks = AsyncIterable<Uint8Array>;

interface Format {
  readonly sample: (chunks: Chunks) => Promise<Sample>;
  readonly read: (chunks: Chunks, mapping: Mapping) => AsyncGenerator<SourceItem>;
}

const formats: Record<Mapping['format'], Format> = {
  xes: {
    sample: sampleXes,
    read: (chunks, mapping) => readXes(chunks, planOf(mapping)),
  },
  csv: {
    sample: sampleCsv,
    read: (chunks, mapping) => {
      const { delimiter, encoding, adjacent } = mapping.csv;
      const rows = mapping.moments ? 'alone' : adjacent ? 'adjacent' : 'scattered';
      return readCsv(chunks, { ...planOf(mapping), delimiter, encoding, rows });
    },
  },
};

function planOf(mapping: Mapping) {
  return { id: mapping.id, fields: neededFields(mapping), missing: mapping.missing };
}

/** Reads exports of other systems through mapping files; `mappingsFolder` holds the ones that ship. */
export function createHistoryFiles({ mappingsFolder }: { mappingsFolder: string }): HistoryFiles {
  return {
    formats: Object.keys(formats),
    async mappings() {
      const shipped = await shippedMappings(mappingsFolder);
      return shipped.map(({ name, mapping: { format, about } }) => ({ name, format, about: about ?? name }));
    },
    async open(wanted) {
      const bytes = await openBytes(wanted.path);
      const { name, mapping } = await mappingFor(wanted, bytes, mappingsFolder);
      const { system, columns } = mapping;
      return {
        mapping: name,
        system,
        ...(columns && { columns }),
        totalBytes: bytes.totalBytes,
        readBytes: () => bytes.readBytes(),
        items: () => historyItems(formats[mapping.format].read(bytes.chunks(), mapping), mapping),
      } satisfies HistoryFile;
    },
  };
}

async function mappingFor({ format, mapping }: WantedFile, bytes: ByteSource, folder: string): Promise<NamedMapping> {
  if (!isFormat(format)) {
    const reason = `there is no format "${format}", only ${Object.keys(formats).join(' and ')}`;
    throw new Refusal('importRefused', { reason });
  }
  if (mapping === undefined) {
    const shipped = await shippedMappings(folder);
    const candidates = shipped.filter((one) => one.mapping.format === format);
    return recognise(await formats[format].sample(bytes.chunks()), candidates);
  }
  const found = await findMapping(mapping, folder);
  if (found.mapping.format === format) return found;
  const reason = `the mapping "${found.name}" is for ${found.mapping.format} files, not ${format}`;
  throw new Refusal('importRefused', { reason });
}

function isFormat(format: string): format is Mapping['format'] {
  return Object.hasOwn(formats, format);
}

async function* historyItems(items: AsyncIterable<SourceItem>, mapping: Mapping): AsyncGenerator<HistoryItem> {
  const compiled = compileMapping(mapping);
  for await (const item of items) {
    if (item.kind === 'problem') yield item;
    else yield* historyOf(item, compiled);
  }
}
