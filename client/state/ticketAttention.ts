import type { BoardState } from './board.svelte.ts';

/** Without a key or pointer for this long somebody is taken to be away. */
const idleAfterMs = 5 * 60_000;

/** Tells the board whether this person looks at the ticket, writes in it, or has turned away. */
export class TicketAttention {
  readonly #board: BoardState;
  readonly #ticketId: string;
  #editing = false;
  #away = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(board: BoardState, ticketId: string) {
    this.#board = board;
    this.#ticketId = ticketId;
  }

  /** Begins to watch the page; returns how to stop. */
  start(): () => void {
    const alive = () => {
      this.#alive();
    };
    const events = ['visibilitychange', 'pointerdown', 'keydown', 'pointermove'] as const;
    for (const event of events) document.addEventListener(event, alive, { passive: true });
    this.#alive();
    return () => {
      clearTimeout(this.#timer);
      for (const event of events) document.removeEventListener(event, alive);
      this.#board.setAttention(null, 'viewing');
    };
  }

  /** Whether the focus is in something that takes text. */
  setEditing(editing: boolean): void {
    this.#editing = editing;
    this.#say();
  }

  #alive(): void {
    clearTimeout(this.#timer);
    this.#away = document.hidden;
    this.#timer = setTimeout(() => {
      this.#away = true;
      this.#say();
    }, idleAfterMs);
    this.#say();
  }

  #say(): void {
    const attention = this.#away ? 'idle' : this.#editing ? 'editing' : 'viewing';
    this.#board.setAttention(this.#ticketId, attention);
  }
}
