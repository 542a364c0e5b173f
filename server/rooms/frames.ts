import * as encoding from 'lib0/encoding';
import { documentMessages, syncMessages } from '../../shared/protocol/document.ts';
import { ByteReader, Malformed } from './byteReader.ts';

/** What a client says. The bytes are views into the frame. */
export type Frame =
  | { readonly kind: 'step1'; readonly stateVector: Uint8Array }
  | { readonly kind: 'update'; readonly update: Uint8Array }
  | { readonly kind: 'awareness'; readonly entries: Uint8Array }
  | { readonly kind: 'queryAwareness' };

/** Throws Malformed for anything but one whole message of the y-websocket protocol. What is in an update is not looked at. */
export function readFrame(bytes: Uint8Array): Frame {
  const reader = new ByteReader(bytes);
  const frame = readMessage(reader);
  reader.end();
  return frame;
}

function readMessage(reader: ByteReader): Frame {
  switch (reader.number()) {
    case documentMessages.sync:
      return readSync(reader);
    case documentMessages.awareness:
      return { kind: 'awareness', entries: reader.bytes() };
    case documentMessages.queryAwareness:
      return { kind: 'queryAwareness' };
    default:
      throw new Malformed('an unknown type of message');
  }
}

function readSync(reader: ByteReader): Frame {
  switch (reader.number()) {
    case syncMessages.step1:
      return { kind: 'step1', stateVector: checkedStateVector(reader.bytes()) };
    case syncMessages.step2:
    case syncMessages.update:
      return { kind: 'update', update: reader.bytes() };
    default:
      throw new Malformed('an unknown type of sync message');
  }
}

function checkedStateVector(bytes: Uint8Array): Uint8Array {
  const reader = new ByteReader(bytes);
  for (let left = reader.number(); left > 0; left -= 1) {
    reader.number();
    reader.number();
  }
  reader.end();
  return bytes;
}

export function step1Frame(stateVector: Uint8Array): Uint8Array {
  return syncFrame(syncMessages.step1, stateVector);
}

export function step2Frame(update: Uint8Array): Uint8Array {
  return syncFrame(syncMessages.step2, update);
}

export function updateFrame(update: Uint8Array): Uint8Array {
  return syncFrame(syncMessages.update, update);
}

function syncFrame(kind: number, payload: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, documentMessages.sync);
    encoding.writeVarUint(encoder, kind);
    encoding.writeVarUint8Array(encoder, payload);
  });
}

export function awarenessFrame(entries: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, documentMessages.awareness);
    encoding.writeVarUint8Array(encoder, entries);
  });
}
