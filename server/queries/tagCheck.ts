import { briefOf } from '../../shared/document/brief.ts';
import { availabilityOf } from '../../shared/domain/availability.ts';
import { type BriefContent, briefClipped, missingFrom } from '../../shared/domain/brief.ts';
import { requiredFor } from '../../shared/domain/charter.ts';
import { charterOf } from '../../shared/domain/organisation.ts';
import type { TicketId } from '../../shared/domain/ticket.ts';
import type { TagCheckReply } from '../../shared/protocol/tagging.ts';
import type { People } from '../boards/people.ts';
import type { SettlePorts } from '../commands/settle.ts';
import { type Asked } from '../rotas/asked.ts';
import { type TagWish, askedByTag } from '../rotas/askedByTag.ts';
import { loadIn } from './loads.ts';
import { findTicket } from './readTicket.ts';

/** What raising this tag would mean now. Throws Refusal `ticketNotFound`, `personNotFound`. */
export async function checkTag(ports: SettlePorts, ticketId: TicketId, wish: TagWish): Promise<TagCheckReply> {
  const { people, clock } = ports;
  const { ticket } = await findTicket(ports, ticketId);
  const charter = charterOf(people.state);
  const { target } = wish;
  const required = requiredFor(
    charter,
    target,
    target.kind === 'person' ? people.state.people.get(target.person) : undefined,
  );
  const brief = briefOf(await ports.readDocument(ticketId));
  const at = clock.now();
  const asked = askedByTag(people.state, wish, { at, load: await loadIn(ports) });
  return {
    ...{ charter: charter.version, required, missing: missingFrom(brief, required), brief: briefClipped(brief) },
    asked: asked.people.map((person) => describedAs(people, { person, asked, at })),
    onDuty: asked.onDuty,
    nextFrom: asked.nextFrom,
    mayWaive: charter.jump.allowed,
    problemHint: hintFor(brief, ticket.title),
  };
}

function describedAs(
  { state }: People,
  { person, asked, at }: { person: string; asked: Asked; at: Date },
): TagCheckReply['asked'][number] {
  const rota = asked.rotas[person];
  return {
    person,
    availability: availabilityOf(state.people.get(person)?.profile, at),
    rota: rota === undefined ? null : (state.rotas.get(rota)?.name ?? null),
  };
}

/** The title is a start, but whoever is tagged is told nothing that nobody has written. */
function hintFor({ problem }: BriefContent, title: string): string | null {
  return problem === '' ? title : null;
}
