import type { SwarmEvent } from '../../../../shared/domain/reduceSwarm.ts';
import type { TagEvent } from '../../../../shared/domain/events.ts';
import type { InvestigationEvent } from '../../../../shared/protocol/http.ts';
import { targetName } from '../../../state/describeSwarm.ts';

interface Names {
  person(id: string): string;
}

/** What somebody did with others, as the rest of a sentence that starts with their name. */
export function swarmSentence(event: SwarmEvent | InvestigationEvent, by: string, names: Names): string {
  switch (event.type) {
    case 'swarmJoined':
      return event.person === by ? 'joined the swarm' : `brought ${names.person(event.person)} into the swarm`;
    case 'swarmLeft':
      return event.person === by ? 'left the swarm' : `took ${names.person(event.person)} out of the swarm`;
    case 'contributionMade':
      return event.person === by ? 'began to contribute' : `saw ${names.person(event.person)} begin to contribute`;
    case 'handRaised':
      return `raised a hand: “${event.hand.what}”`;
    case 'helpOffered':
      return 'offered help';
    case 'handLowered':
      return event.how === 'helped' ? 'lowered the hand: helped' : 'lowered the hand';
    case 'playStarted':
      return 'started a play';
    case 'playChanged':
      return 'changed the play';
    case 'playEnded':
      return 'ended the play';
    case 'ticketRouted':
      return `sent it to ${event.domain ?? event.line ?? 'nobody'} by the rule “${event.name}”`;
    case 'bugSuspected':
      return `suspects a bug: ${event.bug.why}`;
    case 'bugCleared':
      return 'took it out of the shadow queue';
    case 'momentPinned':
      return event.pin.note === undefined ? 'pinned a moment' : `pinned a moment: ${event.pin.note}`;
    case 'momentUnpinned':
      return 'unpinned a moment';
    case 'hypothesisAdded':
      return `suspects: ${event.text}`;
    case 'hypothesisStatus':
      return `set “${event.text}” to ${event.status}`;
    case 'evidenceAdded':
      return `added evidence: ${event.text}`;
    default:
      return tagSentence(event, names);
  }
}

function tagSentence(event: TagEvent, names: Names): string {
  switch (event.type) {
    case 'tagRaised':
      return `tagged ${targetName(event.tag.target, (id) => names.person(id))}: “${event.tag.ask}”`;
    case 'tagNudged':
      return 'reminded whoever is tagged';
    case 'tagPassedOn':
      return `asked ${event.asked.map((id) => names.person(id)).join(', ') || 'nobody'} next`;
    case 'tagAccepted':
      return 'accepted the tag';
    case 'tagDeclined':
      return 'declined the tag';
    case 'tagJoined':
      return 'came in to help';
    case 'tagAnswered':
      return `answered: “${event.answer}”`;
    case 'tagEnded':
      if (event.how === 'removed') return `removed ${event.people.map((id) => names.person(id)).join(', ')}`;
      return event.how === 'returned' ? 'returned the tag' : `ended the tag: ${event.how}`;
  }
}
