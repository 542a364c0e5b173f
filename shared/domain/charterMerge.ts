import type { Charter, CharterDomain, CharterLine } from './charter.ts';
import { charterDiff, domainKey } from './charterDiff.ts';

/** Three charters: what both began with, what one is writing, what somebody else has published meanwhile. */
export interface CharterFork {
  readonly base: Charter;
  readonly mine: Charter;
  readonly theirs: Charter;
}

/**
 * What one is writing, on top of what was published meanwhile: fields that only one of the two changed are as that one
 * says, lists have what either added and lack what either removed, and where both changed a field mine stays.
 */
export function mergedCharter({ base, mine, theirs }: CharterFork): Charter {
  return {
    version: theirs.version,
    lines: theirs.lines.map((line) => {
      const [was, is] = [lineOf(base, line), lineOf(mine, line)];
      return was && is ? mergedLine({ base: was, mine: is, theirs: line }) : line;
    }),
    domains: mergedDomains({ base: base.domains, mine: mine.domains, theirs: theirs.domains }),
    jump: mergedFields({ base: base.jump, mine: mine.jump, theirs: theirs.jump }),
    parallelOwn: mergedFields({ base: base.parallelOwn, mine: mine.parallelOwn, theirs: theirs.parallelOwn }),
    unanswered: mergedFields({ base: base.unanswered, mine: mine.unanswered, theirs: theirs.unanswered }),
  };
}

/** How many fields both changed, and not alike: of these mine stays, so they need a second look. */
export function clashesOf({ base, mine, theirs }: CharterFork): number {
  const theirChanges = valuesChanged(base, theirs);
  return [...valuesChanged(base, mine)].filter(([field, to]) => (theirChanges.get(field) ?? to) !== to).length;
}

function valuesChanged(base: Charter, charter: Charter): ReadonlyMap<string, string> {
  const changes = charterDiff(base, charter);
  return new Map(
    changes.flatMap((change) =>
      change.kind === 'value' ? [[JSON.stringify([change.place, change.field]), JSON.stringify(change.to)]] : [],
    ),
  );
}

interface Fork<T> {
  readonly base: T;
  readonly mine: T;
  readonly theirs: T;
}

function lineOf({ lines }: Charter, { line }: CharterLine): CharterLine | undefined {
  return lines.find((one) => one.line === line);
}

function mergedLine({ base, mine, theirs }: Fork<CharterLine>): CharterLine {
  const response = mergedFields({ base: base.response, mine: mine.response, theirs: theirs.response });
  return { ...mergedFields({ base, mine, theirs }), response };
}

function mergedDomains({ base, mine, theirs }: Fork<readonly CharterDomain[]>): readonly CharterDomain[] {
  const inside = (domains: readonly CharterDomain[], wanted: CharterDomain) =>
    domains.find((one) => domainKey(one) === domainKey(wanted));
  const kept = theirs.flatMap((one) => {
    const [was, is] = [inside(base, one), inside(mine, one)];
    if (was && !is) return isSame(was, one) ? [] : [one];
    return is ? [mergedFields({ base: was ?? is, mine: is, theirs: one })] : [one];
  });
  const added = mine.filter((one) => {
    const was = inside(base, one);
    return !inside(theirs, one) && (!was || !isSame(was, one));
  });
  return [...kept, ...added];
}

/** Field by field; lists by what was added and removed. */
function mergedFields<T extends object>({ base, mine, theirs }: Fork<T>): T {
  const fields = (Object.keys(theirs) as (keyof T)[]).map((field) => {
    const [was, is, other] = [base[field], mine[field], theirs[field]];
    if (isList(was) && isList(is) && isList(other)) return [field, mergedList({ base: was, mine: is, theirs: other })];
    return [field, isSame(was, is) ? other : is];
  });
  return Object.fromEntries(fields) as T;
}

function mergedList({ base, mine, theirs }: Fork<readonly unknown[]>): readonly unknown[] {
  if (isSame(base, theirs)) return mine;
  const kept = theirs.filter((one) => mine.includes(one) || !base.includes(one));
  return [...kept, ...mine.filter((one) => !base.includes(one) && !theirs.includes(one))];
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
