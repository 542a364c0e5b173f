import { type TokenMade, type TokensReply, tokenSchema } from '../../../shared/protocol/machines.ts';
import { keptTokens } from '../../access/tokens.ts';
import { createToken, revokeToken } from '../../commands/tokens.ts';
import type { Inside } from '../doors.ts';
import { param, route } from './route.ts';

export const tokenRoutes = [
  route({
    method: 'get',
    path: '/tokens',
    summary: 'API tokens, latest first',
    access: 'manageMachines',
    reply: 'TokensReply',
    handle: async ({ store, people }): Promise<TokensReply> => {
      const tokens = (await keptTokens(store.records)).map(({ token }) => token);
      // One that is just being revoked is as good as gone.
      return { tokens: tokens.filter(({ person }) => !people.state.people.get(person)?.left) };
    },
  }),
  route({
    method: 'post',
    path: '/tokens',
    summary: 'Create an API token; its secret is shown this once',
    access: 'manageMachines',
    body: tokenSchema,
    reply: 'TokenMade',
    handle: async (inside, { body, actor }): Promise<TokenMade> => createToken(portsOf(inside), actor(), body),
  }),
  route({
    method: 'delete',
    path: '/tokens/:token',
    summary: 'Revoke a token: what is open with it ends at once',
    access: 'manageMachines',
    reply: '{}',
    handle: async (inside, call) => {
      await revokeToken(portsOf(inside), call.actor(), param(call, 'token'));
      return {};
    },
  }),
];

function portsOf(inside: Inside) {
  return { ...inside, records: inside.store.records };
}
