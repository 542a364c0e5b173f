import {
  MongoBulkWriteError,
  MongoError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
} from 'mongodb';

/** `passing`: may be gone in a moment, and what was asked may have happened or not. `full`: the disk is. */
export type Failure = 'passing' | 'full';

const duplicateKey = 11000;
const outOfDiskSpace = [14031, 12501];
const passingLabels = [
  'RetryableWriteError',
  'RetryableError',
  'TransientTransactionError',
  'PoolRequestedRetry',
  'SystemOverloadedError',
];
const passingCodes = new Set([
  // Unreachable, timed out, interrupted.
  ...[6, 7, 24, 50, 89, 202, 262, 9001, 11601],
  // Not primary (any more, or yet), shutting down, recovering.
  ...[91, 189, 10058, 10107, 11600, 11602, 13435, 13436],
  // Written, yet not confirmed by a majority.
  ...[64, 79, 100],
  // Majority reads not ready, no member to read from, cursor lost with its server, lost a race inside the server.
  ...[43, 112, 133, 134],
]);

/** Something was written that a majority read does not show yet. */
export class Unsettled extends Error {
  override readonly name = 'Unsettled';
}

/** Undefined for errors that are about the request or are bugs. */
export function failureOf(thrown: unknown): Failure | undefined {
  const error = unwrapped(thrown);
  if (error instanceof Unsettled) return 'passing';
  if (!(error instanceof MongoError)) return undefined;
  const codes = codesOf(error);
  if (codes.some((code) => outOfDiskSpace.includes(code))) return 'full';
  if (isConnectionLost(error) || codes.some((code) => passingCodes.has(code))) return 'passing';
  return passingLabels.some((label) => error.hasErrorLabel(label)) ? 'passing' : undefined;
}

/** What goes wrong on the way of a bulk write comes as a bulk write error around the real one. */
function unwrapped(thrown: unknown): unknown {
  if (!(thrown instanceof MongoBulkWriteError)) return thrown;
  const original: unknown = thrown.errorResponse;
  return original instanceof MongoError ? original : thrown;
}

function isConnectionLost(error: MongoError): boolean {
  return (
    error instanceof MongoNetworkError ||
    error instanceof MongoServerSelectionError ||
    error instanceof MongoNotConnectedError ||
    error instanceof MongoTopologyClosedError ||
    // The driver does not export these two classes.
    error.name === 'MongoPoolClosedError' ||
    error.name === 'MongoWaitQueueTimeoutError'
  );
}

function codesOf(error: MongoError): number[] {
  const codes = [error.code];
  if (error instanceof MongoBulkWriteError) codes.push(error.result.getWriteConcernError()?.code);
  return codes.filter((code) => typeof code === 'number');
}

/**
 * How many were written in front of the one that has a key that is taken, when that is what went wrong and the
 * ones in front are safe. Otherwise undefined.
 */
export function insertedBeforeDuplicate(error: unknown): number | undefined {
  if (!(error instanceof MongoBulkWriteError) || error.code !== duplicateKey) return undefined;
  return error.result.getWriteConcernError() ? undefined : error.insertedCount;
}

export function isDuplicateKey(error: unknown): boolean {
  return error instanceof MongoError && error.code === duplicateKey;
}
