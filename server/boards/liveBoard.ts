import { type Board, emptyBoard, fromSnapshot } from '../../shared/domain/board.ts';
import { type Command, ticketOf } from '../../shared/domain/commands.ts';
import type { Settled } from '../../shared/domain/decisions/context.ts';
import { decide } from '../../shared/domain/decide.ts';
import type { Entrance } from '../../shared/domain/entry.ts';
import type { BoardEvent } from '../../shared/domain/events.ts';
import type { Person } from '../../shared/domain/person.ts';
import { reduceAll } from '../../shared/domain/reduce.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Projections } from '../ports/projections.ts';
import { type Listener, LiveLog, type Wish } from './liveLog.ts';
import { Projector } from './projector.ts';

export interface BoardPorts {
  readonly log: Log;
  readonly projections: Projections;
  readonly clock: Clock;
  readonly onError: (reason: unknown) => void;
}

/** A command by a person, under the id that makes a repetition harmless. */
export interface Order {
  readonly id: string;
  readonly person: Person;
  readonly entrance?: Entrance | undefined;
  readonly command: Command;
  readonly expectedVersion?: number | undefined;
  /** What was looked up for it. */
  readonly settled?: Settled | undefined;
}

/** One board in memory: decides commands, tells listeners what was appended, keeps its projections. */
export class LiveBoard {
  readonly #live: LiveLog<Board, BoardEvent>;
  readonly #projector: Projector;
  readonly #projections: Projections;

  private constructor(initial: Board, ports: BoardPorts) {
    const { log, clock, projections } = ports;
    this.#live = new LiveLog({ id: initial.id, log, clock, initial, reduce: reduceAll });
    this.#projector = new Projector(initial, ports);
    this.#projections = projections;
    this.#live.listen((entries, before, after) => {
      this.#projector.add(entries, before, after);
    });
  }

  static async load(id: string, ports: BoardPorts): Promise<LiveBoard> {
    const snapshot = await ports.projections.loadSnapshot(id);
    const board = new LiveBoard(snapshot ? fromSnapshot(snapshot) : emptyBoard(id), ports);
    await board.catchUp();
    return board;
  }

  get state(): Board {
    return this.#live.state;
  }

  listen(listener: Listener<Board, BoardEvent>): () => void {
    return this.#live.listen(listener);
  }

  catchUp(): Promise<void> {
    return this.#live.catchUp();
  }

  /** Resolves to the seq of the entry, once it is durable; rejects with the Refusal that says why not. */
  async carryOut({ id, person, entrance, command, expectedVersion, settled }: Order): Promise<number> {
    const absent = await this.#absentTicket(command);
    return this.#live.write({
      commandId: id,
      person: person.id,
      entrance,
      decide: (board, at) => {
        const context = { person, at, commandId: id, settled };
        const order = { command, expectedVersion };
        if (!absent || board.tickets.has(absent.id)) return decide(board, order, context);
        const recalled = { ...board, tickets: new Map(board.tickets).set(absent.id, absent) };
        const events = decide(recalled, order, context);
        if (events.length === 0) return events;
        return [{ type: 'ticketRecalled', ticketId: absent.id, ticket: absent }, ...events];
      },
    });
  }

  /** Writes what is no command. */
  record(wish: Wish<Board, BoardEvent>): Promise<number> {
    return this.#live.write(wish);
  }

  /** A ticket of this board, also one that has left its memory. */
  async ticket(ticketId: string): Promise<Ticket | undefined> {
    const atHand = this.state.tickets.get(ticketId);
    if (atHand) return atHand;
    await this.#projector.flushed();
    return this.#projections.ticket(this.state.id, ticketId);
  }

  /** Resolves when searches see everything appended so far. */
  projected(): Promise<void> {
    return this.#projector.flushed();
  }

  /** Resolves when nothing that is derived is older than this moment. */
  leaveSnapshot(): Promise<void> {
    return this.#projector.catchUp();
  }

  close(): Promise<void> {
    return this.#projector.close();
  }

  async #absentTicket(command: Command): Promise<Ticket | undefined> {
    const ticketId = ticketOf(command);
    if (ticketId === undefined || this.state.tickets.has(ticketId)) return undefined;
    return this.ticket(ticketId);
  }
}
