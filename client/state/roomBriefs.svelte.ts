import type { RoomSummary, TicketReply } from '../../shared/protocol/http.ts';
import { request } from '../connection/http.ts';
import { Memory } from './memory.ts';

/** A list longer than this is looked through by what is asked. */
const most = 30;

/** What the briefs of one's rooms say the problem is: frozen when a tag was raised, so that each is asked for once. */
export class RoomBriefs {
  readonly #fetch: (ticketId: string) => Promise<TicketReply>;
  readonly #asked = new Memory<true>();
  #problems = $state.raw<Readonly<Record<string, string>>>({});

  constructor(fetchTicket = ask) {
    this.#fetch = fetchTicket;
  }

  /** The first line of the problem; undefined until it is known or when the brief says none. */
  problemOf(tagId: string): string | undefined {
    return this.#problems[tagId];
  }

  load(rooms: readonly RoomSummary[]): void {
    for (const { ticket, tag } of rooms.slice(0, most)) {
      if (this.#asked.get(tag.id)) continue;
      this.#asked.set(tag.id, true);
      void this.#load(ticket.id, tag.id);
    }
  }

  async #load(ticketId: string, tagId: string): Promise<void> {
    try {
      const { tags } = await this.#fetch(ticketId);
      const [problem = ''] = tags.find(({ tag }) => tag.id === tagId)?.brief.problem.split('\n') ?? [];
      if (problem !== '') this.#problems = { ...this.#problems, [tagId]: problem };
    } catch {
      // The list says what is asked all the same; the next visit asks again.
      this.#asked.remove(tagId);
    }
  }
}

function ask(ticketId: string): Promise<TicketReply> {
  return request(`/api/v1/tickets/${encodeURIComponent(ticketId)}`);
}
