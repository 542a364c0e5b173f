import { Refusal } from '../../shared/domain/refusals.ts';
import type { CommandMessage } from '../../shared/protocol/commands.ts';
import type { ShadowQueueReply, SuspectedBugSummary } from '../../shared/protocol/radar.ts';
import { request, sentenceFor } from '../connection/http.ts';
import { newId } from '../connection/newId.ts';
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

function askQueue(): Promise<ShadowQueueReply> {
  return request('/api/v1/shadow-queue');
}

function sendCommand(message: CommandMessage): Promise<unknown> {
  return request('/api/v1/commands', { method: 'POST', body: message });
}
