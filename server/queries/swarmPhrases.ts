import type { OrganisationEvent } from '../../shared/domain/events.ts';
import type { TagEvent } from '../../shared/domain/tagEvent.ts';
import type { SwarmEvent } from '../../shared/domain/reduceSwarm.ts';
import type { TagTarget, Waiver } from '../../shared/domain/tag.ts';

interface Names {
  readonly person: (id: string) => string;
}

/** What somebody did on a ticket with others; see auditPhrases. */
export function swarmPhrase(event: SwarmEvent, names: Names, person: string): string {
  const { ticketId } = event;
  switch (event.type) {
    case 'swarmJoined':
      if (event.person === person) return `joined the swarm on ${ticketId}`;
      return `brought ${names.person(event.person)} into the swarm on ${ticketId}`;
    case 'swarmLeft':
      if (event.person === person) return `left the swarm on ${ticketId}`;
      return `took ${names.person(event.person)} out of the swarm on ${ticketId}`;
    case 'contributionMade':
      return `saw ${names.person(event.person)} begin to contribute on ${ticketId}`;
    case 'handRaised':
      return `asked for help on ${ticketId}`;
    case 'helpOffered':
      return `offered help on ${ticketId}`;
    case 'handLowered':
      return `lowered the hand on ${ticketId}`;
    case 'playStarted':
      return `started a play on ${ticketId}`;
    case 'playChanged':
      return `changed the play on ${ticketId}`;
    case 'playEnded':
      return `ended the play on ${ticketId}`;
    case 'ticketRouted':
      return `sent ${ticketId} by the rule “${event.name}”`;
    case 'bugSuspected':
      return `put ${ticketId} into the shadow queue`;
    case 'bugCleared':
      return `took ${ticketId} out of the shadow queue`;
    case 'momentPinned':
      return `pinned a moment of ${ticketId}`;
    case 'momentUnpinned':
      return `unpinned a moment of ${ticketId}`;
    default:
      return tagPhrase(event, names);
  }
}

function tagPhrase(event: TagEvent, names: Names): string {
  const { ticketId } = event;
  switch (event.type) {
    case 'tagRaised': {
      const { target, waived } = event.tag;
      return `tagged ${targetWords(target, names)} on ${ticketId}${waived === undefined ? '' : waivers[waived]}`;
    }
    case 'tagNudged':
      return `reminded whoever is tagged on ${ticketId}`;
    case 'tagPassedOn':
      return `asked ${event.asked.map(names.person).join(', ') || 'nobody'} next on ${ticketId}`;
    case 'tagAccepted':
      return `accepted the tag on ${ticketId}`;
    case 'tagDeclined':
      return `declined the tag on ${ticketId}`;
    case 'tagJoined':
      return `came into ${ticketId}`;
    case 'tagAnswered':
      return `answered the tag on ${ticketId}`;
    case 'tagEnded':
      if (event.how === 'returned') return `returned the tag on ${ticketId}`;
      if (event.how === 'removed') return `removed ${event.people.map(names.person).join(', ')} from ${ticketId}`;
      return event.how === 'withdrawn' ? `withdrew the tag on ${ticketId}` : `ended the declined tag on ${ticketId}`;
  }
}

const waivers: Readonly<Record<Waiver, string>> = {
  customerBlocked: ', customer blocked',
  severity1: ', severity 1',
  triage: ', as the rule says',
  shadowQueue: ', from the shadow queue',
};

function targetWords(target: TagTarget, names: Names): string {
  if (target.kind === 'person') return names.person(target.person);
  return target.kind === 'line' ? target.line : target.domain;
}

type WorkEvent = Exclude<OrganisationEvent, { type: `person${string}` | `customer${string}` }>;

/** How the team works: charter, rotas, triage rules and plays. */
export function workPhrase(event: WorkEvent): string {
  switch (event.type) {
    case 'charterPublished':
      return `published version ${event.version.charter.version} of the charter${because(event.version.note)}`;
    case 'rotaSaved':
      return `saved the rota “${event.rota.name}”`;
    case 'rotaRemoved':
      return 'removed a rota';
    case 'rotaOverridden':
      return 'changed who is on a rota for a while';
    case 'rotaOverrideRemoved':
      return 'took back a change to a rota';
    case 'triageRuleSaved':
      return `saved the triage rule “${event.rule.name}” (${event.rule.isOn ? 'on' : 'off'}, number ${event.rule.order + 1})`;
    case 'triageRuleRemoved':
      return 'removed a triage rule';
    case 'playSaved':
      return 'changed how a play is run';
  }
}

function because(note: string): string {
  return note === '' ? '' : `: ${note}`;
}
