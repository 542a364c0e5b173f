import { untrack } from 'svelte';
import { can } from '../../shared/domain/permissions.ts';
import { type TicketId, boardIdOf } from '../../shared/domain/ticket.ts';
import type { BoardSummary, BoardsReply, SnapshotReply } from '../../shared/protocol/http.ts';
import type { DeviceStore } from '../connection/deviceStore.ts';
import { request } from '../connection/http.ts';
import { type Scope, nameOfScope } from '../connection/roomFeed.ts';
import { BoardState } from './board.svelte.ts';
import type { BoardWiring } from './boardWiring.ts';
import { Memory } from './memory.ts';

type Wiring = Omit<BoardWiring, 'fetchSnapshot' | 'ticket'>;

const keptAs = 'boards';
/** A board that was left stays live for a moment: going back to it shows it at once. */
const keptOpenMs = 60_000;

interface Opened {
  readonly state: BoardState;
  readonly release: () => void;
  users: number;
  closing?: ReturnType<typeof setTimeout>;
}

/** The boards of this place, and those that are open here. */
export class Boards {
  readonly #wiring: Wiring;
  readonly #open = new Memory<Opened>();
  #summaries = $state.raw<readonly BoardSummary[]>();

  constructor(wiring: Wiring) {
    this.#wiring = wiring;
  }

  /** What this device keeps of boards and tickets for whoever is here. */
  get store(): DeviceStore {
    return this.#wiring.store;
  }

  /** Undefined until it is known. */
  get summaries(): readonly BoardSummary[] | undefined {
    return this.#summaries;
  }

  /** Pages ask for this in an effect, which must not run again for its own answer. */
  refresh(): Promise<void> {
    return untrack(() => this.#refresh());
  }

  async #refresh(): Promise<void> {
    const kept = this.#summaries ? undefined : await this.store.get<BoardSummary[]>(keptAs).catch(() => undefined);
    this.#summaries ??= kept;
    const { boards } = await request<BoardsReply>('/api/v1/boards');
    this.#summaries = boards;
    void this.store.set(keptAs, boards).catch(() => undefined);
  }

  /** Returns the new board's id. */
  async create(board: { title: string; content: 'empty' | 'sample' }): Promise<string> {
    const { id } = await request<{ id: string }>('/api/v1/boards', { method: 'POST', body: board });
    void this.refresh().catch(() => undefined);
    return id;
  }

  /** The live state of a board; pair it with leave() when it is not shown any more. */
  open(boardId: string): BoardState {
    return this.#openScope({ board: boardId });
  }

  /** The board a ticket is on, or only that ticket's room for somebody who may not read boards. */
  openFor(ticketId: TicketId): BoardState {
    // An address that is no ticket id has no board; asking for it gives the answer to show.
    const board = boardIdOf(ticketId) ?? ticketId;
    const person = this.#wiring.person();
    return this.#openScope(person && can(person, 'readBoards') ? { board } : { board, ticket: ticketId });
  }

  #openScope(scope: Scope): BoardState {
    const known = this.#open.get(nameOfScope(scope));
    if (known) {
      clearTimeout(known.closing);
      known.users += 1;
      // What was out of sight may have come back.
      if (known.state.problem) known.state.retry();
      return known.state;
    }
    return this.#begin(scope);
  }

  leave({ scope }: BoardState): void {
    const name = nameOfScope(scope);
    const known = this.#open.get(name);
    if (!known) return;
    known.users -= 1;
    if (known.users > 0) return;
    known.state.setAttention(null, 'idle');
    const isLost = known.state.problem !== undefined;
    known.closing = setTimeout(
      () => {
        if (known.users === 0 && known.state.pending.length === 0) this.#close(name);
      },
      isLost ? 0 : keptOpenMs,
    );
  }

  keepAll(): void {
    for (const [, { state }] of this.#open.all) state.keep();
  }

  closeAll(): void {
    for (const [name] of this.#open.all) this.#close(name);
  }

  #begin(scope: Scope): BoardState {
    let state: BoardState | undefined;
    // A board outlives the page that opened it first, and so must what is derived in it.
    const release = $effect.root(() => {
      state = new BoardState(scope.board, { ...this.#wiring, ticket: scope.ticket, fetchSnapshot });
    });
    if (!state) throw new Error('a root effect runs at once');
    this.#open.set(nameOfScope(scope), { state, release, users: 1 });
    void state.start();
    return state;
  }

  #close(name: string): void {
    const known = this.#open.get(name);
    known?.state.close();
    known?.release();
    this.#open.remove(name);
  }
}

function fetchSnapshot({ board, ticket }: Scope): Promise<SnapshotReply> {
  return ticket === undefined
    ? request(`/api/v1/boards/${encodeURIComponent(board)}/snapshot`)
    : request(`/api/v1/tickets/${encodeURIComponent(ticket)}/room`);
}
