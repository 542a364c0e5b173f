import { lines } from '../../../../shared/domain/line.ts';
import type { Person } from '../../../../shared/domain/person.ts';
import { standardCharter } from '../../../../shared/domain/standardCharter.ts';
import type { TagTarget } from '../../../../shared/domain/tag.ts';
import type { TagTargetsReply } from '../../../../shared/protocol/tagging.ts';
import { targetKey } from '../../../state/tagWords.ts';
import type { Choice } from '../../../ui/choice.ts';

/** Pure: engineering first, then the other lines, then specialist domains by name. Without `known`, who is on duty is not told. */
export function targetChoices(targets: TagTargetsReply, known = true): Choice[] {
  const duty = (onDuty: boolean) => (!known ? undefined : onDuty ? 'on duty now' : 'nobody on duty now');
  const ordered = [...targets.lines].sort((a, b) => Number(b.line === 'L3') - Number(a.line === 'L3'));
  return [
    ...ordered.map(({ line, name, onDuty }) => ({
      id: `line:${line}`,
      label: `${line} · ${name}`,
      detail: duty(onDuty),
      words: line === 'L3' ? 'engineering engineers' : '',
    })),
    ...[...targets.domains]
      .sort((a, b) => a.domain.localeCompare(b.domain))
      .map(({ domain, people, onDuty }) => ({
        id: targetKey({ kind: 'domain', domain }),
        label: domain,
        detail: ['specialists', people === 1 ? '1 person' : `${String(people)} people`, duty(onDuty)]
          .filter((part) => part !== undefined)
          .join(' · '),
      })),
  ];
}

/** Until the server has said what there is: engineering, and what people say they know. */
export function likelyTargets(people: Iterable<Person>): TagTargetsReply {
  const counts = new Map<string, number>();
  for (const { profile, left } of people) {
    if (left) continue;
    for (const domain of profile?.domains ?? []) counts.set(domain, (counts.get(domain) ?? 0) + 1);
  }
  const known = standardCharter.lines.filter(({ line }) => line === 'L3');
  return {
    lines: known.map(({ line, name }) => ({ line, name, onDuty: false })),
    domains: [...counts].map(([domain, count]) => ({ domain, people: count, onDuty: false })),
  };
}

/** What a choice stands for; undefined when it is none. */
export function targetOf(key: string): TagTarget | undefined {
  const at = key.indexOf(':');
  const [kind, rest] = [key.slice(0, at), key.slice(at + 1)];
  if (kind === 'domain') return { kind, domain: rest };
  if (kind === 'person') return { kind, person: rest };
  const line = lines.find((one) => one === rest);
  return kind === 'line' && line ? { kind, line } : undefined;
}
