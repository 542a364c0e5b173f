import { type Priority, priorities } from '../../../shared/domain/ticket.ts';
import { avatarOf } from '../../state/avatar.ts';
import type { Choice, PickRequest } from '../../ui/choice.ts';
import type { BoardActions } from './boardActions.ts';
import type { BoardView } from './boardView.svelte.ts';

/** How a choice is drawn; see ChoiceLead.svelte. */
export type Lead =
  | {
      readonly kind: 'person';
      readonly name: string;
      readonly hue: number;
      readonly simulated?: boolean | undefined;
      readonly src?: string | undefined;
    }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'priority'; readonly level: Priority }
  | { readonly kind: 'state'; readonly state: 'queue' | 'working' | 'waiting' | 'done' };

interface For {
  readonly view: BoardView;
  readonly actions: BoardActions;
  readonly ticketIds: readonly string[];
}

export const priorityNames: Record<Priority, string> = { urgent: 'Urgent', high: 'High', normal: 'Normal', low: 'Low' };

export function ownerPick({ view, actions, ticketIds }: For): PickRequest {
  const owners = ownersOf(view, ticketIds);
  return {
    title: 'Owner',
    choices: [{ id: '', label: 'Nobody', lead: { kind: 'nobody' } satisfies Lead }, ...peopleChoices(view)],
    isChosen: (id) => owners.includes(id === '' ? null : id),
    onpick: (id) => actions.assign(ticketIds, id === '' ? null : id),
  };
}

export function priorityPick({ view, actions, ticketIds }: For): PickRequest {
  return {
    title: 'Priority',
    choices: priorityChoices(),
    isChosen: (id) => ticketIds.some((ticketId) => view.live.ticket(ticketId)?.priority === id),
    onpick: (id) => actions.prioritise(ticketIds, id as Priority),
  };
}

/** The way to move a card with single presses. */
export function columnPick({ view, actions, ticketIds }: For): PickRequest {
  return {
    title: 'Move to',
    choices: view.columns.map(({ id, title, kind, limit }) => {
      const count = view.live.lists.get(id)?.length ?? 0;
      const detail = limit === null ? String(count) : `${count} of ${limit}`;
      return { id, label: title, detail, lead: { kind: 'state', state: kind } satisfies Lead };
    }),
    isChosen: (id) => ticketIds.some((ticketId) => view.live.ticket(ticketId)?.columnId === id),
    onpick: (columnId) => {
      const moving = ticketIds.filter((id) => view.live.ticket(id)?.columnId !== columnId);
      actions.move(moving, { columnId, after: null });
    },
  };
}

export function intentPick({ view, actions, ticketIds }: For): PickRequest {
  return {
    title: 'Intent tags',
    choices: valuesOn(view, ({ intents }) => intents),
    multiple: true,
    isChosen: (id) => ticketIds.some((ticketId) => view.live.ticket(ticketId)?.intents.includes(id) === true),
    onpick: (id) => actions.toggleIntent(ticketIds, id),
  };
}

export function peopleChoices({ app }: BoardView): Choice[] {
  const me = app.session.person?.id;
  const people = [...app.session.people.values()]
    .filter(({ left }) => left !== true)
    .sort((a, b) => a.name.localeCompare(b.name));
  return people
    .sort((a, b) => Number(b.id === me) - Number(a.id === me))
    .map((person) => {
      const { id, name, hue, simulated } = person;
      return {
        id,
        label: name,
        detail: id === me ? 'you' : simulated === true ? 'simulated' : undefined,
        lead: { kind: 'person', name, hue, simulated, src: avatarOf(person) } satisfies Lead,
      };
    });
}

export function priorityChoices(): Choice[] {
  return priorities.map((level) => ({
    id: level,
    label: priorityNames[level],
    lead: { kind: 'priority', level } satisfies Lead,
  }));
}

/** Every value that occurs on the board, the most frequent first, with how often. */
export function valuesOn(view: BoardView, read: Read): Choice[] {
  const counts = new Map<string, number>();
  for (const ticket of view.live.board?.tickets.values() ?? []) {
    for (const value of read(ticket)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([id, count]) => ({ id, label: id, detail: String(count) }));
}

type Read = (ticket: NonNullable<ReturnType<BoardView['live']['ticket']>>) => readonly string[];

function ownersOf(view: BoardView, ticketIds: readonly string[]): (string | null)[] {
  return ticketIds.map((id) => view.live.ticket(id)?.owner ?? null);
}
