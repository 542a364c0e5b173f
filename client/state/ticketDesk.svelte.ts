import type { Command } from '../../shared/domain/commands.ts';
import { mayCarryOut } from '../../shared/domain/decide.ts';
import { type Action, can } from '../../shared/domain/permissions.ts';
import type { Person } from '../../shared/domain/person.ts';
import type { DeclineTag, ReturnTag } from '../../shared/domain/swarmCommands.ts';
import { type Tag, type TagState, openTagOf } from '../../shared/domain/tag.ts';
import type { TicketId } from '../../shared/domain/ticket.ts';
import type { TimelineEvent } from '../../shared/protocol/http.ts';
import type { App } from './app.svelte.ts';
import { Composer } from './composer.svelte.ts';
import { TicketState } from './ticket.svelte.ts';
import { TicketAttention } from './ticketAttention.ts';
import { TicketRoom, unsavedWordsOf } from './ticketRoom.svelte.ts';
import { TicketTimeline } from './ticketTimeline.svelte.ts';

/** Why there is nothing (any more) to see here for this person. */
export type Gone =
  /** It was never there for them, or is not there at all: nobody is told which. */
  | 'absent'
  /** It was there until somebody took them out, or they may do less now. */
  | 'removed'
  /** They were asked and had not answered yet: somebody else was quicker, or they are not asked any more. */
  | 'late'
  /** They returned or declined the tag themselves. */
  | 'returned'
  | 'declined';

/** Everything one ticket's page works with, opened and closed together. */
export class TicketDesk {
  readonly app: App;
  readonly ticket: TicketState;
  readonly timeline: TicketTimeline;
  readonly composer: Composer;
  readonly attention: TicketAttention;
  readonly #began: Person;
  #room = $state.raw<TicketRoom>();
  #startedOver = $state(0);
  #wasSeen = $state(false);
  /** Where the request to them stood when the ticket last showed. */
  #lastTag = $state<TagState>();
  /** How they left by themselves. */
  #left = $state.raw<'returned' | 'declined'>();
  #unsent = $state('');

  readonly #isOutOfSight = $derived.by(() => {
    const { ticket } = this.ticket;
    if (this.app.session.person === null) return false;
    return this.ticket.isOutOfSight || (ticket !== undefined && !can(this.me, 'readTicket', { ticket }));
  });

  constructor(app: App, me: Person, ticketId: TicketId) {
    this.app = app;
    this.#began = me;
    const board = app.boards.openFor(ticketId);
    const { store } = app.boards;
    this.ticket = new TicketState(ticketId, board, { store });
    this.timeline = new TicketTimeline(ticketId, board, {
      store,
      onPosted: (posted) => this.#posted(posted),
      moments: () =>
        this.#room?.isReady === true && !this.#room.isPartial ? this.#room.investigation.moments : undefined,
    });
    this.attention = new TicketAttention(board, ticketId);
    this.composer = new Composer({
      ticket: this.ticket,
      timeline: this.timeline,
      me: () => this.me,
      investigation: () => this.#room?.investigation,
      say: (text) => app.toasts.show(text),
    });
  }

  /** As they are now: what they may do can change while the page is open. */
  get me(): Person {
    return this.app.session.person ?? this.#began;
  }

  /** Undefined until it is known which incarnation of the document to open. */
  get room(): TicketRoom | undefined {
    return this.#room;
  }

  /** The open request to whoever looks at the page. */
  get myTag(): Tag | undefined {
    return openTagOf(this.ticket.ticket ?? {}, this.me.id);
  }

  /** Whether this person may do it with this ticket now. */
  may(action: Action): boolean {
    const { ticket } = this.ticket;
    return can(this.me, action, ticket && { ticket });
  }

  mayCarryOut(command: Command): boolean {
    return mayCarryOut(this.me, command, this.ticket.ticket);
  }

  get gone(): Gone | undefined {
    if (!this.#isOutOfSight) return undefined;
    if (!this.#wasSeen) return this.#wasTold ? 'late' : 'absent';
    return this.#left ?? (this.#lastTag === 'raised' ? 'late' : 'removed');
  }

  /** A notification says that they were tagged here. */
  get #wasTold(): boolean {
    const told = this.app.notifications.inbox.list ?? [];
    return told.some(({ topic, ticketId }) => topic === 'tagged' && ticketId === this.ticket.id);
  }

  /** What this person wrote and nobody else has; known once it is gone. */
  get unsent(): string {
    return this.#unsent;
  }

  /** Returns how to close everything. */
  start(): () => void {
    const stops = [this.ticket.start(), this.timeline.start(), this.attention.start()];
    return () => {
      for (const stop of stops) stop();
      this.app.boards.leave(this.ticket.board);
    };
  }

  /** The ticket shows. */
  seen(): void {
    this.#wasSeen = true;
    this.#lastTag = this.myTag?.state;
  }

  /** The connection is back: what could not be read while it was away is read now. */
  catchUp(): void {
    if (this.ticket.isUnreachable) void this.ticket.load();
    if (this.timeline.problem) void this.timeline.load();
  }

  openRoom(epoch: string, mayEdit: boolean): () => void {
    const room = new TicketRoom({ ticketId: this.ticket.id, epoch, me: this.me, mayEdit });
    this.#room = room;
    return () => {
      this.#room = undefined;
      room.close();
    };
  }

  /** The server refuses what this device has of the investigation: opens what the server has instead. */
  startOver(): void {
    this.#room?.forget();
    this.#startedOver += 1;
    void this.ticket.load();
  }

  /** How often; each time the room is to be opened anew. */
  get startedOver(): number {
    return this.#startedOver;
  }

  /** Done, or not theirs: leaves the room. */
  leaveBy(command: ReturnTag | DeclineTag): void {
    this.#left = command.type === 'returnTag' ? 'returned' : 'declined';
    void this.ticket.run(command).then((outcome) => {
      // Once they are out, nothing more is answered: that is no refusal.
      if ('refusal' in outcome && !this.#isOutOfSight) this.#left = undefined;
    });
  }

  /** Lets go of everything that this device keeps of the ticket, but for what only this person has. */
  forget(): void {
    const words = this.#room?.unsavedWords ?? unsavedWordsOf(this.me, this.ticket.id).read();
    const messages = this.ticket.board.unsent;
    const texts = [this.#unsent, words, this.composer.note.trim(), ...messages];
    this.#unsent = texts.filter((text, at) => text !== '' && texts.indexOf(text) === at).join('\n\n');
    this.composer.forget();
    if (this.#room) this.#room.forget();
    else unsavedWordsOf(this.me, this.ticket.id).write('');
    void this.ticket.forget();
    void this.timeline.forget();
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
