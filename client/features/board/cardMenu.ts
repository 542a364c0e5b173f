import ArrowRightLeft from '@lucide/svelte/icons/arrow-right-left';
import CircleUser from '@lucide/svelte/icons/circle-user';
import Copy from '@lucide/svelte/icons/copy';
import Link from '@lucide/svelte/icons/link';
import PanelRight from '@lucide/svelte/icons/panel-right';
import SignalHigh from '@lucide/svelte/icons/signal-high';
import SquareArrowOutUpRight from '@lucide/svelte/icons/square-arrow-out-up-right';
import Tags from '@lucide/svelte/icons/tags';
import UserCheck from '@lucide/svelte/icons/user-check';
import Users from '@lucide/svelte/icons/users';
import type { Ticket } from '../../../shared/domain/ticket.ts';
import type { Anchor } from '../../ui/anchor.ts';
import type { MenuItem } from '../../ui/menuItem.ts';
import type { BoardPageContext } from './context.ts';
import { columnPick, intentPick, ownerPick, priorityPick } from './pickers.ts';

/** Everything that this person may do with one card, each also on its key. */
export function cardMenu({ view, actions, pick }: BoardPageContext, ticket: Ticket, anchor: Anchor): MenuItem[] {
  const ticketIds = [ticket.id];
  const given = { view, actions, ticketIds };
  const isMine = ticket.owner === view.app.session.person?.id;
  const isSwarming = actions.isSwarming(ticket.id);
  const mayWork = view.may('workTickets');
  const all: (MenuItem | false)[] = [
    { label: 'Open', icon: SquareArrowOutUpRight, keys: 'enter', run: () => view.open(ticket.id) },
    { label: 'Peek', icon: PanelRight, keys: 'Space', run: () => view.peek(ticket.id) },
    view.may('investigate') && { kind: 'separator' },
    mayWork && { label: 'Move to…', icon: ArrowRightLeft, keys: 's', run: () => pick(anchor, columnPick(given)) },
    mayWork && {
      label: 'Take it',
      icon: UserCheck,
      keys: 'i',
      disabled: isMine,
      run: () => actions.take(ticketIds),
    },
    mayWork && { label: 'Owner…', icon: CircleUser, keys: 'a', run: () => pick(anchor, ownerPick(given)) },
    view.may('investigate') && {
      label: isSwarming ? 'Leave the swarm' : 'Join the swarm',
      icon: Users,
      keys: 'w',
      run: () => actions.toggleSwarm(ticketIds),
    },
    mayWork && { label: 'Priority…', icon: SignalHigh, keys: 'p', run: () => pick(anchor, priorityPick(given)) },
    mayWork && { label: 'Intent tags…', icon: Tags, keys: 'l', run: () => pick(anchor, intentPick(given)) },
    { kind: 'separator' },
    { label: 'Copy id', icon: Copy, run: () => void actions.copy(ticket.id) },
    { label: 'Copy link', icon: Link, run: () => void actions.copy(`${location.origin}/tickets/${ticket.id}`) },
  ];
  return all.filter((item) => item !== false);
}
