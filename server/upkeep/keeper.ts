import type { Board } from '../../shared/domain/board.ts';
import type { BoardEvent } from '../../shared/domain/events.ts';
import { serverPerson } from '../../shared/domain/person.ts';
import type { Boards } from '../boards/boards.ts';
import type { LiveBoard } from '../boards/liveBoard.ts';
import type { Clock } from '../ports/clock.ts';
import type { Report } from '../ports/report.ts';

/** Something that is due on a board, under an id that is the same whichever server finds it. */
export interface Chore {
  /** Deterministic: repeating it does nothing. */
  readonly commandId: string;
  readonly events: readonly BoardEvent[];
}

/** Pure: what is due on a board at this moment. Asked again before it is written, on the board as it is by then. */
export type Job = (board: Board, now: Date) => readonly Chore[];

interface Ports {
  readonly boards: Pick<Boards, 'ids' | 'open'>;
  readonly clock: Clock;
  readonly report: Report;
}

const lookEveryMs = 3_000;

/**
 * Does by itself what is due on all boards: reminds, passes on, ends what has run out. Any number of servers may do so on
 * one store: each chore is written once.
 */
export class Keeper {
  readonly #ports: Ports;
  readonly #jobs: readonly Job[];
  #looking: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #isStopped = false;

  constructor(ports: Ports, jobs: readonly Job[]) {
    this.#ports = ports;
    this.#jobs = jobs;
  }

  start(): void {
    this.#looking ??= setInterval(() => {
      void this.look();
    }, lookEveryMs);
  }

  /** Waits for the chore that is being written. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#looking);
    await this.#round;
  }

  /** Once over all boards; resolves when what was due is durable. Never rejects: what failed is tried at the next look. */
  look(): Promise<void> {
    this.#round ??= this.#goRound().finally(() => {
      this.#round = undefined;
    });
    return this.#round;
  }

  /** A board that cannot be looked after keeps no other waiting. */
  async #goRound(): Promise<void> {
    const { boards, report } = this.#ports;
    const failed = (reason: unknown) => {
      report(reason, 'looking after the boards');
      return [];
    };
    for (const id of await boards.ids().catch(failed)) {
      if (this.#isStopped) return;
      await boards
        .open(id)
        .then((board) => this.#lookAfter(board))
        .catch(failed);
    }
  }

  async #lookAfter(board: LiveBoard): Promise<void> {
    const now = this.#ports.clock.now();
    for (const job of this.#jobs) {
      for (const { commandId } of job(board.state, now)) {
        if (this.#isStopped) return;
        await board.record({
          commandId,
          person: serverPerson,
          entrance: { door: 'server' },
          decide: (state) => job(state, now).find((chore) => chore.commandId === commandId)?.events ?? [],
        });
      }
    }
  }
}
