import type { Settled } from '../../shared/domain/decisions/context.ts';
import type { StartPlay } from '../../shared/domain/swarmCommands.ts';
import type { SettlePorts } from './settle.ts';

/** How the team runs this play, and who is pulled in. */
export function settlePlay({ people }: SettlePorts, { play: kind }: StartPlay): Settled {
  const play = people.state.plays.get(kind);
  return play ? { play } : {};
}
