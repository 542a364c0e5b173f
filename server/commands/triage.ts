import type { OrganisationEvent } from '../../shared/domain/events.ts';
import type { Organisation } from '../../shared/domain/organisation.ts';
import { can } from '../../shared/domain/permissions.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { TriageCondition, TriageRule } from '../../shared/domain/triage.ts';
import { rulesInOrder, saysSomething } from '../../shared/domain/triageMatch.ts';
import type { Actor } from '../access/principal.ts';
import type { People } from '../boards/people.ts';
import type { NewId } from '../ports/ids.ts';

export interface TriagePorts {
  readonly people: People;
  readonly newId: NewId;
}

/** A rule as it is asked for: without an id a new one, without an order where it is, or last. */
export interface WantedRule {
  readonly id?: string | undefined;
  readonly name: string;
  readonly order?: number | undefined;
  readonly isOn: boolean;
  readonly when: { readonly [K in keyof TriageCondition]: TriageCondition[K] | undefined };
  readonly then: TriageRule['then'];
}

/** Each new ticket is compared with all of them. */
const mostRules = 200;

type RuleEvent = Extract<OrganisationEvent, { type: 'triageRuleSaved' }>;

/** Orders are places from 0 on, without gaps: the others make room. */
export async function saveTriageRule(
  { people, newId }: TriagePorts,
  { person, entrance }: Actor,
  wanted: WantedRule,
): Promise<TriageRule> {
  if (!can(person, 'arrangeWork')) throw new Refusal('notAllowed');
  const id = wanted.id ?? newId();
  await people.write({
    commandId: newId(),
    person: person.id,
    entrance,
    decide: ({ triage }) => {
      if (wanted.id !== undefined && !triage.has(id)) throw new Refusal('triageRuleNotFound', { rule: id });
      if (wanted.id === undefined && triage.size >= mostRules) {
        throw new Refusal('invalidInput', { reason: `There can be ${String(mostRules)} rules at most.` });
      }
      const others = rulesInOrder(triage.values()).filter((one) => one.id !== id);
      const place = Math.min(wanted.order ?? triage.get(id)?.order ?? others.length, others.length);
      const rule = ruleOf(wanted, { id, order: place });
      return saved(triage, others.toSpliced(place, 0, rule));
    },
  });
  const rule = people.state.triage.get(id);
  if (!rule) throw new Refusal('triageRuleNotFound', { rule: id });
  return rule;
}

export async function removeTriageRule(
  { people, newId }: TriagePorts,
  { person, entrance }: Actor,
  id: string,
): Promise<void> {
  if (!can(person, 'arrangeWork')) throw new Refusal('notAllowed');
  await people.write({
    commandId: newId(),
    person: person.id,
    entrance,
    decide: ({ triage }) => {
      if (!triage.has(id)) throw new Refusal('triageRuleNotFound', { rule: id });
      const others = rulesInOrder(triage.values()).filter((one) => one.id !== id);
      return [{ type: 'triageRuleRemoved', ruleId: id }, ...saved(triage, others)];
    },
  });
}

/** The rule as it would be kept. Throws Refusal `invalidInput` when it asks for nothing. */
export function ruleOf(wanted: WantedRule, { id, order }: { id: string; order: number }): TriageRule {
  const when = given(wanted.when);
  if (!saysSomething(when)) {
    throw new Refusal('invalidInput', { field: 'when', reason: 'Say which tickets the rule is for.' });
  }
  return { id, name: wanted.name, order, isOn: wanted.isOn, when, then: wanted.then };
}

/** An empty list asks for nothing. */
function given(when: WantedRule['when']): TriageCondition {
  return Object.fromEntries(Object.entries(when).filter(([, terms]) => terms !== undefined && terms.length > 0));
}

/** What of these, in their order, is not kept like this yet. */
function saved(kept: Organisation['triage'], rules: readonly TriageRule[]): RuleEvent[] {
  return rules
    .map((rule, order) => ({ ...rule, order }))
    .filter((rule) => JSON.stringify(kept.get(rule.id)) !== JSON.stringify(rule))
    .map((rule) => ({ type: 'triageRuleSaved', rule }));
}
