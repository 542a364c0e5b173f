import type { PlayKind } from '../domain/play.ts';
import type { SwarmEvent } from '../domain/reduceSwarm.ts';
import type { TagEvent } from '../domain/tagEvent.ts';
import type { InvestigationEvent } from './http.ts';
import { type TagNames, tagWords } from './tagWords.ts';

export interface MomentNames extends TagNames {
  readonly column: (id: string) => string;
}

interface Done {
  readonly by: string;
  readonly at: string;
}

const playWords: Readonly<Record<PlayKind, string>> = {
  dropIn: 'drop-in',
  dispatch: 'dispatch',
  backlog: 'backlog',
  severity1: 'severity-1',
};

const loweredWords = { helped: 'somebody has helped', withdrawn: 'no help is needed' } as const;

type WithOthers = Exclude<SwarmEvent, TagEvent>;

/** What somebody did with others or in the investigation, as the rest of a sentence that starts with their name. */
export function swarmWords(event: SwarmEvent | InvestigationEvent, done: Done, names: MomentNames): string {
  switch (event.type) {
    case 'hypothesisAdded':
      return event.text === '' ? 'began a hypothesis' : `suspects: “${event.text}”`;
    case 'hypothesisStatus':
      return statusWords(event);
    case 'evidenceAdded':
      return `added evidence (${event.kind}): ${event.text === '' ? 'no words yet' : `“${event.text}”`}`;
    case 'tagRaised':
    case 'tagNudged':
    case 'tagPassedOn':
    case 'tagAccepted':
    case 'tagDeclined':
    case 'tagJoined':
    case 'tagAnswered':
    case 'tagEnded':
      return tagWords(event, done.at, names);
    default:
      return withOthers(event, done, names);
  }
}

function withOthers(event: WithOthers, { by }: Done, names: MomentNames): string {
  const { self, other } = whom('person' in event ? event.person : by, by, names);
  switch (event.type) {
    case 'swarmJoined':
      return self ? 'joined the swarm' : `brought ${other} into the swarm`;
    case 'swarmLeft':
      return self ? 'left the swarm' : `took ${other} out of the swarm`;
    case 'contributionMade':
      return self ? 'began to contribute' : `saw ${other} begin to contribute`;
    case 'handRaised':
      return handWords(event.hand, names);
    case 'helpOffered':
      return self ? 'offered help' : `noted that ${other} offers help`;
    case 'handLowered':
      return `lowered the hand: ${loweredWords[event.how]}`;
    case 'playStarted':
    case 'playChanged':
      return playSentence(event, names);
    case 'playEnded':
      return 'ended the swarm that was on';
    case 'ticketRouted':
      return `sent it to ${event.domain ?? event.line ?? 'nobody'} by the rule “${event.name}” (charter ${String(event.charter)})`;
    case 'bugSuspected':
      return `suspects a bug: “${event.bug.why}”`;
    case 'bugCleared':
      return 'took it out of the shadow queue: no bug';
    case 'momentPinned':
      return event.pin.note === undefined ? 'pinned a moment' : `pinned a moment: “${event.pin.note}”`;
    case 'momentUnpinned':
      return 'unpinned a moment';
  }
}

function playSentence(event: Extract<WithOthers, { type: 'playStarted' | 'playChanged' }>, names: MomentNames): string {
  if (event.type === 'playStarted') {
    const { kind, endsAt } = event.play;
    return `started a ${playWords[kind]} swarm until ${names.time(endsAt)}${leads(event.play, names)}`;
  }
  const { endsAt } = event.changes;
  const until = endsAt === undefined ? '' : ` to go on until ${names.time(endsAt)}`;
  return `changed the swarm that is on${until}${leads(event.changes, names)}`;
}

/** Whether somebody did it themselves, and who it was done to. */
function whom(person: string, by: string, names: MomentNames): { self: boolean; other: string } {
  return { self: person === by, other: names.person(person) };
}

function statusWords({ status, text }: Extract<InvestigationEvent, { type: 'hypothesisStatus' }>): string {
  const what = text === '' ? 'a hypothesis' : `“${text}”`;
  switch (status) {
    case 'refuted':
      return `refuted ${what}`;
    case 'supported':
      return `found support for ${what}`;
    case 'testing':
      return `began to test ${what}`;
    case 'inconclusive':
      return `found the test of ${what} inconclusive`;
    default:
      return `opened ${what} again`;
  }
}

function handWords(
  { what, skills, neededBy }: Extract<WithOthers, { type: 'handRaised' }>['hand'],
  names: MomentNames,
): string {
  const parts = [
    ...(skills.length > 0 ? [`needs ${skills.join(', ')}`] : []),
    ...(neededBy === undefined ? [] : [`by ${names.time(neededBy)}`]),
  ];
  return `asked for help: “${what}”${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`;
}

function leads({ lead, communicator }: { lead?: string; communicator?: string }, names: MomentNames): string {
  const parts = [
    ...(lead === undefined ? [] : [`${names.person(lead)} leads`]),
    ...(communicator === undefined ? [] : [`${names.person(communicator)} speaks to the customer`]),
  ];
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}
