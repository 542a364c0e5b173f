import type { Column } from '../../../shared/domain/column.ts';
import type { Command } from '../../../shared/domain/commands.ts';
import type { Priority } from '../../../shared/domain/ticket.ts';
import type { BoardView, DropPlace } from './boardView.svelte.ts';
import { focusCard } from './cardFocus.ts';

/** What a person can do with tickets on a board; every way to ask for it ends here. */
export class BoardActions {
  readonly #view: BoardView;

  constructor(view: BoardView) {
    this.#view = view;
  }

  /** Moves cards to a place, keeping their order; asks first when that takes the column over its limit. */
  move(ticketIds: readonly string[], place: DropPlace): void {
    const column = this.#view.columns.find(({ id }) => id === place.columnId);
    if (!column) return;
    const goOn = () => {
      let { after } = place;
      for (const ticketId of ticketIds) {
        this.#run({ type: 'moveTicket', ticketId, columnId: column.id, after });
        after = ticketId;
      }
    };
    const count = this.#countAfter(column, ticketIds);
    if (count === undefined) {
      goOn();
      return;
    }
    const [first = ''] = ticketIds;
    const goOnAndFocus = () => {
      goOn();
      // After the dialog has given the focus back to where the card no longer is.
      setTimeout(() => focusCard(first));
    };
    this.#view.question = { kind: 'overLimit', column, count, goOn: goOnAndFocus };
  }

  /** To the top of the column `by` places to the right (or left, when negative). */
  moveAcross(ticketId: string, by: number): void {
    const { columns, live } = this.#view;
    const at = columns.findIndex(({ id }) => id === live.ticket(ticketId)?.columnId);
    const column = columns[at + by];
    if (at !== -1 && column) this.move([ticketId], { columnId: column.id, after: null });
  }

  /** One place up or down among the cards that show. */
  moveAlong(ticketId: string, by: -1 | 1): void {
    const ticket = this.#view.live.ticket(ticketId);
    if (!ticket) return;
    const cards = this.#view.cards(ticket.columnId);
    const at = cards.findIndex(({ id }) => id === ticketId);
    const after = by === 1 ? cards[at + 1]?.id : (cards[at - 2]?.id ?? null);
    if (after === undefined || (by === -1 && at <= 0)) return;
    this.move([ticketId], { columnId: ticket.columnId, after });
  }

  assign(ticketIds: readonly string[], owner: string | null): void {
    for (const ticketId of ticketIds) this.#run({ type: 'assignOwner', ticketId, owner });
  }

  take(ticketIds: readonly string[]): void {
    const me = this.#view.app.session.person;
    if (me) this.assign(ticketIds, me.id);
  }

  prioritise(ticketIds: readonly string[], priority: Priority): void {
    for (const ticketId of ticketIds) this.#run({ type: 'editTicket', ticketId, changes: { priority } });
  }

  toggleIntent(ticketIds: readonly string[], intent: string): void {
    for (const ticketId of ticketIds) {
      const intents = this.#view.live.ticket(ticketId)?.intents ?? [];
      const next = intents.includes(intent) ? intents.filter((one) => one !== intent) : [...intents, intent];
      this.#run({ type: 'editTicket', ticketId, changes: { intents: next } });
    }
  }

  /** Joins where one is not in the swarm, leaves where one is. */
  toggleSwarm(ticketIds: readonly string[]): void {
    for (const ticketId of ticketIds) {
      this.#run({ type: this.isSwarming(ticketId) ? 'leaveSwarm' : 'joinSwarm', ticketId });
    }
  }

  isSwarming(ticketId: string): boolean {
    const me = this.#view.app.session.person?.id;
    return this.#view.live.ticket(ticketId)?.swarm.some(({ person }) => person === me) ?? false;
  }

  async copy(text: string): Promise<void> {
    const { toasts } = this.#view.app;
    try {
      await navigator.clipboard.writeText(text);
      toasts.show(`Copied ${text}`, { durationMs: 2_000 });
    } catch {
      toasts.problem('The browser did not allow copying', `Select it and copy by hand: ${text}`);
    }
  }

  /** How many the column would hold, when that is more than its limit and more than now. */
  #countAfter({ id, limit }: Column, ticketIds: readonly string[]): number | undefined {
    const { live } = this.#view;
    const coming = ticketIds.filter((ticketId) => live.ticket(ticketId)?.columnId !== id).length;
    const count = (live.lists.get(id)?.length ?? 0) + coming;
    return limit !== null && coming > 0 && count > limit ? count : undefined;
  }

  #run(command: Command): void {
    void this.#view.live.run(command);
  }
}
