import { readEvidence } from '../../../shared/document/evidence.ts';
import { readHypotheses } from '../../../shared/document/hypothesis.ts';
import { partsOf, textOf } from '../../../shared/document/investigation.ts';
import { can } from '../../../shared/domain/permissions.ts';
import { Refusal } from '../../../shared/domain/refusals.ts';
import type { RestoredReply, VersionReply, VersionsReply } from '../../../shared/protocol/http.ts';
import { findTicket } from '../../queries/readTicket.ts';
import type { EarlierVersion, Rooms } from '../../rooms/rooms.ts';
import { type Route, param, route } from './route.ts';

/** Earlier versions of a ticket's investigation. */
export function versionRoutes(rooms: Pick<Rooms, 'versionsOf' | 'readVersion' | 'restore'>): Route[] {
  return [
    route({
      method: 'get',
      path: '/tickets/:ticket/versions',
      summary: 'Earlier versions of the investigation of a ticket, newest first',
      access: 'ticket',
      reply: 'VersionsReply',
      handle: async (_inside, call): Promise<VersionsReply> => ({
        versions: await rooms.versionsOf(param(call, 'ticket')),
      }),
    }),
    route({
      method: 'get',
      path: '/tickets/:ticket/versions/:version',
      summary: 'The words of an earlier version',
      access: 'ticket',
      reply: 'VersionReply',
      handle: async (_inside, call) => toReply(await rooms.readVersion(param(call, 'ticket'), param(call, 'version'))),
    }),
    route({
      method: 'post',
      path: '/tickets/:ticket/versions/:version/restore',
      summary: 'Make the investigation what it was; as it is now is kept as another version',
      access: 'ticket',
      reply: 'RestoredReply',
      handle: async (inside, call): Promise<RestoredReply> => {
        const [ticketId, person] = [param(call, 'ticket'), call.person()];
        const { ticket } = await findTicket(inside, ticketId);
        if (!can(person, 'investigate', { ticket })) throw new Refusal('notAllowed');
        return { kept: await rooms.restore(ticketId, { version: param(call, 'version'), by: person.id }) };
      },
    }),
  ];
}

function toReply({ summary, doc }: EarlierVersion): VersionReply {
  const { notes, draft } = partsOf(doc);
  return {
    version: summary,
    notes: textOf(notes),
    draft: textOf(draft),
    hypotheses: readHypotheses(doc).map(({ text }) => text),
    evidence: readEvidence(doc).map(({ text }) => text),
  };
}
