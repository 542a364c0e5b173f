import { createSubscriber } from 'svelte/reactivity';
import { textOf } from '../../shared/document/investigation.ts';
import type { Person } from '../../shared/domain/person.ts';
import type { TicketId } from '../../shared/domain/ticket.ts';
import { removeCopy } from '../connection/deviceCopies.ts';
import { copyName } from '../connection/documentCopy.ts';
import { type OpenedDocument, openDocument } from '../connection/document.ts';
import { type DocumentStop, documentPauseOf, documentStopOf } from './documentStop.ts';
import { Investigation } from './investigation.svelte.ts';
import { InvestigationPresence } from './investigationPresence.svelte.ts';
import { KeptText, keptNoteOf } from './keptText.ts';
import { Uploads } from './uploads.svelte.ts';
import { clockOf, linesWrittenSince } from './wordsWritten.ts';

export type Saving =
  /** The server's copy has not come yet. */
  | { readonly kind: 'opening' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving' }
  /** Changes wait for the connection; `kept` says whether they outlive this page. */
  | { readonly kind: 'offline'; readonly changes: number; readonly kept: boolean; readonly reason: string | null }
  /** The server does not want this document from here any more: why, and what helps. */
  | ({ readonly kind: 'stopped'; readonly changes: number } & DocumentStop);

interface Opening {
  readonly ticketId: TicketId;
  readonly epoch: string;
  readonly me: Person;
  readonly mayEdit: boolean;
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
  readonly #copyName: string;
  readonly #unsaved: KeptText;
  /** What an earlier visit could not save. */
  #earlier: string;
  /** What this document's hand had written when everything was last saved. */
  #savedClock = 0;
  #replaced = $state(false);
  /** Plain, not reactive: it only ever follows what is tracked. */
  #wasSynced = false;

  constructor({ ticketId, epoch, me, mayEdit, open = openDocument }: Opening) {
    this.me = me;
    this.mayEdit = mayEdit;
    this.#copyName = copyName({ person: me.id, ticketId, epoch });
    this.#unsaved = unsavedWordsOf(me, ticketId);
    this.#earlier = this.#unsaved.read();
    const opened = open({ ticketId, epoch, person: me, mayWrite: mayEdit });
    this.#opened = opened;
    this.investigation = new Investigation(opened, me.id);
    this.presence = new InvestigationPresence(opened.awareness);
    this.uploads = new Uploads(ticketId);
    this.#track = createSubscriber((update) => opened.subscribe(update));
    opened.onEpochChanged(() => (this.#replaced = true));
    opened.subscribe(() => this.#noteUnsaved());
  }

  get saving(): Saving {
    this.#track();
    const { status, stopped, synced, unsaved, keptOnDevice, closedWith } = this.#opened;
    if (stopped !== null) return { kind: 'stopped', changes: unsaved, ...documentStopOf(stopped) };
    if (status === 'offline') {
      return { kind: 'offline', changes: unsaved, kept: keptOnDevice, reason: documentPauseOf(closedWith) };
    }
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

  /** What this person wrote that the server has not said is saved: the lines it is in. */
  get unsavedWords(): string {
    const lines = linesWrittenSince(this.investigation.doc, this.#savedClock);
    return [this.#earlier, ...lines].filter((line) => line !== '').join('\n');
  }

  /** Resolves once nothing is on its way to the server: what was written is there, or cannot get there now. */
  whenSaved(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#opened.subscribe(look);
      const isSaving = () => {
        const { status, stopped, unsaved } = this.#opened;
        return unsaved > 0 && status !== 'offline' && stopped === null;
      };
      if (!isSaving()) done();

      function look(): void {
        if (!isSaving()) done();
      }
      function done(): void {
        stop();
        resolve();
      }
    });
  }

  /** Closes it and removes its copy from this device. */
  forget(): void {
    this.close();
    this.#unsaved.write('');
    removeCopy(this.#copyName);
  }

  /** Kept apart from the document: should this person be taken out of the room, it is all that is theirs. */
  #noteUnsaved(): void {
    const { unsaved, synced, status, stopped } = this.#opened;
    if (unsaved === 0 && synced) {
      this.#savedClock = clockOf(this.investigation.doc);
      this.#unsaved.write('');
      this.#earlier = '';
    } else if (status === 'offline' || stopped !== null) this.#unsaved.write(this.unsavedWords);
  }

  close(): void {
    this.presence.enter(null);
    this.#opened.close();
  }
}

/** On this device, beside the notes that were not posted. */
export function unsavedWordsOf({ id }: Pick<Person, 'id'>, ticketId: TicketId): KeptText {
  return new KeptText(`${keptNoteOf(id)}${ticketId}#unsaved`);
}
