import type { SwarmCommand } from '../../shared/domain/swarmCommands.ts';
import type { TagTarget } from '../../shared/domain/tag.ts';

type NameOf = (person: string) => string;

/** What people ask of each other, to go after `Could not …`: see describe. */
export function describeSwarm(command: SwarmCommand, nameOf: NameOf): string {
  const { ticketId } = command;
  switch (command.type) {
    case 'raiseTag':
      return `tag ${targetName(command.target, nameOf)} on ${ticketId}`;
    case 'acceptTag':
      return `accept the tag on ${ticketId}`;
    case 'declineTag':
      return `decline the tag on ${ticketId}`;
    case 'answerTag':
      return `answer the tag on ${ticketId}`;
    case 'returnTag':
      return `return the tag on ${ticketId}`;
    case 'withdrawTag':
      return `withdraw the tag on ${ticketId}`;
    case 'removeGuest':
      return `remove ${nameOf(command.person)} from ${ticketId}`;
    case 'raiseHand':
      return `ask for help on ${ticketId}`;
    case 'lowerHand':
      return `lower the hand on ${ticketId}`;
    case 'offerHelp':
      return `offer help on ${ticketId}`;
    case 'startPlay':
      return `start the play on ${ticketId}`;
    case 'changePlay':
      return `change the play on ${ticketId}`;
    case 'endPlay':
      return `end the play on ${ticketId}`;
    case 'suspectBug':
      return `put ${ticketId} into the shadow queue`;
    case 'clearBug':
      return `take ${ticketId} out of the shadow queue`;
    case 'takeBug':
      return `take ${ticketId} from the shadow queue`;
    case 'pinMoment':
      return `pin a moment of ${ticketId}`;
    case 'unpinMoment':
      return `unpin a moment of ${ticketId}`;
  }
}

/** `L3`, `10DLC` or a name. */
export function targetName(target: TagTarget, nameOf: NameOf): string {
  if (target.kind === 'person') return nameOf(target.person);
  return target.kind === 'line' ? target.line : target.domain;
}
