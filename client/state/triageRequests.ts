import type { TriageRule } from '../../shared/domain/triage.ts';
import type { TriageRuleReply, TriageRulesReply, TryTriageReply } from '../../shared/protocol/charter.ts';
import { request } from '../connection/http.ts';

const rules = '/api/v1/triage/rules';

/** Without an id a new one, without an order where it is, or last. */
export type WantedRule = Omit<TriageRule, 'id' | 'order'> & { readonly id?: string; readonly order?: number };

export function readTriageRules(): Promise<TriageRulesReply> {
  return request<TriageRulesReply>(rules);
}

export async function saveTriageRule(rule: WantedRule): Promise<TriageRule> {
  return (await request<TriageRuleReply>(rules, { method: 'POST', body: rule })).rule;
}

export async function removeTriageRule(id: string): Promise<void> {
  await request(`${rules}/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

/** Writes nothing. `board` null: all. */
export function tryTriageRule(
  rule: WantedRule,
  { board, tickets }: { board: string | null; tickets: number },
): Promise<TryTriageReply> {
  return request<TryTriageReply>('/api/v1/triage/try', { method: 'POST', body: { rule, board, tickets } });
}
