import { requiredFor } from '../../shared/domain/charter.ts';
import type { OpenTicket } from '../../shared/domain/commands.ts';
import type { Settled } from '../../shared/domain/decisions/context.ts';
import { charterOf } from '../../shared/domain/organisation.ts';
import { matchOf, rulesInOrder } from '../../shared/domain/triageMatch.ts';
import { loadIn } from '../queries/loads.ts';
import { askedFor } from '../rotas/asked.ts';
import type { SettlePorts } from './settle.ts';

/** The first rule that matches a new ticket, and whom it means. */
export async function settleTriage({ boards, people, clock }: SettlePorts, command: OpenTicket): Promise<Settled> {
  const charter = charterOf(people.state);
  const { title, description = '', intents = [], segment, product, priority = 'normal' } = command;
  const arriving = { title, description, intents, segment, product, priority };
  const rules = rulesInOrder(people.state.triage.values());
  const triage = rules.find(({ isOn, when }) => isOn && matchOf(when, arriving) !== undefined);
  if (!triage) return { charter };
  if (triage.then.kind === 'owns') return { charter, triage };
  const { target } = triage.then;
  const load = await loadIn({ boards });
  const asked = askedFor(people.state, target, { at: clock.now(), blocked: false, load });
  return { charter, triage, required: requiredFor(charter, target), asked: asked.people };
}
