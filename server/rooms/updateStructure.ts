import { ByteReader, Malformed, parseJson } from './byteReader.ts';

/** How deep a value inside a document may be nested: Yjs reads them by recursion. */
const deepestValue = 100;

const tags = { gc: 0, skip: 10 };

export interface UpdateStructure {
  /** How many pieces of content it brings. */
  readonly structs: number;
  /** How many ranges it deletes. */
  readonly deletions: number;
}

/**
 * Walks one update in the V1 encoding to its last byte and throws Malformed unless Yjs could decode all of it. Builds no
 * document, so it costs little. What was encoded as V2 fails here: decoding V2 from a stranger can hang Yjs for good.
 */
export function readStructure(update: Uint8Array): UpdateStructure {
  const reader = new ByteReader(update);
  const structs = repeat(reader, walkStructs);
  const deletions = repeat(reader, walkDeletions);
  reader.end();
  return { structs, deletions };
}

/** Sums up what a counted list yields. Everything counted takes a byte at least, so a huge count is a lie. */
function repeat(reader: ByteReader, walk: (reader: ByteReader) => number): number {
  let sum = 0;
  for (let left = counted(reader); left > 0; left -= 1) sum += walk(reader);
  return sum;
}

function counted(reader: ByteReader): number {
  const count = reader.number();
  if (count > reader.remaining) throw new Malformed('counts more than it holds');
  return count;
}

function walkStructs(reader: ByteReader): number {
  const count = counted(reader);
  const client = reader.number();
  let clock = reader.number();
  for (let left = count; left > 0; left -= 1) {
    clock += walkStruct(reader, { client, clock });
    if (clock > Number.MAX_SAFE_INTEGER) throw new Malformed('a clock is too large');
  }
  return count;
}

function walkDeletions(reader: ByteReader): number {
  reader.number(); // client
  const count = counted(reader);
  for (let left = count; left > 0; left -= 1) {
    const clock = reader.number();
    if (clock + positive(reader.number()) > Number.MAX_SAFE_INTEGER) throw new Malformed('a clock is too large');
  }
  return count;
}

interface Id {
  readonly client: number;
  readonly clock: number;
}

/** Returns how far it moves the clock. */
function walkStruct(reader: ByteReader, own: Id): number {
  const info = reader.byte();
  if (info === tags.gc || info === tags.skip) return positive(reader.number());
  const [hasOrigin, hasRightOrigin, hasKey] = [(info & 128) !== 0, (info & 64) !== 0, (info & 32) !== 0];
  if (hasOrigin) walkReference(reader, own);
  if (hasRightOrigin) walkReference(reader, own);
  if (!hasOrigin && !hasRightOrigin) {
    if (reader.number() === 1) reader.text();
    else walkReference(reader, own);
    if (hasKey) reader.text();
  }
  return walkContent(reader, info & 31);
}

/** Yjs waits for what another client has yet to say, but takes for granted that a client knows what it said itself. */
function walkReference(reader: ByteReader, own: Id): void {
  const client = reader.number();
  const clock = reader.number();
  if (client === own.client && clock >= own.clock) throw new Malformed('refers to what comes after it');
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
