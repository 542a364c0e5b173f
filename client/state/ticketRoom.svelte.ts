import { createSubscriber } from 'svelte/reactivity';
import { textOf } from '../../shared/document/investigation.ts';
import { can } from '../../shared/domain/permissions.ts';
import type { Person } from '../../shared/domain/person.ts';
import type { TicketId } from '../../shared/domain/ticket.ts';
import { documentCloses } from '../../shared/protocol/document.ts';
import { type OpenedDocument, openDocument } from '../connection/document.ts';
import { Investigation } from './investigation.svelte.ts';
import { InvestigationPresence } from './investigationPresence.svelte.ts';
import { Uploads } from './uploads.svelte.ts';

export type Saving =
  /** The server's copy has not come yet. */
  | { readonly kind: 'opening' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving' }
  /** Changes wait for the connection; `kept` says whether they outlive this page. */
  | { readonly kind: 'offline'; readonly changes: number; readonly kept: boolean }
  /** The server does not want this document from here any more: why, in its words. */
  | { readonly kind: 'stopped'; readonly reason: string; readonly changes: number };

interface Opening {
  readonly ticketId: TicketId;
  readonly epoch: string;
  readonly me: Person;
  readonly open?: typeof openDocument;
}

/** The investigation of a ticket while it is open: its document, who is in it, and whether it is safe. */
export class TicketRoom {
  readonly me: Person;
  readonly mayEdit: boolean;
  readonly investigation: Investigation;
  readonly presence: InvestigationPresence;
  readonly uploads: Uploads;
  readonly #opened: OpenedDocument;
  readonly #track: () => void;
  #replaced = $state(false);
  /** Plain, not reactive: it only ever follows what is tracked. */
  #wasSynced = false;

  constructor({ ticketId, epoch, me, open = openDocument }: Opening) {
    this.me = me;
    this.mayEdit = can(me, 'workTickets');
    const opened = open({ ticketId, epoch, person: me });
    this.#opened = opened;
    this.investigation = new Investigation(opened, me.id);
    this.presence = new InvestigationPresence(opened.awareness);
    this.uploads = new Uploads(ticketId);
    this.#track = createSubscriber((update) => opened.subscribe(update));
    opened.onEpochChanged(() => (this.#replaced = true));
  }

  get saving(): Saving {
    this.#track();
    const { status, stopped, synced, unsaved, keptOnDevice } = this.#opened;
    if (stopped !== null) return { kind: 'stopped', reason: reasonOf(stopped), changes: unsaved };
    if (status === 'offline') return { kind: 'offline', changes: unsaved, kept: keptOnDevice };
    if (!synced) return { kind: 'opening' };
    return unsaved > 0 ? { kind: 'saving' } : { kind: 'saved' };
  }

  /** Whether there is something to work on. It stays so when the connection goes. */
  get isReady(): boolean {
    this.#track();
    const { synced, loaded, status, stopped } = this.#opened;
    this.#wasSynced ||= synced || loaded;
    return this.#wasSynced || (status === 'offline' && stopped === null);
  }

  /** Neither the server nor this device has shown what was written before: only what is new is here. */
  get isPartial(): boolean {
    return this.isReady && !this.#wasSynced;
  }

  /** Connects again after the server had turned this document away. */
  retry(): void {
    this.#opened.retry();
  }

  /** The server has another incarnation of the document now; what is in this one goes nowhere any more. */
  get replaced(): boolean {
    return this.#replaced;
  }

  /** Everything written here as plain text, to be copied. */
  get words(): string {
    const { notes, hypotheses, evidence, draft } = this.investigation;
    const parts: [string, string][] = [
      ['Notes', textOf(notes)],
      ['Hypotheses', hypotheses.map(({ text, status }) => `- ${text} (${status})`).join('\n')],
      ['Evidence', evidence.map(({ text, source }) => `- ${text}${source === '' ? '' : ` (${source})`}`).join('\n')],
      ['Draft to the customer', textOf(draft)],
    ];
    return parts.flatMap(([title, text]) => (text === '' ? [] : `${title}\n${text}`)).join('\n\n');
  }

  close(): void {
    this.presence.enter(null);
    this.#opened.close();
  }
}

function reasonOf(code: number): string {
  const close = Object.values(documentCloses).find((known) => known.code === code);
  return close?.reason ?? 'The connection was closed.';
}
