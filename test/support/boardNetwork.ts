import { EventEmitter } from 'node:events';
import type { LinkEvents, LiveLink } from '../../client/connection/socket.ts';
import { Boards } from '../../server/boards/boards.ts';
import type { People } from '../../server/boards/people.ts';
import type { Store } from '../../server/ports/store.ts';
import type { Inside } from '../../server/transport/doors.ts';
import { Announcer } from '../../server/transport/socket/announcer.ts';
import { handleBoardMessages } from '../../server/transport/socket/boardMessages.ts';
import { Limits } from '../../server/transport/limits.ts';
import { Subscriptions } from '../../server/transport/socket/subscriptions.ts';
import type { Client, Door } from '../../server/transport/socket/sockets.ts';
import type { Person } from '../../shared/domain/person.ts';
import type { CommandReply, SubscribeReply } from '../../shared/protocol/socket.ts';

/** A server process: its boards and its door. When it is killed, everything it held is gone. */
export class BoardNode {
  readonly boards: Boards;
  readonly inside: Inside;
  readonly announcer: Announcer;
  readonly links = new Set<BoardLink>();

  constructor(store: Store, people: People) {
    const { log, projections } = store;
    const clock = { now: () => new Date() };
    const onError = (reason: unknown) => {
      throw reason;
    };
    const announcer = new Announcer(this.#door());
    this.announcer = announcer;
    this.boards = new Boards({ log, projections, clock, onError }, (board) => {
      board.listen((entries) => {
        announcer.entries(board.state.id, entries);
      });
    });
    // Nobody is revoked here, and everybody may hurry.
    const liveAccess = { enter: () => () => undefined };
    const limits = new Limits();
    const parts = { store, boards: this.boards, people, clock, limits, liveAccess, report: onError };
    this.inside = parts as unknown as Inside;
  }

  kill(): void {
    for (const link of [...this.links]) link.cut();
  }

  #door(): Door {
    const to = (room: string) => ({
      emit: (event: string, message: unknown) => {
        for (const link of this.links) if (link.rooms.has(room)) link.push(event, message);
      },
    });
    return { to } as unknown as Door;
  }
}

/** One person's connection as a pair of queues that the test delivers from by hand. */
export class BoardLink implements LiveLink {
  readonly rooms = new Set<string>();
  readonly person: Person;
  readonly #events = new EventEmitter();
  #node: BoardNode | undefined;
  #server = new EventEmitter();
  #toServer: (() => void)[] = [];
  #toClient: (() => void)[] = [];
  #unanswered = new Set<(reason: Error) => void>();

  constructor(person: Person) {
    this.person = person;
  }

  get connected(): boolean {
    return this.#node !== undefined;
  }

  get inFlight(): number {
    return this.#toServer.length + this.#toClient.length + this.#unanswered.size;
  }

  connect(node: BoardNode): void {
    this.#node = node;
    this.#server = new EventEmitter();
    node.links.add(this);
    const socket = {
      data: {
        principal: { person: this.person, grant: { kind: 'session', id: 'session', expiresAt: null } },
        entrance: { door: 'live' },
      },
      on: (event: string, listener: (...args: unknown[]) => void) => this.#server.on(event, listener),
      join: (room: string) => this.rooms.add(room),
      leave: (room: string) => this.rooms.delete(room),
    };
    const client = socket as unknown as Client;
    const { inside, announcer } = node;
    handleBoardMessages(client, inside, new Subscriptions(client, { liveAccess: inside.liveAccess, announcer }));
    this.#events.emit('connect');
  }

  /** The cable is pulled, or the server is gone: what was under way is lost on both directions. */
  cut(): void {
    this.#node?.links.delete(this);
    this.#node = undefined;
    this.rooms.clear();
    this.#toServer = [];
    this.#toClient = [];
    for (const fail of this.#unanswered) fail(new Error('disconnected'));
    this.#unanswered.clear();
    this.#events.emit('disconnect');
  }

  /** Delivers the oldest message of one direction; false when there was none. */
  deliver(direction: 'toServer' | 'toClient'): boolean {
    const next = (direction === 'toServer' ? this.#toServer : this.#toClient).shift();
    next?.();
    return next !== undefined;
  }

  push(event: string, message: unknown): void {
    const copy: unknown = structuredClone(message);
    this.#toClient.push(() => this.#events.emit(event, copy));
  }

  command(message: unknown): Promise<CommandReply> {
    return this.#ask('command', message) as Promise<CommandReply>;
  }

  subscribe(message: unknown): Promise<SubscribeReply> {
    return this.#ask('subscribe', message) as Promise<SubscribeReply>;
  }

  unsubscribe(): void {
    this.rooms.clear();
  }

  presence(): void {
    // Presence is not part of what has to converge.
  }

  on<E extends keyof LinkEvents>(event: E, listener: LinkEvents[E]): () => void {
    this.#events.on(event, listener);
    return () => this.#events.off(event, listener);
  }

  #ask(event: string, message: unknown): Promise<unknown> {
    const server = this.#server;
    const copy: unknown = structuredClone(message);
    return new Promise((resolve, reject) => {
      if (!this.#node) {
        reject(new Error('disconnected'));
        return;
      }
      this.#unanswered.add(reject);
      const answer = (reply: unknown) => {
        if (server !== this.#server || !this.#node) return;
        this.#toClient.push(() => {
          this.#unanswered.delete(reject);
          resolve(structuredClone(reply));
        });
      };
      this.#toServer.push(() => server.emit(event, copy, answer));
    });
  }
}
