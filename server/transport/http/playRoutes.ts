import { type PlaysReply, playSchema } from '../../../shared/protocol/rotas.ts';
import { savePlay } from '../../commands/plays.ts';
import { listPlays } from '../../queries/plays.ts';
import { type Route, route } from './route.ts';

/** How the team runs its four plays. */
export const playRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/plays',
    summary: 'The four plays, as set or as they ship',
    access: 'person',
    reply: 'PlaysReply',
    handle: ({ people }): Promise<PlaysReply> => Promise.resolve(listPlays(people)),
  }),
  route({
    method: 'post',
    path: '/plays',
    summary: 'Set how one play is run',
    access: 'arrangeWork',
    body: playSchema,
    reply: 'PlaysReply',
    handle: async (inside, { actor, body }): Promise<PlaysReply> => {
      await savePlay(inside, actor(), body);
      return listPlays(inside.people);
    },
  }),
];
