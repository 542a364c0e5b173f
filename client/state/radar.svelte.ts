import type { Board } from '../../shared/domain/board.ts';
import { type Radar, radarOf } from '../../shared/domain/radar.ts';

/** A board of thousands of tickets can change many times a second; nobody reads that fast. */
const atMostEveryMs = 400;

/** Whose turn it is on a live board, as it changes. */
export class LiveRadar {
  readonly #everyMs: number;
  #radar = $state.raw<Radar>();
  #told: { readonly board: Board; readonly at: number } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastMs = -Infinity;

  constructor(everyMs = atMostEveryMs) {
    this.#everyMs = everyMs;
  }

  /** Undefined until the board is known. */
  get value(): Radar | undefined {
    return this.#radar;
  }

  /** The board is so now (`at` in milliseconds since 1970); shows at once, or as soon as it is time again. */
  tell(board: Board, at: number): void {
    this.#told = { board, at };
    if (this.#timer !== undefined) return;
    const waitMs = this.#lastMs + this.#everyMs - performance.now();
    if (waitMs <= 0) this.#show();
    else this.#timer = setTimeout(() => this.#show(), waitMs);
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #show(): void {
    this.#timer = undefined;
    this.#lastMs = performance.now();
    if (this.#told) this.#radar = radarOf(this.#told.board.tickets.values(), this.#told.at);
  }
}
