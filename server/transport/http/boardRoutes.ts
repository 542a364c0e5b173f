import { toSnapshot } from '../../../shared/domain/board.ts';
import { commandMessageSchema } from '../../../shared/protocol/commands.ts';
import {
  type BoardsReply,
  type SnapshotReply,
  type TicketsReply,
  createBoardSchema,
  findTicketsSchema,
} from '../../../shared/protocol/http.ts';
import { carryOut } from '../../commands/carryOut.ts';
import { boardIdFor, createBoard } from '../../commands/createBoard.ts';
import { createSample } from '../../commands/createSample.ts';
import { findTickets } from '../../queries/findTickets.ts';
import { listBoards } from '../../queries/listBoards.ts';
import { param, route } from './route.ts';

export const boardRoutes = [
  route({
    method: 'get',
    path: '/boards',
    summary: 'The boards I may read, with their counts',
    access: 'person',
    reply: 'BoardsReply',
    handle: async (inside, { person }): Promise<BoardsReply> => ({ boards: await listBoards(inside, person()) }),
  }),
  route({
    method: 'post',
    path: '/boards',
    summary: 'Create a board, empty or filled with the sample',
    access: 'createBoards',
    body: createBoardSchema,
    reply: '{ id }',
    handle: async (inside, { body, person, entrance }) => {
      const id = body.id ?? boardIdFor(body.title);
      const { people, clock, newId } = inside;
      const ports = { ...inside.store, people, clock, newId };
      const create = body.content === 'sample' ? createSample : createBoard;
      await create(ports, person(), { id, title: body.title, entrance });
      return { id };
    },
  }),
  route({
    method: 'get',
    path: '/boards/:board/snapshot',
    summary: 'A board as it is now: columns, open tickets, the latest resolved ones',
    access: 'board',
    reply: 'SnapshotReply',
    handle: async ({ boards }, call): Promise<SnapshotReply> =>
      toSnapshot((await boards.open(param(call, 'board'))).state),
  }),
  route({
    method: 'get',
    path: '/boards/:board/tickets',
    summary: 'Find tickets, also those that have left the board, latest first',
    access: 'board',
    query: findTicketsSchema,
    reply: 'TicketsReply',
    handle: async (inside, call): Promise<TicketsReply> => {
      const ports = { boards: inside.boards, projections: inside.store.projections };
      return findTickets(ports, { boardId: param(call, 'board'), ...call.query });
    },
  }),
  route({
    method: 'post',
    path: '/commands',
    summary: 'Carry out a command; repeating one with the same id has no further effect',
    access: 'person',
    body: commandMessageSchema,
    reply: '{ seq }',
    handle: async (inside, { body, actor }) => ({ seq: await carryOut(inside, actor(), body) }),
  }),
];
