import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { Span } from './updateStructure.ts';

export interface Parts {
  /** Each within what the update brings; in the order in which it does. */
  readonly brings: readonly Span[];
  readonly deletes: readonly Span[];
}

/** The same update with these parts of it only. It was found well formed before. */
export function restate(update: Uint8Array, { brings, deletes }: Parts): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  const kept = byClient(brings);
  encoding.writeVarUint(encoder.restEncoder, kept.size);
  const structs = structsOf(update);
  for (const [client, spans] of kept) {
    const pieces = piecesIn(structs.get(client) ?? [], spans);
    encoding.writeVarUint(encoder.restEncoder, pieces.length);
    encoder.writeClient(client);
    encoding.writeVarUint(encoder.restEncoder, spans[0]?.from ?? 0);
    for (const { struct, offset } of pieces) struct.write(encoder, offset);
  }
  writeDeletions(encoder.restEncoder, deletes);
  return encoder.toUint8Array();
}

/** An update that only deletes. */
export function deletionsOnly(deletes: readonly Span[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 0);
    writeDeletions(encoder, deletes);
  });
}

function writeDeletions(encoder: encoding.Encoder, deletes: readonly Span[]): void {
  const ranges = byClient(deletes);
  encoding.writeVarUint(encoder, ranges.size);
  for (const [client, spans] of ranges) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, spans.length);
    for (const { from, to } of spans) {
      encoding.writeVarUint(encoder, from);
      encoding.writeVarUint(encoder, to - from);
    }
  }
}

type Struct = Y.Item | Y.GC | Y.Skip;

/** A struct, and where in it to begin. */
interface Piece {
  readonly struct: Struct;
  readonly offset: number;
}

function piecesIn(structs: readonly Struct[], spans: readonly Span[]): Piece[] {
  const pieces: Piece[] = [];
  let end = spans[0]?.from ?? 0;
  for (const { client, from, to } of spans) {
    // Yjs wants no gap without a name.
    if (from > end) pieces.push({ struct: new Y.Skip(Y.createID(client, end), from - end), offset: 0 });
    for (const struct of structs) {
      const { clock } = struct.id;
      if (clock >= to || clock + struct.length <= from) continue;
      const offset = Math.max(from - clock, 0);
      // What comes behind `to` is cut off for good; nothing later in this update's order lies there.
      pieces.push({ struct: cutAt(struct, to - clock), offset });
    }
    end = to;
  }
  return pieces;
}

/** A copy without what lies at this length and behind it. */
function cutAt(struct: Struct, length: number): Struct {
  if (length >= struct.length) return struct;
  if (struct instanceof Y.GC) return new Y.GC(struct.id, length);
  if (!(struct instanceof Y.Item)) return struct;
  const { id, origin, rightOrigin, parent, parentSub } = struct;
  const content = struct.content.copy();
  content.splice(length);
  return new Y.Item(id, null, origin, null, rightOrigin, parent, parentSub, content);
}

function structsOf(update: Uint8Array): Map<number, Struct[]> {
  const structs = new Map<number, Struct[]>();
  for (const struct of Y.decodeUpdate(update).structs) {
    const known = structs.get(struct.id.client);
    if (known) known.push(struct);
    else structs.set(struct.id.client, [struct]);
  }
  return structs;
}

function byClient(spans: readonly Span[]): Map<number, Span[]> {
  const clients = new Map<number, Span[]>();
  for (const span of spans) {
    const known = clients.get(span.client);
    if (known) known.push(span);
    else clients.set(span.client, [span]);
  }
  return clients;
}
