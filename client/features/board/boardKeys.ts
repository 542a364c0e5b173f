import type { Binding } from '../../state/keys.svelte.ts';
import type { PickRequest } from '../../ui/choice.ts';
import { CardFocus } from './cardFocus.ts';
import type { BoardPageContext } from './context.ts';
import { columnPick, intentPick, ownerPick, priorityPick } from './pickers.ts';

type Given = Parameters<typeof ownerPick>[0];

/** Every key of the board page. Those of the group `Ticket` are also offered by the palette. */
export function boardKeys(page: BoardPageContext, focusSearch: () => void): Binding[] {
  return [...moving(page), ...ticket(page), ...board(page, focusSearch)];
}

function moving({ view }: BoardPageContext): Binding[] {
  const focus = new CardFocus(view);
  const group = 'Move around';
  return [
    { keys: 'j', label: 'Next card', group, run: () => focus.along(1) },
    { keys: 'k', label: 'Previous card', group, run: () => focus.along(-1) },
    { keys: 'ArrowDown', label: 'Next card', group, unlisted: true, run: () => focus.along(1) },
    { keys: 'ArrowUp', label: 'Previous card', group, unlisted: true, run: () => focus.along(-1) },
    { keys: 'ArrowRight', label: 'Next column', group, run: () => focus.across(1) },
    { keys: 'ArrowLeft', label: 'Previous column', group, run: () => focus.across(-1) },
  ];
}

function ticket({ view, actions, pick }: BoardPageContext): Binding[] {
  const group = 'Ticket';
  const when = () => view.targets.length > 0;
  const mayWork = () => when() && view.may('workTickets');
  const about = () => (view.targets.length === 1 ? (view.targets[0] ?? '') : `${view.targets.length} tickets`);
  const picking = (make: (given: Given) => PickRequest) => () => {
    const ticketIds = view.targets;
    pick(cardElement(ticketIds[0]), make({ view, actions, ticketIds }));
  };
  const atCard = (run: (id: string) => void) => () => {
    if (view.current !== undefined) run(view.current);
  };
  const moved = (run: (id: string) => void) =>
    atCard((id) => {
      view.pointedId = null;
      view.focusedId = id;
      run(id);
    });
  return [
    { keys: 'Enter', label: 'Open', group, when, about, run: atCard((id) => view.open(id)) },
    {
      keys: 'Space',
      label: 'Peek',
      group,
      when,
      about,
      run: atCard((id) => view.peek(view.peekId === id ? null : id)),
    },
    { keys: 'i', label: 'Take it', group, when: mayWork, about, run: () => actions.take(view.targets) },
    { keys: 'a', label: 'Assign an owner', group, when: mayWork, about, run: picking(ownerPick) },
    {
      keys: 'w',
      label: 'Join or leave the swarm',
      group,
      when: () => when() && view.may('investigate'),
      about,
      run: () => actions.toggleSwarm(view.targets),
    },
    { keys: 's', label: 'Move to a column', group, when: mayWork, about, run: picking(columnPick) },
    { keys: 'p', label: 'Set the priority', group, when: mayWork, about, run: picking(priorityPick) },
    { keys: 'l', label: 'Set intent tags', group, when: mayWork, about, run: picking(intentPick) },
    { keys: 'x', label: 'Select', group, when: mayWork, about, run: atCard((id) => view.toggleSelected(id)) },
    {
      keys: 'alt+ArrowUp',
      label: 'Move card up',
      group,
      when: mayWork,
      about,
      run: moved((id) => actions.moveAlong(id, -1)),
    },
    {
      keys: 'alt+ArrowDown',
      label: 'Move card down',
      group,
      when: mayWork,
      about,
      run: moved((id) => actions.moveAlong(id, 1)),
    },
    {
      keys: 'alt+ArrowLeft',
      label: 'Move card left',
      group,
      when: mayWork,
      about,
      run: moved((id) => actions.moveAcross(id, -1)),
    },
    {
      keys: 'alt+ArrowRight',
      label: 'Move card right',
      group,
      when: mayWork,
      about,
      run: moved((id) => actions.moveAcross(id, 1)),
    },
  ];
}

function board({ view }: BoardPageContext, focusSearch: () => void): Binding[] {
  const group = 'Board';
  return [
    {
      keys: 'c',
      label: 'New ticket',
      group,
      when: () => view.may('workTickets'),
      run: () => (view.question = { kind: 'newTicket', columnId: undefined }),
    },
    { keys: '/', label: 'Filter by text', group, run: focusSearch },
    {
      keys: 'm',
      label: 'Only mine',
      group,
      run: () => {
        const owners = view.filters.owners.includes('me') ? [] : ['me'];
        view.filterBy({ ...view.filters, owners });
      },
    },
    {
      keys: 'Escape',
      label: 'Close the peek, drop the selection',
      group,
      run: () => {
        if (view.peekId !== null) view.peek(null);
        else view.selected.clear();
      },
    },
  ];
}

/** Where a picker for a ticket opens: at its card, or in the middle when that is not drawn. */
function cardElement(ticketId: string | undefined) {
  const card = document.querySelector(`[data-ticket="${CSS.escape(ticketId ?? '')}"]`);
  return card ?? { left: innerWidth / 2 - 128, top: innerHeight / 4 };
}
