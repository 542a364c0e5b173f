import type { Charter, CharterDomain, CharterLine } from './charter.ts';
import type { Line } from './line.ts';

/** A part of the charter that can change on its own. */
export type CharterPlace =
  | { readonly kind: 'line'; readonly line: Line }
  | { readonly kind: 'domain'; readonly domain: string }
  | { readonly kind: 'rule'; readonly rule: 'jump' | 'parallelOwn' | 'unanswered' };

export type CharterField =
  | 'name'
  | 'scope'
  | 'intents'
  | 'minutes'
  | 'words'
  | 'systems'
  | 'triggers'
  | 'required'
  | 'allowed'
  | 'rule'
  | 'nudgeAfter'
  | 'nextAfter';

export type CharterValue = string | number | boolean | null;

/** What differs in one field. A list that neither gained nor lost anything is in another order. */
export type CharterChange = { readonly place: CharterPlace } & (
  | { readonly kind: 'added' }
  | { readonly kind: 'removed' }
  | {
      readonly kind: 'list';
      readonly field: CharterField;
      readonly added: readonly string[];
      readonly removed: readonly string[];
    }
  | { readonly kind: 'value'; readonly field: CharterField; readonly from: CharterValue; readonly to: CharterValue }
);

/** A part of the charter as its fields, each a list or a single value. */
export type CharterFields = Partial<Readonly<Record<CharterField, CharterValue | readonly string[]>>>;

/** What `after` says differently than `before`: line by line, then the domains, then the rules for all. */
export function charterDiff(before: Charter, after: Charter): readonly CharterChange[] {
  return [
    ...after.lines.flatMap((line) => {
      const was = before.lines.find((one) => one.line === line.line);
      return was ? fieldChanges({ kind: 'line', line: line.line }, fieldsOfLine(was), fieldsOfLine(line)) : [];
    }),
    ...domainChanges(before.domains, after.domains),
    ...(['jump', 'parallelOwn', 'unanswered'] as const).flatMap((rule) =>
      fieldChanges({ kind: 'rule', rule }, { ...before[rule] }, { ...after[rule] }),
    ),
  ];
}

export function fieldsOfLine({ response, name, scope, intents, systems, triggers, required }: CharterLine) {
  return { name, scope, intents, minutes: response.minutes, words: response.words, systems, triggers, required };
}

/** Domains are the same whatever the case of their letters. */
export function domainKey({ domain }: Pick<CharterDomain, 'domain'>): string {
  return domain.trim().toLowerCase();
}

function domainChanges(before: readonly CharterDomain[], after: readonly CharterDomain[]): CharterChange[] {
  const [were, are] = [byKey(before), byKey(after)];
  const now = after.flatMap((one): CharterChange[] => {
    const place = { kind: 'domain', domain: one.domain } as const;
    const was = were.get(domainKey(one));
    return was ? fieldChanges(place, fieldsOfDomain(was), fieldsOfDomain(one)) : [{ place, kind: 'added' }];
  });
  const gone = before.filter((one) => !are.has(domainKey(one)));
  return [...now, ...gone.map(({ domain }) => ({ place: { kind: 'domain', domain }, kind: 'removed' }) as const)];
}

function byKey(domains: readonly CharterDomain[]): ReadonlyMap<string, CharterDomain> {
  return new Map(domains.map((one) => [domainKey(one), one]));
}

function fieldsOfDomain({ domain, intents, required }: CharterDomain) {
  return { name: domain, intents, required };
}

function fieldChanges(place: CharterPlace, before: CharterFields, after: CharterFields): CharterChange[] {
  return (Object.keys(after) as CharterField[]).flatMap((field): CharterChange[] => {
    const [from, to] = [before[field] ?? null, after[field] ?? null];
    if (JSON.stringify(from) === JSON.stringify(to)) return [];
    if (isList(from) && isList(to)) {
      const added = to.filter((one) => !from.includes(one));
      return [{ place, kind: 'list', field, added, removed: from.filter((one) => !to.includes(one)) }];
    }
    return [{ place, kind: 'value', field, from: from as CharterValue, to: to as CharterValue }];
  });
}

function isList(value: CharterValue | readonly string[]): value is readonly string[] {
  return Array.isArray(value);
}
