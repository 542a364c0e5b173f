import { can } from '../../shared/domain/permissions.ts';
import type { Person } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { Boards } from '../boards/boards.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { NewId } from '../ports/ids.ts';
import { findTicket } from '../queries/readTicket.ts';

export const largestFileBytes = 10 * 1024 * 1024;

export interface Upload {
  readonly ticketId: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Keeps a file of a ticket; its type is what its first bytes say, not what the sender says. Resolves to its id. */
export async function attachFile(
  { boards, blobs, newId }: { boards: Boards; blobs: Blobs; newId: NewId },
  person: Person,
  { ticketId, name, bytes }: Upload,
): Promise<string> {
  const { ticket } = await findTicket({ boards }, ticketId);
  if (!can(person, 'readTicket', { ticket })) throw new Refusal('ticketNotFound', { ticketId });
  if (!can(person, 'investigate', { ticket }) && !can(person, 'workTickets')) throw new Refusal('notAllowed');
  if (bytes.length === 0) throw new Refusal('unsupportedFile', { reason: 'The file is empty.' });
  if (bytes.length > largestFileBytes) throw new Refusal('fileTooLarge', { largestBytes: largestFileBytes });
  const id = newId();
  await blobs.put({ id, ticketId, type: imageTypeOf(bytes) ?? 'application/octet-stream', name, bytes });
  return id;
}

const signatures: readonly (readonly [type: string, start: readonly number[], at?: number])[] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
  ['image/webp', [0x57, 0x45, 0x42, 0x50], 8],
];

/** The kinds of image that are shown in place; everything else is only ever downloaded. */
export function imageTypeOf(bytes: Uint8Array): string | undefined {
  return signatures.find(([, start, at = 0]) => start.every((byte, index) => bytes[at + index] === byte))?.[0];
}
