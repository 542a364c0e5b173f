import { type TicketId, boardIdOf } from '../../shared/domain/ticket.ts';
import type { Person } from '../../shared/domain/person.ts';
import type { TimelineEvent } from '../../shared/protocol/http.ts';
import { createDeviceStore } from '../connection/deviceStore.ts';
import type { App } from './app.svelte.ts';
import { Composer } from './composer.svelte.ts';
import { TicketState } from './ticket.svelte.ts';
import { TicketAttention } from './ticketAttention.ts';
import { TicketRoom } from './ticketRoom.svelte.ts';
import { TicketTimeline } from './ticketTimeline.svelte.ts';

/** Everything one ticket's page works with, opened and closed together. */
export class TicketDesk {
  readonly app: App;
  readonly me: Person;
  readonly ticket: TicketState;
  readonly timeline: TicketTimeline;
  readonly composer: Composer;
  readonly attention: TicketAttention;
  readonly #boardId: string;
  #room = $state.raw<TicketRoom>();

  constructor(app: App, me: Person, ticketId: TicketId) {
    this.app = app;
    this.me = me;
    // An address that is no ticket id has no board; asking for it gives the answer to show.
    this.#boardId = boardIdOf(ticketId) ?? ticketId;
    const board = app.boards.open(this.#boardId);
    const store = createDeviceStore();
    this.ticket = new TicketState(ticketId, board, { store });
    this.timeline = new TicketTimeline(ticketId, board, { store, onPosted: (posted) => this.#posted(posted) });
    this.attention = new TicketAttention(board, ticketId);
    this.composer = new Composer({
      ticket: this.ticket,
      timeline: this.timeline,
      me,
      investigation: () => this.#room?.investigation,
      say: (text) => app.toasts.show(text),
    });
  }

  /** Undefined until it is known which incarnation of the document to open. */
  get room(): TicketRoom | undefined {
    return this.#room;
  }

  /** Returns how to close everything. */
  start(): () => void {
    const stops = [this.ticket.start(), this.timeline.start(), this.attention.start()];
    return () => {
      for (const stop of stops) stop();
      this.app.boards.leave(this.#boardId);
    };
  }

  /** The connection is back: what could not be read while it was away is read now. */
  catchUp(): void {
    if (this.ticket.isUnreachable) void this.ticket.load();
    if (this.timeline.problem) void this.timeline.load();
  }

  openRoom(epoch: string): () => void {
    const room = new TicketRoom({ ticketId: this.ticket.id, epoch, me: this.me });
    this.#room = room;
    return () => {
      this.#room = undefined;
      room.close();
    };
  }

  #posted(posted: TimelineEvent): void {
    this.composer.posted(posted);
    if (posted.event.type !== 'messagePosted' || posted.by === this.me.id) return;
    const { audience, direction } = posted.event.message;
    const kind =
      audience === 'internal' ? 'Internal note' : direction === 'in' ? 'Customer message' : 'Update to the customer';
    this.app.announcer.say(`${kind} from ${this.app.session.nameOf(posted.by)}`);
  }
}
