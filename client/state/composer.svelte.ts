import type { Person, PersonId } from '../../shared/domain/person.ts';
import type { Message } from '../../shared/domain/ticket.ts';
import { maySpeak, voicesOf } from '../../shared/domain/voice.ts';
import type { TimelineEvent } from '../../shared/protocol/http.ts';
import type { Investigation } from './investigation.svelte.ts';
import { KeptText, keptNoteOf } from './keptText.ts';
import type { TicketState } from './ticket.svelte.ts';
import type { TicketTimeline } from './ticketTimeline.svelte.ts';

/** What stands between pressing Send and the customer reading it. */
export type Concern =
  /** Others wrote since this person started on the reply. */
  | { readonly kind: 'movedOn'; readonly messages: readonly TimelineEvent[] }
  /** Somebody else speaks to the customer: only after taking the ticket does one oneself. */
  | { readonly kind: 'otherVoice'; readonly people: readonly PersonId[] };

/** Who speaks to the customer, from where this person stands. */
export type Voice =
  | { readonly kind: 'mine' }
  /** Nobody owns the ticket: whoever sends takes it. */
  | { readonly kind: 'nobody' }
  | { readonly kind: 'others'; readonly people: readonly PersonId[] };

interface Parts {
  readonly ticket: TicketState;
  readonly timeline: TicketTimeline;
  /** As they are now. */
  readonly me: () => Person;
  readonly investigation: () => Investigation | undefined;
  /** Tells the person something that went otherwise than they may expect. */
  readonly say: (text: string) => void;
}

/** Two ways to write: a note to colleagues, or the update that the customer will read. They never share a text. */
export class Composer {
  audience = $state<Message['audience']>('internal');
  readonly #parts: Parts;
  #kept: KeptText | undefined;
  #note = $state('');
  /** The last event when this person started on the reply; undefined while they have not. */
  #startedAt = $state<string | null>();
  #concern = $state.raw<Concern>();
  #sending = $state(false);

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#kept = new KeptText(keptNoteOf(parts.me().id) + parts.ticket.id);
    this.#note = this.#kept.read();
  }

  /** The internal note, kept on this device until it is posted. */
  get note(): string {
    return this.#note;
  }

  set note(note: string) {
    this.#note = note;
    this.#kept?.write(note);
  }

  get draft(): string {
    return this.#parts.investigation()?.draftText ?? '';
  }

  /** What others wrote since this person started on the reply. */
  get unseen(): readonly TimelineEvent[] {
    if (this.#startedAt === undefined || this.draft === '') return [];
    return writtenByOthers(this.#events, this.#startedAt, this.#parts.me().id);
  }

  get voice(): Voice {
    const { ticket } = this.#parts.ticket;
    if (ticket?.owner == null) return { kind: 'nobody' };
    return maySpeak(ticket, this.#parts.me()) ? { kind: 'mine' } : { kind: 'others', people: voicesOf(ticket) };
  }

  get concern(): Concern | undefined {
    return this.#concern;
  }

  /** The reply is on its way; it may take until the connection is back. */
  get sending(): boolean {
    return this.#sending || this.#pendingReply;
  }

  /** The person turns to the reply. */
  begin(): void {
    if (this.#startedAt === undefined || this.draft === '') this.#startedAt = this.#lastId;
  }

  /** The person has seen what was written meanwhile. */
  review(): void {
    this.#startedAt = this.#lastId;
    this.#concern = undefined;
  }

  cancel(): void {
    this.#concern = undefined;
  }

  async postNote(): Promise<void> {
    const text = this.#note.trim();
    if (text === '') return;
    this.note = '';
    const outcome = await this.#post('internal', text);
    if ('refusal' in outcome && this.#note === '') this.note = text;
  }

  /**
   * Sends the draft unless something speaks against it: then the concern is to be answered first. Where nobody owns the
   * ticket it is taken with it.
   */
  async send({ despite = false } = {}): Promise<void> {
    if (this.draft.trim() === '' || this.sending) return;
    this.#concern = this.#concernNow(despite);
    if (this.#concern) return;
    this.#sending = true;
    try {
      const { draft, voice } = this;
      if (voice.kind === 'mine' || (await this.#takeNow())) await this.#post('customer', draft);
    } finally {
      this.#sending = false;
    }
  }

  /** Asks before the ticket changes hands. */
  wishToTake(): void {
    this.#concern = this.#concernNow(true);
  }

  /** From now on this person speaks to the customer; what there is to send waits for them to do so. */
  async take(): Promise<void> {
    this.#concern = undefined;
    await this.#takeNow();
  }

  /** A reply of this person has arrived, perhaps one that was written offline in an earlier visit. */
  posted({ by, event }: TimelineEvent): void {
    if (event.type !== 'messagePosted' || event.message.audience !== 'customer' || by !== this.#parts.me().id) return;
    const investigation = this.#parts.investigation();
    if (!investigation || investigation.draftText === '') return;
    this.#startedAt = undefined;
    if (!investigation.clearDraft(event.message.text)) {
      this.#parts.say('Sent. Somebody went on writing meanwhile: the draft was kept.');
    }
  }

  /** Keeps nothing on this device any more. */
  forget(): void {
    this.#kept?.write('');
    this.#kept = undefined;
  }

  get #events(): readonly TimelineEvent[] {
    return this.#parts.timeline.events ?? [];
  }

  get #lastId(): string | null {
    return this.#events.at(-1)?.id ?? null;
  }

  get #pendingReply(): boolean {
    return this.#parts.timeline.pending.some(({ command }) => command.audience === 'customer');
  }

  #concernNow(despite: boolean): Concern | undefined {
    const { voice, unseen } = this;
    if (voice.kind === 'others') return { kind: 'otherVoice', people: voice.people };
    return unseen.length > 0 && !despite ? { kind: 'movedOn', messages: unseen } : undefined;
  }

  /** Refused when somebody else was faster: two who take it at once would both answer. */
  async #takeNow(): Promise<boolean> {
    const { ticket, me } = this.#parts;
    const command = { type: 'assignOwner', ticketId: ticket.id, owner: me().id } as const;
    return 'seq' in (await ticket.run(command, ticket.ticket?.version));
  }

  #post(audience: Message['audience'], text: string) {
    const { ticket } = this.#parts;
    return ticket.run({ type: 'postMessage', ticketId: ticket.id, audience, text });
  }
}

function writtenByOthers(events: readonly TimelineEvent[], since: string | null, me: string): TimelineEvent[] {
  const seen = since === null ? -1 : events.findIndex(({ id }) => id === since);
  return events.slice(seen + 1).filter(({ event, by }) => event.type === 'messagePosted' && by !== me);
}
