import { type CharterReply, publishCharterSchema } from '../../../shared/protocol/charter.ts';
import { publishCharter } from '../../commands/charter.ts';
import { readCharter } from '../../queries/charter.ts';
import { route } from './route.ts';

/** What each line is for: read by everybody, written in versions. */
export const charterRoutes = [
  route({
    method: 'get',
    path: '/charter',
    summary: 'The tier charter in force and every published version, newest first',
    access: 'person',
    reply: 'CharterReply',
    handle: ({ people }): Promise<CharterReply> => Promise.resolve(readCharter(people)),
  }),
  route({
    method: 'post',
    path: '/charter',
    summary: 'Publish the next version of the charter; refused when another was published since `basedOn`',
    access: 'arrangeWork',
    body: publishCharterSchema,
    reply: 'CharterReply',
    handle: async (inside, { body, actor }): Promise<CharterReply> => {
      await publishCharter(inside, actor(), body);
      return readCharter(inside.people);
    },
  }),
];
