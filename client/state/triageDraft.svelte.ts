import type { Line } from '../../shared/domain/line.ts';
import type { Priority } from '../../shared/domain/ticket.ts';
import type { TriageCondition, TriageRoute, TriageRule } from '../../shared/domain/triage.ts';
import { saysSomething } from '../../shared/domain/triageMatch.ts';
import type { TryTriageReply } from '../../shared/protocol/charter.ts';
import type { WantedRule } from './triageRequests.ts';

type Problems = Partial<Record<'name' | 'when' | 'domain', string>>;

/** How a form asks where tickets go. */
export type Goes = 'owns' | 'tagLine' | 'tagDomain';

/** What a rule would have done, as it was then. */
export interface Tried {
  readonly reply: TryTriageReply;
  readonly route: TriageRoute;
  readonly mark: string;
}

/** A triage rule as somebody is writing it; it outlives the page, so that looking at a ticket loses nothing. */
export class TriageDraft {
  readonly id: string | undefined;
  readonly #saved: TriageRule | undefined;
  name = $state('');
  intents = $state.raw<readonly string[]>([]);
  words = $state.raw<readonly string[]>([]);
  segments = $state.raw<readonly string[]>([]);
  products = $state.raw<readonly string[]>([]);
  priorities = $state.raw<readonly Priority[]>([]);
  goes = $state<Goes>('tagDomain');
  line = $state<Line>('L1');
  domain = $state('');
  problems = $state.raw<Problems>({});
  /** The last time it was tried. */
  tried = $state.raw<Tried>();

  constructor(rule?: TriageRule) {
    this.id = rule?.id;
    this.#saved = rule;
    if (!rule) return;
    const { intents = [], words = [], segments = [], products = [], priorities = [] } = rule.when;
    Object.assign(this, { name: rule.name, intents, words, segments, products, priorities });
    const { kind, target } = rule.then;
    if (target.kind === 'domain') this.domain = target.domain;
    else [this.line, this.goes] = [target.line, kind === 'owns' ? 'owns' : 'tagLine'];
  }

  get when(): TriageCondition {
    const { intents, words, segments, products, priorities } = this;
    const all = Object.entries({ intents, words, segments, products, priorities });
    return Object.fromEntries(all.filter(([, terms]) => terms.length > 0));
  }

  get then(): TriageRoute {
    if (this.goes === 'owns') return { kind: 'owns', target: { kind: 'line', line: this.line } };
    if (this.goes === 'tagLine') return { kind: 'tag', target: { kind: 'line', line: this.line } };
    return { kind: 'tag', target: { kind: 'domain', domain: this.domain.trim() } };
  }

  get isDirty(): boolean {
    const saved = this.#saved ?? new TriageDraft().rule(false);
    return this.name.trim() !== saved.name || !isSameRule(this, saved);
  }

  /** What decides which tickets go where: a rule that was tried and then changed in this is untried again. */
  get mark(): string {
    return markOf(this);
  }

  /** As it is now: it was tried, or is on already. */
  get isTried(): boolean {
    const saved = this.#saved;
    return this.tried?.mark === this.mark || (saved?.isOn === true && isSameRule(this, saved));
  }

  /** As it is to be sent, whatever is wrong with it. */
  rule(isOn: boolean): WantedRule {
    const { id, when, then } = this;
    return { ...(id !== undefined && { id }), name: this.name.trim(), isOn, when, then };
  }

  /** Says whether it can be sent; `problems` say why not. */
  check({ needsName = true } = {}): boolean {
    const lacksDomain = this.goes === 'tagDomain' && this.domain.trim() === '';
    this.problems = {
      ...(needsName && this.name.trim() === '' && { name: 'Say what the rule is called.' }),
      ...(!saysSomething(this.when) && { when: 'Say which tickets it is for: at least one of these.' }),
      ...(lacksDomain && { domain: 'Say which domain.' }),
    };
    return Object.keys(this.problems).length === 0;
  }
}

export function markOf({ when, then }: Pick<TriageRule, 'when' | 'then'>): string {
  const { intents, words, segments, products, priorities } = when;
  return JSON.stringify([intents, words, segments, products, priorities, then]);
}

function isSameRule(one: Pick<TriageRule, 'when' | 'then'>, other: Pick<TriageRule, 'when' | 'then'>): boolean {
  return markOf(one) === markOf(other);
}
