import { type Organisation, charterOf } from '../../shared/domain/organisation.ts';
import type { TagTarget } from '../../shared/domain/tag.ts';
import type { TagTargetsReply } from '../../shared/protocol/tagging.ts';
import { askedFor } from '../rotas/asked.ts';

/** What can be tagged besides people, by name. */
export function tagTargets(organisation: Organisation, at: Date): TagTargetsReply {
  const isOnDuty = (target: TagTarget) => askedFor(organisation, target, { at, blocked: false }).onDuty;
  const lines = charterOf(organisation).lines.filter(({ line }) => line !== 'L0' && line !== 'L1');
  return {
    lines: lines.map(({ line, name }) => ({ line, name, onDuty: isOnDuty({ kind: 'line', line }) })),
    domains: domainsOf(organisation).map((domain) => {
      const people = peopleOf(organisation, domain).length;
      return { domain, people, onDuty: isOnDuty({ kind: 'domain', domain }) };
    }),
  };
}

/** Of the charter, of rotas and of profiles; two spellings are one domain, as the charter or whoever comes first writes it. */
function domainsOf(organisation: Organisation): string[] {
  const served = [...organisation.rotas.values()].flatMap(({ serves }) =>
    serves.kind === 'domain' ? [serves.domain] : [],
  );
  const known = [...peopleHere(organisation)].flatMap(({ profile }) => profile?.domains ?? []);
  const all = [...charterOf(organisation).domains.map(({ domain }) => domain), ...served, ...known];
  const spellings = new Map([...all].reverse().map((domain) => [domain.toLowerCase(), domain]));
  return [...spellings.values()].sort((a, b) => a.localeCompare(b, 'en', { sensitivity: 'base' }));
}

/** Whoever could be meant: by profile or by rota. */
function peopleOf(organisation: Organisation, domain: string): string[] {
  const wanted = domain.toLowerCase();
  const skilled = peopleHere(organisation).filter(({ profile }) =>
    profile?.domains.some((one) => one.toLowerCase() === wanted),
  );
  const members = [...organisation.rotas.values()]
    .filter(({ serves }) => serves.kind === 'domain' && serves.domain.toLowerCase() === wanted)
    .flatMap((rota) => rota.members);
  const here = new Set(peopleHere(organisation).map(({ id }) => id));
  return [...new Set([...skilled.map(({ id }) => id), ...members])].filter((id) => here.has(id));
}

function peopleHere({ people }: Organisation) {
  return [...people.values()].filter(({ left, preset }) => !left && preset !== 'machine');
}
