import type { PlaySetting } from '../../shared/domain/play.ts';
import { playSettingOf } from '../../shared/domain/play.ts';
import type { Actor } from '../access/principal.ts';
import { type RotaPorts, assertMayArrange, rotaIn, writeOn } from './rotas.ts';

/** How the team runs one of the four plays from now on; those that are on go on as they were started. */
export async function savePlay(ports: RotaPorts, actor: Actor, play: PlaySetting): Promise<void> {
  assertMayArrange(actor);
  await writeOn(ports, actor, (organisation) => {
    if (play.rota !== null) rotaIn(organisation, play.rota);
    const isSame = JSON.stringify(tidied(play)) === JSON.stringify(tidied(playSettingOf(organisation, play.kind)));
    return isSame ? [] : [{ type: 'playSaved', play: tidied(play) }];
  });
}

function tidied({ kind, isOn, minutes, rota, about }: PlaySetting): PlaySetting {
  return { kind, isOn, minutes, rota, about };
}
