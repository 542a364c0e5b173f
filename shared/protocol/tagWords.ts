import type { Requirement } from '../domain/brief.ts';
import type { TagEvent } from '../domain/tagEvent.ts';
import type { DeclineReason, Tag, TagTarget } from '../domain/tag.ts';

export interface TagNames {
  readonly person: (id: string) => string;
  /** An instant as its reader takes it. */
  readonly time: (at: string) => string;
  /** As it was when it was raised. */
  readonly tag: (id: string) => Tag | undefined;
}

/** Every step of a tag, as the rest of a sentence that starts with who did it; `at` is when. */
export function tagWords(event: TagEvent, at: string, names: TagNames): string {
  switch (event.type) {
    case 'tagRaised':
      return raisedWords(event.tag, names);
    case 'tagNudged':
      return `reminded whoever is asked by ${named(event.tagId, names)}${after(event.tagId, at, names)}`;
    case 'tagPassedOn':
      return passedOnWords(event, names);
    case 'tagAccepted':
      return `accepted ${named(event.tagId, names)}${after(event.tagId, at, names)}`;
    case 'tagDeclined':
      return declinedWords(event, names);
    case 'tagJoined':
      return `came in on ${named(event.tagId, names)}${after(event.tagId, at, names)}`;
    case 'tagAnswered':
      return `answered ${named(event.tagId, names)}${after(event.tagId, at, names)}`;
    case 'tagEnded':
      return endedWords(event, at, names);
  }
}

/** `L3`, `10DLC` or a name. */
export function targetWords(target: TagTarget, names: Pick<TagNames, 'person'>): string {
  if (target.kind === 'person') return names.person(target.person);
  return target.kind === 'line' ? target.line : target.domain;
}

const reasonWords: Readonly<Record<DeclineReason, string>> = {
  wrongPerson: 'not the right person',
  insufficientEvidence: 'not enough evidence yet',
  busy: 'no time now',
};

const requirementWords: Readonly<Record<Requirement, string>> = {
  problem: 'the problem',
  impact: 'the impact',
  steps: 'what was tried',
  hypothesis: 'a hypothesis',
  evidence: 'evidence',
  endpoint: 'the failing endpoint',
  error: 'the error code',
  workspace: 'the affected workspace',
  log: 'a log',
  screenshot: 'a screenshot',
  observation: 'an observation',
};

function raisedWords({ target, ask, neededBy, waived, missing }: Tag, names: TagNames): string {
  if (waived === 'shadowQueue') return `took it from the shadow queue: “${ask}”`;
  const by = neededBy === undefined ? '' : `, needed by ${names.time(neededBy)}`;
  const why = {
    customerBlocked: ' (customer blocked, no time',
    severity1: ' (severity 1',
    triage: ' (by a triage rule',
  };
  const without = missing.length === 0 ? '' : `without ${missing.map((one) => requirementWords[one]).join(', ')}`;
  const told = `tagged ${targetWords(target, names)}: “${ask}”${by}`;
  if (waived !== undefined) return `${told}${why[waived]}${without === '' ? '' : `: ${without}`})`;
  return without === '' ? told : `${told} (${without})`;
}

function passedOnWords({ tagId, asked, why }: Extract<TagEvent, { type: 'tagPassedOn' }>, names: TagNames): string {
  const people = asked.map((id) => names.person(id)).join(', ');
  const tag = named(tagId, names);
  if (why === 'removed') return `left ${people || 'nobody'} asked by ${tag}`;
  const because = why === 'unanswered' ? 'nobody has answered' : 'it was declined';
  return people === ''
    ? `found nobody left to ask on ${tag}: ${because}`
    : `asked ${people} next on ${tag}: ${because}`;
}

function declinedWords({ tagId, decline }: Extract<TagEvent, { type: 'tagDeclined' }>, names: TagNames): string {
  const { reason, note, suggested } = decline;
  const said = note === undefined ? '' : ` – “${note}”`;
  const instead = suggested === undefined ? '' : `; suggested ${names.person(suggested)}`;
  return `declined ${named(tagId, names)}: ${reasonWords[reason]}${said}${instead}`;
}

function endedWords(event: Extract<TagEvent, { type: 'tagEnded' }>, at: string, names: TagNames): string {
  const { tagId, how, people, generalistCapable } = event;
  const capable = generalistCapable === true ? '; with this evidence a generalist could have solved it' : '';
  switch (how) {
    case 'returned':
      return `returned ${named(tagId, names)}${after(tagId, at, names)}${capable}`;
    case 'removed':
      return `removed ${people.map((id) => names.person(id)).join(', ') || 'whoever was asked'} from the room`;
    case 'withdrawn':
      return `withdrew ${named(tagId, names)}`;
    case 'declined':
      return `was the last one asked by ${named(tagId, names)}: it has ended`;
  }
}

/** `the L3 tag`; `the tag` when it began before what is known. */
function named(tagId: string, names: TagNames): string {
  const tag = names.tag(tagId);
  if (!tag) return 'the tag';
  const target = targetWords(tag.target, names);
  return tag.target.kind === 'person' ? `the tag to ${target}` : `the ${target} tag`;
}

/** How long after it was raised. */
function after(tagId: string, at: string, names: TagNames): string {
  const tag = names.tag(tagId);
  const ms = tag ? Date.parse(at) - Date.parse(tag.at) : NaN;
  if (Number.isNaN(ms) || ms < 60_000) return '';
  return `, after ${spanWords(ms)}`;
}

function spanWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${String(minutes)} min`;
  if (minutes < 48 * 60) return `${String(Math.floor(minutes / 60))} h`;
  return `${String(Math.floor(minutes / 1_440))} d`;
}
