import { ByteReader, Malformed, parseJson } from './byteReader.ts';

/** How deep a value inside a document may be nested: Yjs reads them by recursion. */
const deepestValue = 100;

const tags = { gc: 0, skip: 10 };

/** A stretch of what one Yjs client wrote. */
export interface Span {
  readonly client: number;
  readonly from: number;
  /** The first clock behind it. */
  readonly to: number;
}

export interface UpdateStructure {
  /** The content it brings; neighbours are joined. */
  readonly brings: readonly Span[];
  readonly deletes: readonly Span[];
  /** What its content hangs on: by client, the last clock. */
  readonly needs: ReadonlyMap<number, number>;
}

interface Notes {
  /** Who has had their turn: of a client that comes twice, Yjs would forget the first part. */
  readonly clients: Set<number>;
  readonly brings: Span[];
  readonly deletes: Span[];
  readonly needs: Map<number, number>;
}

/**
 * Walks one update in the V1 encoding to its last byte and throws Malformed unless Yjs could decode all of it. Builds no
 * document, so it costs little. What was encoded as V2 fails here: decoding V2 from a stranger can hang Yjs for good.
 */
export function readStructure(update: Uint8Array): UpdateStructure {
  const reader = new ByteReader(update);
  const notes: Notes = { clients: new Set(), brings: [], deletes: [], needs: new Map() };
  for (let left = counted(reader); left > 0; left -= 1) walkStructs(reader, notes);
  for (let left = counted(reader); left > 0; left -= 1) walkDeletions(reader, notes);
  reader.end();
  return notes;
}

/** Everything counted takes a byte at least, so a huge count is a lie. */
function counted(reader: ByteReader): number {
  const count = reader.number();
  if (count > reader.remaining) throw new Malformed('counts more than it holds');
  return count;
}

function walkStructs(reader: ByteReader, { clients, brings, needs }: Notes): void {
  const count = counted(reader);
  const client = reader.number();
  if (clients.has(client)) throw new Malformed('names a client twice');
  clients.add(client);
  let clock = reader.number();
  let from = clock;
  const bring = (to: number) => {
    if (to > from) brings.push({ client, from, to });
  };
  for (let left = count; left > 0; left -= 1) {
    const info = reader.byte();
    if (info === tags.skip) {
      bring(clock);
      clock += positive(reader.number());
      from = clock;
    } else {
      clock += info === tags.gc ? positive(reader.number()) : walkItem(reader, { client, clock, info, needs });
    }
    if (clock > Number.MAX_SAFE_INTEGER) throw new Malformed('a clock is too large');
  }
  bring(clock);
}

function walkDeletions(reader: ByteReader, { deletes }: Notes): void {
  const client = reader.number();
  for (let left = counted(reader); left > 0; left -= 1) {
    const from = reader.number();
    const to = from + positive(reader.number());
    if (to > Number.MAX_SAFE_INTEGER) throw new Malformed('a clock is too large');
    deletes.push({ client, from, to });
  }
}

interface ItemAt {
  readonly client: number;
  readonly clock: number;
  readonly info: number;
  readonly needs: Map<number, number>;
}

/** Returns how far it moves the clock. */
function walkItem(reader: ByteReader, at: ItemAt): number {
  const { info } = at;
  const [hasOrigin, hasRightOrigin, hasKey] = [(info & 128) !== 0, (info & 64) !== 0, (info & 32) !== 0];
  if (hasOrigin) walkReference(reader, at);
  if (hasRightOrigin) walkReference(reader, at);
  if (!hasOrigin && !hasRightOrigin) {
    if (reader.number() === 1) reader.text();
    else walkReference(reader, at);
    if (hasKey) reader.text();
  }
  return walkContent(reader, info & 31);
}

/** Yjs waits for what another client has yet to say, but takes for granted that a client knows what it said itself. */
function walkReference(reader: ByteReader, own: ItemAt): void {
  const client = reader.number();
  const clock = reader.number();
  if (client !== own.client) own.needs.set(client, Math.max(clock, own.needs.get(client) ?? 0));
  else if (clock >= own.clock) throw new Malformed('refers to what comes after it');
}

function walkContent(reader: ByteReader, kind: number): number {
  switch (kind) {
    case 1: // deleted
      return positive(reader.number());
    case 2: // JSON values
      return each(reader, walkJson);
    case 3: // binary
      reader.bytes();
      return 1;
    case 4: // text
      return positive(lengthInDocument(reader.text()));
    case 5: // embedded object
      reader.json();
      return 1;
    case 6: // formatting
      reader.text();
      reader.json();
      return 1;
    case 7: // shared type
      walkType(reader);
      return 1;
    case 8: // values
      return each(reader, walkValue);
    case 9: // document
      reader.text();
      walkValue(reader);
      return 1;
    default:
      throw new Malformed('holds an unknown kind of content');
  }
}

function each(reader: ByteReader, walk: (reader: ByteReader) => void): number {
  const count = positive(counted(reader));
  for (let left = count; left > 0; left -= 1) walk(reader);
  return count;
}

function walkJson(reader: ByteReader): void {
  const text = reader.string();
  if (text !== 'undefined') parseJson(text);
}

function walkType(reader: ByteReader): void {
  const type = reader.number();
  if (type > 6) throw new Malformed('holds an unknown shared type');
  const isNamed = type === 3 || type === 5;
  if (isNamed) reader.text();
}

function walkValue(reader: ByteReader, depth = 0): void {
  if (depth > deepestValue) throw new Malformed('a value is nested too deeply');
  const tag = reader.byte();
  switch (tag) {
    case 127: // undefined
    case 126: // null
    case 121: // false
    case 120: // true
      return;
    case 125:
      walkSignedNumber(reader);
      return;
    case 124:
      reader.take(4);
      return;
    case 123: // float
    case 122: // bigint
      reader.take(8);
      return;
    case 119:
      reader.text();
      return;
    case 118:
      for (let left = counted(reader); left > 0; left -= 1) {
        reader.text();
        walkValue(reader, depth + 1);
      }
      return;
    case 117:
      for (let left = counted(reader); left > 0; left -= 1) walkValue(reader, depth + 1);
      return;
    case 116:
      reader.bytes();
      return;
    default:
      throw new Malformed('holds an unknown kind of value');
  }
}

/** The first byte carries a sign and six bits. */
function walkSignedNumber(reader: ByteReader): void {
  const first = reader.byte();
  if (first < 128) return;
  if (reader.number() > Number.MAX_SAFE_INTEGER / 64 - 1) throw new Malformed('a number is too large');
}

/** Yjs counts text in UTF-16 units: two for what takes four bytes in UTF-8. */
function lengthInDocument(utf8: Uint8Array): number {
  let length = 0;
  for (const byte of utf8) {
    const isContinuation = (byte & 0xc0) === 0x80;
    if (!isContinuation) length += byte >= 0xf0 ? 2 : 1;
  }
  return length;
}

function positive(length: number): number {
  if (length === 0) throw new Malformed('holds something without a length');
  return length;
}
