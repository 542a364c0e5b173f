import type { RadarReply, ShadowQueueReply } from '../../../shared/protocol/radar.ts';
import { readRadar } from '../../queries/radar.ts';
import { readShadowQueue } from '../../queries/shadowQueue.ts';
import { param, route } from './route.ts';

/** What waits, and for whom. */
export const radarRoutes = [
  route({
    method: 'get',
    path: '/boards/:board/radar',
    summary: 'Whose turn it is on every open ticket, since when, and what nobody has touched',
    access: 'board',
    reply: 'RadarReply',
    handle: (inside, call): Promise<RadarReply> => readRadar(inside, param(call, 'board')),
  }),
  route({
    method: 'get',
    path: '/shadow-queue',
    summary: 'Suspected bugs of all boards, oldest first; for who works the shadow queue or reads boards',
    access: 'person',
    reply: 'ShadowQueueReply',
    handle: (inside, { person }): Promise<ShadowQueueReply> => readShadowQueue(inside, person()),
  }),
];
