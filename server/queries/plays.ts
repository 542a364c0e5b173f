import { playSettingsOf } from '../../shared/domain/play.ts';
import type { PlaysReply } from '../../shared/protocol/rotas.ts';
import type { People } from '../boards/people.ts';

/** All four, as the team has set them or as they ship. */
export function listPlays({ state }: People): PlaysReply {
  return { plays: playSettingsOf(state) };
}
