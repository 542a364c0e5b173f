import type { RotaTurn } from '../../../../shared/protocol/rotas.ts';
import type { MenuItem } from '../../../ui/menuItem.ts';
import type { PeopleShown } from './rotaPeople.ts';

/** What somebody wants to do with a turn. */
export type Act =
  | { readonly kind: 'override'; readonly turn?: RotaTurn; readonly instead: string | null }
  | { readonly kind: 'swap'; readonly turn: RotaTurn; readonly person: string };

interface Offered {
  readonly isMine: (person: string) => boolean;
  readonly person: PeopleShown;
  readonly me: string | undefined;
  readonly onact: (act: Act) => void;
}

/** What the reader may do with a turn that is not over; nothing when it is nobody's whose turns they may change. */
export function actsOn(turn: RotaTurn, { isMine, person, me, onact }: Offered): readonly MenuItem[] {
  if (Date.parse(turn.to) <= Date.now()) return [];
  return turn.people.filter(isMine).flatMap((id) => {
    const whose = id === me ? 'my turn' : `${person(id).name}’s turn`;
    return [
      { label: `Give ${whose} to somebody…`, run: () => onact({ kind: 'override', turn, instead: id }) },
      { label: `Swap ${whose} with…`, run: () => onact({ kind: 'swap', turn, person: id }) },
    ];
  });
}
