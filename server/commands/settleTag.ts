import { briefOf } from '../../shared/document/brief.ts';
import { requiredFor } from '../../shared/domain/charter.ts';
import type { Settled } from '../../shared/domain/decisions/context.ts';
import { charterOf } from '../../shared/domain/organisation.ts';
import type { RaiseTag, TakeBug } from '../../shared/domain/swarmCommands.ts';
import { askedFor } from '../rotas/asked.ts';
import type { SettlePorts } from './settle.ts';

/** The brief as the investigation tells it now, what the charter asks of it, and who is asked. */
export async function settleTag(ports: SettlePorts, { ticketId, target, blocked = false }: RaiseTag): Promise<Settled> {
  const { people, clock, readDocument } = ports;
  const charter = charterOf(people.state);
  const person = target.kind === 'person' ? people.state.people.get(target.person) : undefined;
  const asked = askedFor(people.state, target, { at: clock.now(), blocked });
  return {
    charter,
    brief: briefOf(await readDocument(ticketId)),
    required: requiredFor(charter, target, person),
    asked: asked.people,
  };
}

export async function settleBug({ people, readDocument }: SettlePorts, { ticketId }: TakeBug): Promise<Settled> {
  const charter = charterOf(people.state);
  const required = requiredFor(charter, { kind: 'line', line: 'L3' });
  return { charter, required, brief: briefOf(await readDocument(ticketId)) };
}
