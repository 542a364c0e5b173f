import { documentCloses } from '../../shared/protocol/document.ts';

/** Why the server does not take this document from here any more, and what a person can do about it. */
export interface DocumentStop {
  /** Says what happened and what to do. */
  readonly reason: string;
  /**
   * What helps: to connect once more when the cause is gone, or to let go of the copy on this device, because the server
   * would refuse it again.
   */
  readonly remedy: 'tryAgain' | 'startOver';
}

const stops: Readonly<Record<number, DocumentStop>> = {
  [documentCloses.malformed.code]: {
    reason: 'Something this page sent could not be read. Copy what was not saved, then open the investigation again.',
    remedy: 'startOver',
  },
  [documentCloses.signInNeeded.code]: {
    reason: 'You are signed out. Sign in again, then try again: what was not saved stays on this device until then.',
    remedy: 'tryAgain',
  },
  [documentCloses.notAllowed.code]: {
    reason: 'You may not write here any more. Copy what was not saved, then open what the others have.',
    remedy: 'startOver',
  },
  [documentCloses.unknownTicket.code]: {
    reason: 'This ticket is not here any more. Copy what you still need.',
    remedy: 'tryAgain',
  },
  [documentCloses.erased.code]: {
    reason: 'What was written here was erased, because the customer asked for that. Open the new, empty investigation.',
    remedy: 'startOver',
  },
  [documentCloses.tooLarge.code]: {
    reason:
      'A change was too large to be saved. Copy what was not saved and attach long texts as a file, then open the investigation again.',
    remedy: 'startOver',
  },
};

/** Only for closes after which the client does not come back by itself. */
export function documentStopOf(code: number): DocumentStop {
  return stops[code] ?? { reason: 'The server ended this connection. Try again in a while.', remedy: 'tryAgain' };
}

/** Why the client is offline for a while, where the server said so; null when it is the network. */
export function documentPauseOf(code: number | null): string | null {
  if (code === documentCloses.tooMany.code)
    return 'More was sent at once than the server takes. It is sent again in a moment.';
  if (code === documentCloses.tooSlow.code)
    return 'This connection is too slow to follow the others. It is tried again.';
  if (code === documentCloses.storeUnavailable.code) return 'The server cannot save right now. It is tried again.';
  return null;
}
