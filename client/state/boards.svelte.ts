import type { BoardSummary, BoardsReply, SnapshotReply } from '../../shared/protocol/http.ts';
import type { DeviceStore } from '../connection/deviceStore.ts';
import { request } from '../connection/http.ts';
import { BoardState, type BoardWiring } from './board.svelte.ts';
import { Memory } from './memory.ts';

type Wiring = Omit<BoardWiring, 'fetchSnapshot'>;

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

  /** Undefined until it is known. */
  get summaries(): readonly BoardSummary[] | undefined {
    return this.#summaries;
  }

  async refresh(): Promise<void> {
    const kept = this.#summaries ? undefined : await this.#store.get<BoardSummary[]>(keptAs).catch(() => undefined);
    this.#summaries ??= kept;
    const { boards } = await request<BoardsReply>('/api/v1/boards');
    this.#summaries = boards;
    void this.#store.set(keptAs, boards).catch(() => undefined);
  }

  /** Returns the new board's id. */
  async create(board: { title: string; content: 'empty' | 'sample' }): Promise<string> {
    const { id } = await request<{ id: string }>('/api/v1/boards', { method: 'POST', body: board });
    void this.refresh().catch(() => undefined);
    return id;
  }

  /** The live state of a board; pair it with leave() when it is not shown any more. */
  open(boardId: string): BoardState {
    const known = this.#open.get(boardId);
    if (known) {
      clearTimeout(known.closing);
      known.users += 1;
      return known.state;
    }
    const fetchSnapshot = (id: string) => request<SnapshotReply>(`/api/v1/boards/${encodeURIComponent(id)}/snapshot`);
    return this.#begin(boardId, { ...this.#wiring, fetchSnapshot });
  }

  leave(boardId: string): void {
    const known = this.#open.get(boardId);
    if (!known) return;
    known.users -= 1;
    if (known.users > 0) return;
    known.state.setAttention(null, 'idle');
    known.closing = setTimeout(() => {
      if (known.users === 0 && known.state.pending.length === 0) this.#close(boardId);
    }, keptOpenMs);
  }

  keepAll(): void {
    for (const [, { state }] of this.#open.all) state.keep();
  }

  closeAll(): void {
    for (const [id] of this.#open.all) this.#close(id);
  }

  get #store(): DeviceStore {
    return this.#wiring.store;
  }

  #begin(boardId: string, wiring: BoardWiring): BoardState {
    let state: BoardState | undefined;
    // A board outlives the page that opened it first, and so must what is derived in it.
    const release = $effect.root(() => {
      state = new BoardState(boardId, wiring);
    });
    if (!state) throw new Error('a root effect runs at once');
    this.#open.set(boardId, { state, release, users: 1 });
    void state.start();
    return state;
  }

  #close(boardId: string): void {
    const known = this.#open.get(boardId);
    known?.state.close();
    known?.release();
    this.#open.remove(boardId);
  }
}
