import type { Organisation } from '../../shared/domain/organisation.ts';
import type { PersonId } from '../../shared/domain/person.ts';
import { type Tag, type TagTarget, everAsked } from '../../shared/domain/tag.ts';
import { type Asked, type Asking, askedFor } from './asked.ts';

/** A tag that somebody is about to raise. */
export interface TagWish {
  readonly target: TagTarget;
  readonly by: PersonId;
  readonly blocked: boolean;
}

/** When it is, and how much everybody has to do with by then. */
export type Moment = Pick<Asking, 'at' | 'load'>;

/** Whom a new tag asks. Nobody asks a line or a domain and means themselves. */
export function askedByTag(organisation: Organisation, { target, by, blocked }: TagWish, moment: Moment): Asked {
  return askedFor(organisation, target, { ...moment, blocked, except: othersThan(target, by) });
}

/** Who is asked after everybody an open tag has asked so far. */
export function askedAfter(organisation: Organisation, tag: Tag, moment: Moment): Asked {
  const { target, by } = tag;
  return askedFor(organisation, target, {
    ...moment,
    blocked: isUrgent(tag),
    except: [...everAsked(tag), ...othersThan(target, by)],
  });
}

/** Since when those who are asked could have answered: from when they are asked, or come on duty. */
export function answerableFrom(organisation: Organisation, tag: Tag): Date {
  const { target, asked, askedAt } = tag;
  const at = new Date(askedAt);
  const before = everAsked(tag).filter((person) => !asked.includes(person));
  const { people, nextFrom } = askedFor(organisation, target, { at, blocked: isUrgent(tag), except: before });
  const comeLater = nextFrom !== null && nextFrom > askedAt && people.some((person) => asked.includes(person));
  return comeLater ? new Date(nextFrom) : at;
}

/** May reach whoever is on call. */
function isUrgent({ waived }: Tag): boolean {
  return waived === 'customerBlocked' || waived === 'severity1';
}

function othersThan(target: TagTarget, by: PersonId): PersonId[] {
  return target.kind === 'person' ? [] : [by];
}
