import type { RotaReply, RotaTurnsReply, RotasReply } from '../../../shared/protocol/rotas.ts';
import { rotaOverrideSchema, rotaSchema, rotaSwapSchema, rotaTurnsSchema } from '../../../shared/protocol/rotas.ts';
import { overrideRota, removeOverride, swapTurns } from '../../commands/rotaOverrides.ts';
import { removeRota, saveRota } from '../../commands/rotas.ts';
import { listRotas, rotaTurns } from '../../queries/rotas.ts';
import { type Route, param, route } from './route.ts';

/** Who is on when: the weekly patterns, what changes them for a while, and what comes of both. */
export const rotaRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/rotas',
    summary: 'All rotas, with who is on now, until when, and who is next',
    access: 'person',
    reply: 'RotasReply',
    handle: ({ people, clock }): Promise<RotasReply> => Promise.resolve(listRotas(people, clock.now())),
  }),
  route({
    method: 'post',
    path: '/rotas',
    summary: 'Make a rota, or change one by its id; its overrides stay',
    access: 'arrangeWork',
    body: rotaSchema,
    reply: 'RotaReply',
    handle: async (inside, { actor, body }): Promise<RotaReply> => ({ rota: await saveRota(inside, actor(), body) }),
  }),
  route({
    method: 'delete',
    path: '/rotas/:rota',
    summary: 'Remove a rota; plays that were run with it have none then',
    access: 'arrangeWork',
    reply: '{}',
    handle: async (inside, call) => {
      await removeRota(inside, call.actor(), param(call, 'rota'));
      return {};
    },
  }),
  route({
    method: 'get',
    path: '/rotas/:rota/turns',
    summary: 'Who is on when, overrides worked in, for at most 92 days',
    access: 'person',
    query: rotaTurnsSchema,
    reply: 'RotaTurnsReply',
    handle: ({ people }, call): Promise<RotaTurnsReply> =>
      Promise.resolve({ turns: rotaTurns(people, { id: param(call, 'rota'), ...call.query }) }),
  }),
  route({
    method: 'post',
    path: '/rotas/:rota/overrides',
    summary: 'Put other people, or nobody, on a rota for a while; for turns of one’s own, or by who arranges the work',
    access: 'person',
    body: rotaOverrideSchema,
    reply: 'RotaReply',
    handle: async (inside, call): Promise<RotaReply> => ({
      rota: await overrideRota(inside, call.actor(), { id: param(call, 'rota'), fields: call.body }),
    }),
  }),
  route({
    method: 'delete',
    path: '/rotas/:rota/overrides/:override',
    summary: 'Take an override back; of a swap, both halves',
    access: 'person',
    reply: 'RotaReply',
    handle: async (inside, call): Promise<RotaReply> => {
      const named = { id: param(call, 'rota'), override: param(call, 'override') };
      return { rota: await removeOverride(inside, call.actor(), named) };
    },
  }),
  route({
    method: 'post',
    path: '/rotas/:rota/swaps',
    summary: 'Two people exchange a turn each',
    access: 'person',
    body: rotaSwapSchema,
    reply: 'RotaReply',
    handle: async (inside, call): Promise<RotaReply> => ({
      rota: await swapTurns(inside, call.actor(), { id: param(call, 'rota'), fields: call.body }),
    }),
  }),
];
