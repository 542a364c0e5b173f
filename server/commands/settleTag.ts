import { briefOf } from '../../shared/document/brief.ts';
import { requiredFor } from '../../shared/domain/charter.ts';
import type { Settled } from '../../shared/domain/decisions/context.ts';
import { charterOf } from '../../shared/domain/organisation.ts';
import type { Person } from '../../shared/domain/person.ts';
import type { DeclineTag, RaiseTag, TakeBug } from '../../shared/domain/swarmCommands.ts';
import { tagIn } from '../../shared/domain/tag.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';
import { loadIn } from '../queries/loads.ts';
import { askedAfter, askedByTag } from '../rotas/askedByTag.ts';
import type { SettlePorts } from './settle.ts';

/** The brief as the investigation tells it now, what the charter asks of it, and who is asked. */
export async function settleTag(
  { boards, people, clock, readDocument }: SettlePorts,
  { ticketId, target, blocked = false }: RaiseTag,
  by: Person,
): Promise<Settled> {
  const charter = charterOf(people.state);
  const person = target.kind === 'person' ? people.state.people.get(target.person) : undefined;
  const load = await loadIn({ boards });
  const asked = askedByTag(people.state, { target, by: by.id, blocked }, { at: clock.now(), load });
  return {
    charter,
    brief: briefOf(await readDocument(ticketId)),
    required: requiredFor(charter, target, person),
    asked: asked.people,
  };
}

/** Who is asked when nobody else of those asked is left. */
export async function settleDecline(
  { boards, people, clock }: SettlePorts,
  { tagId }: DeclineTag,
  ticket: Ticket | undefined,
): Promise<Settled> {
  const tag = ticket && tagIn(ticket, tagId);
  if (!tag) return {};
  const load = await loadIn({ boards });
  return { asked: askedAfter(people.state, tag, { at: clock.now(), load }).people };
}

export async function settleBug({ people, readDocument }: SettlePorts, { ticketId }: TakeBug): Promise<Settled> {
  const charter = charterOf(people.state);
  const required = requiredFor(charter, { kind: 'line', line: 'L3' });
  return { charter, required, brief: briefOf(await readDocument(ticketId)) };
}
