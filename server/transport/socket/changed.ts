import type { Board } from '../../../shared/domain/board.ts';
import type { Entry } from '../../../shared/domain/entry.ts';
import type { AccessEvent, OrganisationEvent } from '../../../shared/domain/events.ts';
import { type Capability, can } from '../../../shared/domain/permissions.ts';
import type { Person, PersonId } from '../../../shared/domain/person.ts';
import type { ServerToClient } from '../../../shared/protocol/socket.ts';

/** Something that pages show is another now, and whom that concerns: one person, or who may see such pages. */
export interface Changed {
  readonly what: Parameters<ServerToClient['changed']>[0]['what'];
  readonly for: readonly Capability[] | 'everybody';
  readonly person?: PersonId;
}

export function concerns(changed: Changed, person: Person): boolean {
  if (changed.for === 'everybody') return true;
  return changed.person === person.id || changed.for.some((capability) => can(person, capability));
}

export function changedForOrganisation(entries: readonly Entry<OrganisationEvent>[]): readonly Changed[] {
  return entries.flatMap(({ events }) =>
    events.map((event): Changed => {
      if (event.type === 'personAdded') return people(event.person.id);
      if (event.type === 'personChanged') return people(event.personId);
      if (event.type.startsWith('customer')) return { what: 'customers', for: ['readCustomers', 'manageCustomers'] };
      // Everybody is tagged, on duty or sent somewhere by it.
      return { what: 'work', for: 'everybody' };
    }),
  );
}

/** The shadow queue of a board is another now: a suspicion came or went, or something happened to its tags. */
export function changedForBoard(
  entries: readonly Entry[],
  boards: readonly Pick<Board, 'tickets'>[],
): readonly Changed[] {
  const isSuspected = (ticketId: string) => boards.some(({ tickets }) => tickets.get(ticketId)?.bug !== undefined);
  const isAbout = entries.some(({ events }) =>
    events.some((event) => 'ticketId' in event && event.type !== 'messagePosted' && isSuspected(event.ticketId)),
  );
  return isAbout ? [{ what: 'bugs', for: ['workShadowQueue', 'readBoards'] }] : [];
}

export function changedForAccess(entries: readonly Entry<AccessEvent>[]): readonly Changed[] {
  return entries.flatMap(({ events }) => events.flatMap(changedBy));
}

function people(person: PersonId): Changed {
  return { what: 'people', for: ['readBoards', 'managePeople'], person };
}

function changedBy(event: AccessEvent): readonly Changed[] {
  switch (event.type) {
    case 'signedIn':
    case 'sessionsEnded':
      return [
        { what: 'sessions', for: ['managePeople'], person: event.person },
        { what: 'people', for: ['managePeople'] },
      ];
    case 'passwordChanged':
    case 'invited':
    case 'invitationWithdrawn':
    case 'invitationAccepted':
      return [{ what: 'people', for: ['managePeople'] }];
    case 'tokenCreated':
    case 'tokenRevoked':
    case 'webhookAdded':
    case 'webhookChanged':
    case 'webhookRemoved':
    case 'webhookSecretRenewed':
      return [{ what: 'machines', for: ['manageMachines'] }];
    case 'signInBlocked':
    case 'exported':
      return [];
  }
}
