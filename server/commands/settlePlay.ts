import { briefOf } from '../../shared/document/brief.ts';
import { requiredFor } from '../../shared/domain/charter.ts';
import type { Settled } from '../../shared/domain/decisions/context.ts';
import { charterOf } from '../../shared/domain/organisation.ts';
import { playSettingOf, rotasPulledIn } from '../../shared/domain/play.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { ChangePlay, StartPlay } from '../../shared/domain/swarmCommands.ts';
import { dutyNow } from '../rotas/asked.ts';
import type { SettlePorts } from './settle.ts';

/** How the team runs this play, and who is pulled in. */
export async function settlePlay(ports: SettlePorts, command: StartPlay): Promise<Settled> {
  const { people, clock, readDocument } = ports;
  settlePlayRoles(ports, command);
  const play = playSettingOf(people.state, command.play);
  if (command.play !== 'severity1') return { play };
  const charter = charterOf(people.state);
  return {
    play,
    charter,
    required: requiredFor(charter, { kind: 'line', line: 'L3' }),
    brief: briefOf(await readDocument(command.ticketId)),
    asked: dutyNow(people.state, rotasPulledIn([...people.state.rotas.values()], play), clock.now()),
  };
}

/** Whoever is named has to be here. Throws Refusal `personNotFound`. */
export function settlePlayRoles(
  { people }: Pick<SettlePorts, 'people'>,
  { lead, communicator }: Pick<ChangePlay, 'lead' | 'communicator'>,
): void {
  for (const named of [lead, communicator]) {
    if (named === undefined) continue;
    const person = people.state.people.get(named);
    if (!person || person.left || person.preset === 'machine') throw new Refusal('personNotFound', { person: named });
  }
}
