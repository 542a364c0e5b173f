import { charterOf } from '../../shared/domain/organisation.ts';
import type { CharterReply } from '../../shared/protocol/charter.ts';
import type { People } from '../boards/people.ts';

/** The charter in force with every published version, newest first. */
export function readCharter({ state }: People): CharterReply {
  return { charter: charterOf(state), versions: [...state.charters].reverse() };
}
