import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/**
 * Message types at `/documents/<ticketId>`, the first varint of every frame: those of y-websocket, and one of our own.
 * `saved` keeps clear of what Yjs servers and clients are known to use (0-10 and 100-103).
 */
export const documentMessages = {
  sync: 0,
  awareness: 1,
  queryAwareness: 3,
  saved: 120,
} as const;

/** What a sync message carries, its second varint. */
export const syncMessages = { step1: 0, step2: 1, update: 2 } as const;

/**
 * Why a document connection was closed; see docs/SYNC.md. Retryable: the same client may connect again after a while,
 * with what it has not been told is saved.
 */
export const documentCloses = {
  restarting: { code: 1012, retryable: true, reason: 'The server is restarting.' },
  internal: { code: 1011, retryable: true, reason: 'Something went wrong on the server. It has been logged.' },
  malformed: { code: 4400, retryable: false, reason: 'A message could not be read.' },
  signInNeeded: { code: 4401, retryable: false, reason: 'Sign in first.' },
  notAllowed: { code: 4403, retryable: false, reason: 'You may not do this.' },
  unknownTicket: { code: 4404, retryable: false, reason: 'There is no such ticket.' },
  tooSlow: { code: 4408, retryable: true, reason: 'This connection is too slow to follow.' },
  epochChanged: { code: 4409, retryable: false, reason: 'The document was made anew. Open it again.' },
  erased: { code: 4410, retryable: false, reason: 'What was written here was erased.' },
  tooLarge: { code: 4413, retryable: false, reason: 'A message was too large.' },
  tooMany: { code: 4429, retryable: true, reason: 'Too many messages. Wait a moment.' },
  storeUnavailable: { code: 4503, retryable: true, reason: 'The store cannot be reached. Nothing was saved.' },
} as const satisfies Record<string, { code: number; retryable: boolean; reason: string }>;

export type DocumentClose = keyof typeof documentCloses;

/** Codes below 4400 come from the network and from proxies: trying again is right. */
export function mayRetry(code: number): boolean {
  const known = Object.values(documentCloses).find((close) => close.code === code);
  return known?.retryable ?? !(code >= 4400 && code < 4500);
}

/** The largest frame a client may send. */
export const largestDocumentFrameBytes = 1024 * 1024;

/**
 * For clients that connected with `?ack=1`: how many of the sync messages with content (step 2 and update) that this
 * connection has sent, in order, are durable now.
 */
export function savedMessage(count: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, documentMessages.saved);
  encoding.writeVarUint(encoder, count);
  return encoding.toUint8Array(encoder);
}

/** Reads the count of a `saved` message, from behind its type. */
export function readSavedCount(decoder: decoding.Decoder): number {
  return decoding.readVarUint(decoder);
}

/** Whether a frame counts as one that the server acknowledges; undefined when it does not. */
export function savableKind(frame: Uint8Array): 'step2' | 'update' | undefined {
  if (frame[0] !== documentMessages.sync) return undefined;
  if (frame[1] === syncMessages.step2) return 'step2';
  return frame[1] === syncMessages.update ? 'update' : undefined;
}
