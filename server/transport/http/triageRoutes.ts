import { can } from '../../../shared/domain/permissions.ts';
import { Refusal } from '../../../shared/domain/refusals.ts';
import { rulesInOrder } from '../../../shared/domain/triageMatch.ts';
import {
  type TriageRuleReply,
  type TriageRulesReply,
  type TryTriageReply,
  triageRuleSchema,
  tryTriageSchema,
} from '../../../shared/protocol/charter.ts';
import { removeTriageRule, ruleOf, saveTriageRule } from '../../commands/triage.ts';
import { tryTriage } from '../../queries/triageTry.ts';
import { param, route } from './route.ts';

/** Where new tickets go, and what a rule would have done with past ones. */
export const triageRoutes = [
  route({
    method: 'get',
    path: '/triage/rules',
    summary: 'The triage rules, in the order they are tried',
    access: 'person',
    reply: 'TriageRulesReply',
    handle: ({ people }): Promise<TriageRulesReply> =>
      Promise.resolve({ rules: rulesInOrder(people.state.triage.values()) }),
  }),
  route({
    method: 'post',
    path: '/triage/rules',
    summary: 'Save a triage rule; `order` is its place from 0 on',
    access: 'arrangeWork',
    body: triageRuleSchema,
    reply: 'TriageRuleReply',
    handle: async (inside, { body, actor }): Promise<TriageRuleReply> => ({
      rule: await saveTriageRule(inside, actor(), body),
    }),
  }),
  route({
    method: 'delete',
    path: '/triage/rules/:rule',
    summary: 'Remove a triage rule; where it has sent tickets stays as it is',
    access: 'arrangeWork',
    reply: '{}',
    handle: async (inside, call) => {
      await removeTriageRule(inside, call.actor(), param(call, 'rule'));
      return {};
    },
  }),
  route({
    method: 'post',
    path: '/triage/try',
    summary: 'What a triage rule would have done with the latest tickets; writes nothing',
    access: 'arrangeWork',
    body: tryTriageSchema,
    reply: 'TryTriageReply',
    handle: async (inside, { body, person }): Promise<TryTriageReply> => {
      // The answer shows tickets of every board.
      if (!can(person(), 'readBoards')) throw new Refusal('notAllowed');
      const { rule: wanted, board, tickets } = body;
      const { triage } = inside.people.state;
      const known = wanted.id === undefined ? undefined : triage.get(wanted.id);
      const order = wanted.order ?? known?.order ?? triage.size;
      const rule = ruleOf(wanted, { id: wanted.id ?? inside.newId(), order });
      return tryTriage(inside, { rule, board, tickets });
    },
  }),
];
