import type { TriageCondition, TriageRoute } from '../../shared/domain/triage.ts';
import type { TryTriageReply } from '../../shared/protocol/charter.ts';

const figures = new Intl.NumberFormat('en');

/** `10DLC` or `L3`. */
export function routeTarget({ target }: TriageRoute): string {
  return target.kind === 'line' ? target.line : target.domain;
}

/** `straight to 10DLC`, `always L1’s`. */
export function routeWords(route: TriageRoute): string {
  return route.kind === 'owns' ? `always ${routeTarget(route)}’s` : `straight to ${routeTarget(route)}`;
}

/** `Intent sms or 10dlc, and “campaign” in the text`. */
export function conditionWords({ intents, words, segments, products, priorities }: TriageCondition): string {
  const parts = [
    ['intent', intents],
    ['segment', segments],
    ['product', products],
    ['priority', priorities],
  ] as const;
  const said = parts.flatMap(([what, terms]) => (terms && terms.length > 0 ? [`${what} ${either(terms)}`] : []));
  if (words && words.length > 0) said.push(`${either(words.map((word) => `“${word}”`))} in the text`);
  const all = said.join(', and ');
  return all === '' ? 'Nothing yet' : all.charAt(0).toUpperCase() + all.slice(1);
}

/** What a rule would have done, in one sentence. */
export function tryWords({ looked, matched, sameTarget, otherTarget }: TryTriageReply, route: TriageRoute): string {
  const [count, past] = [figures.format(matched), figures.format(looked)];
  const target = routeTarget(route);
  if (looked === 0) return 'There are no past tickets to try it on.';
  if (matched === 0) return `None of the ${past} past tickets would have matched.`;
  const would = route.kind === 'owns' ? `would have been ${target}’s` : `would have gone straight to ${target}`;
  const ended = [
    ...(sameTarget > 0 ? [`${figures.format(sameTarget)} of them ended up there anyway`] : []),
    ...(otherTarget > 0 ? [`${figures.format(otherTarget)} went elsewhere`] : []),
  ];
  const after = ended.length > 0 ? ended.join(', ') : 'nothing tells where they ended up';
  return `${count} of ${past} past ${looked === 1 ? 'ticket' : 'tickets'} ${would}; ${after}.`;
}

/** What speaks against switching it on; nothing when nothing does. */
export function tryWarnings({ looked, matched, taken, sameTarget, otherTarget }: TryTriageReply): readonly string[] {
  if (looked === 0) return [];
  if (matched === 0) return ['It matches nothing: check the spelling, or try it on more tickets.'];
  return [
    ...(looked >= 10 && matched >= 0.8 * looked ? ['It matches nearly everything: ask for more than this.'] : []),
    ...(taken === matched ? ['An earlier rule has all of them first: move this one up.'] : []),
    ...(taken > 0 && taken < matched ? [`An earlier rule has ${figures.format(taken)} of them first.`] : []),
    ...(otherTarget > sameTarget ? ['More of them went elsewhere than where it would send them.'] : []),
  ];
}

function either(terms: readonly string[]): string {
  if (terms.length < 2) return terms.join('');
  return `${terms.slice(0, -1).join(', ')} or ${terms.at(-1) ?? ''}`;
}
