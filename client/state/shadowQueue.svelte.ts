import { Refusal } from '../../shared/domain/refusals.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';
import type { CommandMessage } from '../../shared/protocol/commands.ts';
import type { ShadowQueueReply, SuspectedBugSummary } from '../../shared/protocol/radar.ts';
import { request, sentenceFor } from '../connection/http.ts';
import { newId } from '../connection/newId.ts';
import type { QueryChanges } from './query.ts';
import { Remote } from './remote.svelte.ts';

/** What came of taking several at once. */
export interface Taken {
  readonly taken: readonly string[];
  readonly failed: readonly { readonly ticketId: string; readonly why: string }[];
}

interface Wiring {
  readonly fetchQueue?: () => Promise<ShadowQueueReply>;
  readonly send?: (message: CommandMessage) => Promise<unknown>;
}

/** The suspected bugs of all boards, and taking them in batches. */
export class ShadowQueue {
  readonly remote: Remote<ShadowQueueReply>;
  readonly #send: (message: CommandMessage) => Promise<unknown>;
  #done = $state(0);
  #asked = $state(0);

  constructor({ fetchQueue = askQueue, send = sendCommand }: Wiring = {}) {
    this.remote = new Remote(fetchQueue);
    this.#send = send;
  }

  /** How many of those asked for are done; undefined while nothing is being taken. */
  get progress(): { readonly done: number; readonly asked: number } | undefined {
    return this.#asked === 0 ? undefined : { done: this.#done, asked: this.#asked };
  }

  /** One after the other; what fails does not keep the rest from being taken. */
  async take(bugs: readonly SuspectedBugSummary[]): Promise<Taken> {
    const taken: string[] = [];
    const failed: { ticketId: string; why: string }[] = [];
    [this.#done, this.#asked] = [0, bugs.length];
    for (const { ticket, board } of bugs) {
      const ticketId = ticket.id;
      try {
        await this.#send({ board: board.id, id: newId(), command: { type: 'takeBug', ticketId } });
        taken.push(ticketId);
      } catch (reason) {
        failed.push({ ticketId, why: reason instanceof Refusal ? reason.message : sentenceFor(reason) });
      }
      this.#done += 1;
    }
    this.#asked = 0;
    await this.remote.load();
    return { taken, failed };
  }
}

export interface ShadowFilters {
  readonly text: string;
  readonly product: string;
  readonly intent: string;
  readonly board: string;
  /** Also those that somebody has taken. */
  readonly taken: boolean;
}

export function readShadowFilters(query: URLSearchParams): ShadowFilters {
  const of = (name: string) => query.get(name) ?? '';
  return {
    ...{ text: of('q'), product: of('product'), intent: of('intent'), board: of('board') },
    taken: of('taken') === '1',
  };
}

export function writeShadowFilters({ text, product, intent, board, taken }: ShadowFilters): QueryChanges {
  const said = (value: string) => (value === '' ? null : value);
  return {
    ...{ q: said(text), product: said(product), intent: said(intent), board: said(board) },
    taken: taken ? '1' : null,
  };
}

/** Pure: those that pass, in the same order. */
export function filteredBugs(bugs: readonly SuspectedBugSummary[], filters: ShadowFilters): SuspectedBugSummary[] {
  const words = filters.text.toLowerCase().split(/\s+/).filter(Boolean);
  return bugs.filter((bug) => passes(bug, filters) && words.every((word) => saidOf(bug).includes(word)));
}

/** Who has taken it, from the shadow queue or by a tag. */
export function takersOf({ tags = [] }: Ticket): readonly string[] {
  return [...new Set(tags.filter(({ state }) => state !== 'raised').flatMap(({ asked }) => asked))];
}

function passes({ ticket, board }: SuspectedBugSummary, filters: ShadowFilters): boolean {
  if (filters.product !== '' && ticket.product !== filters.product) return false;
  if (filters.intent !== '' && !ticket.intents.includes(filters.intent)) return false;
  if (filters.board !== '' && board.id !== filters.board) return false;
  return filters.taken || takersOf(ticket).length === 0;
}

function saidOf({ ticket, board, problem }: SuspectedBugSummary): string {
  const { id, title, customer, product = '', intents, bug } = ticket;
  return [id, title, customer, product, ...intents, bug?.why ?? '', problem, board.title].join('\n').toLowerCase();
}

function askQueue(): Promise<ShadowQueueReply> {
  return request('/api/v1/shadow-queue');
}

function sendCommand(message: CommandMessage): Promise<unknown> {
  return request('/api/v1/commands', { method: 'POST', body: message });
}
