import type { DeclineReason, Tag, TagEnd, TagState, TagTarget, Waiver } from '../../shared/domain/tag.ts';
import { holderOf } from '../../shared/domain/tag.ts';
import { targetName } from './describeSwarm.ts';

type NameOf = (person: string) => string;

interface Look {
  readonly label: string;
  readonly tone: 'neutral' | 'warning' | 'accent' | 'success' | 'info';
}

/** How far a tag is, for a chip. */
export const tagStateLook: Readonly<Record<TagState, Look>> = {
  raised: { label: 'Asked', tone: 'warning' },
  accepted: { label: 'Accepted', tone: 'info' },
  joined: { label: 'Here', tone: 'accent' },
  answered: { label: 'Answered', tone: 'success' },
};

export const tagEndWords: Readonly<Record<TagEnd, string>> = {
  returned: 'returned',
  removed: 'removed',
  withdrawn: 'withdrawn',
  declined: 'declined',
};

export const declineWords: Readonly<Record<DeclineReason, { readonly label: string; readonly about: string }>> = {
  wrongPerson: { label: 'Wrong person', about: 'Somebody else knows this; say who, if you can.' },
  insufficientEvidence: { label: 'Not enough evidence', about: 'Say what you need to see before you can help.' },
  busy: { label: 'Busy', about: 'Not now. The next one on the rota is asked.' },
};

export const waiverWords: Readonly<Record<Waiver, { readonly label: string; readonly about: string }>> = {
  customerBlocked: {
    label: 'Customer blocked, no time',
    about: 'Went without the evidence that the charter asks for. It is counted.',
  },
  severity1: { label: 'Severity 1', about: 'A severity-1 swarm asks before there is evidence.' },
  triage: { label: 'By a triage rule', about: 'A rule sent the ticket straight here as it arrived.' },
  shadowQueue: { label: 'From the shadow queue', about: 'Engineering took it up by itself.' },
};

/** What a card says of who is coming: `L3 asked`, `Eva is in`. */
export function comingWords({ state, target, asked }: Tag, nameOf: NameOf): string {
  const holder = holderOf({ state, asked });
  const name = holder === undefined ? targetName(target, nameOf) : nameOf(holder);
  switch (state) {
    case 'raised':
      return asked.length === 0 && target.kind !== 'person' ? `${name}: nobody to ask` : `${name} asked`;
    case 'accepted':
      return `${name} is coming`;
    case 'joined':
      return `${name} is in`;
    case 'answered':
      return `${name} answered`;
  }
}

/** The id of a choice, and back. */
export function targetKey(target: TagTarget): string {
  switch (target.kind) {
    case 'line':
      return `line:${target.line}`;
    case 'domain':
      return `domain:${target.domain}`;
    case 'person':
      return `person:${target.person}`;
  }
}
