import type { FileReply, RoomReply, RoomsReply } from '../../../shared/protocol/http.ts';
import { attachFile } from '../../commands/attachFile.ts';
import { readTicket } from '../../queries/readTicket.ts';
import { readRoom, summarisedRoomsOf } from '../../queries/rooms.ts';
import { type Call, param, route } from './route.ts';

export const ticketRoutes = [
  route({
    method: 'get',
    path: '/tickets/:ticket',
    summary: 'A ticket with what its page needs',
    access: 'ticket',
    reply: 'TicketReply',
    handle: async ({ boards, store, epochOf, readDocument }, call) =>
      readTicket({ boards, log: store.log, epochOf, readDocument }, param(call, 'ticket')),
  }),
  route({
    method: 'get',
    path: '/tickets/:ticket/room',
    summary: 'The board of a ticket with that ticket alone on it, as its guests see it',
    access: 'ticket',
    reply: 'RoomReply',
    handle: async (inside, call): Promise<RoomReply> => readRoom(inside, param(call, 'ticket')),
  }),
  route({
    method: 'get',
    path: '/rooms',
    summary: 'The tickets I am tagged on, latest tag first',
    access: 'person',
    reply: 'RoomsReply',
    handle: async ({ boards, store }, { person }): Promise<RoomsReply> => ({
      rooms: await summarisedRoomsOf({ boards, log: store.log }, person()),
    }),
  }),
  route({
    method: 'post',
    path: '/tickets/:ticket/files',
    summary: 'Attach a file: its bytes are the body, its name the header x-file-name (URL-encoded)',
    access: 'ticket',
    body: 'bytes',
    reply: 'FileReply',
    handle: async ({ boards, store, newId }, call): Promise<FileReply> => {
      // Without a body there are no bytes but an empty object.
      const bytes = call.body instanceof Uint8Array ? call.body : new Uint8Array();
      const upload = { ticketId: param(call, 'ticket'), name: fileNameOf(call), bytes };
      const id = await attachFile({ boards, blobs: store.blobs, newId }, call.person(), upload);
      return { id, url: `/files/${id}` };
    },
  }),
];

function fileNameOf({ request }: Call): string {
  const header = request.get('x-file-name') ?? '';
  try {
    return decodeURIComponent(header).slice(0, 200) || 'file';
  } catch {
    return 'file';
  }
}
