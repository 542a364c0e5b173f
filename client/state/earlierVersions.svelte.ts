import type { TicketId } from '../../shared/domain/ticket.ts';
import type { RestoredReply, VersionReply, VersionSummary, VersionsReply } from '../../shared/protocol/http.ts';
import { request } from '../connection/http.ts';
import { Remote } from './remote.svelte.ts';

/** Earlier versions of a ticket's investigation, and the one that is looked at. */
export class EarlierVersions {
  readonly list: Remote<readonly VersionSummary[]>;
  #chosen = $state.raw<Remote<VersionReply>>();
  #chosenId = $state<string>();
  readonly #path: string;

  constructor(ticketId: TicketId) {
    this.#path = `/api/v1/tickets/${encodeURIComponent(ticketId)}/versions`;
    this.list = new Remote(async () => (await request<VersionsReply>(this.#path)).versions);
  }

  get chosen(): Remote<VersionReply> | undefined {
    return this.#chosen;
  }

  get chosenId(): string | undefined {
    return this.#chosenId;
  }

  /** Looks at the newest at once. */
  async load(): Promise<void> {
    await this.list.load();
    const [newest] = this.list.value ?? [];
    if (newest) this.choose(newest.id);
  }

  choose(id: string): void {
    const chosen = new Remote(() => request<VersionReply>(this.#pathOf(id)));
    this.#chosenId = id;
    this.#chosen = chosen;
    void chosen.load();
  }

  /** Resolves to the version that takes it back. Throws Refusal or Unreachable. */
  async restore(id: string): Promise<string> {
    return (await request<RestoredReply>(`${this.#pathOf(id)}/restore`, { method: 'POST' })).kept;
  }

  #pathOf(id: string): string {
    return `${this.#path}/${encodeURIComponent(id)}`;
  }
}
