import { randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import { Boards } from '../../server/boards/boards.ts';
import { type People, openPeople } from '../../server/boards/people.ts';
import { carryOut } from '../../server/commands/carryOut.ts';
import type { Store } from '../../server/ports/store.ts';
import { openEmbeddedStore } from '../../server/storage/embedded/embeddedStore.ts';
import { Keeper } from '../../server/upkeep/keeper.ts';
import { unanswered } from '../../server/upkeep/unanswered.ts';
import { defaultColumns } from '../../shared/domain/column.ts';
import type { BoardEvent, OrganisationEvent } from '../../shared/domain/events.ts';
import type { Person } from '../../shared/domain/person.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';
import type { CommandMessage } from '../../shared/protocol/commands.ts';

/** Time stands still until a test moves it. */
export class TestClock {
  #now: Date;

  constructor(at: string) {
    this.#now = new Date(at);
  }

  now(): Date {
    return this.#now;
  }

  at(instant: string): void {
    this.#now = new Date(instant);
  }
}

const board = 'kept';

/** A server without its doors, on a real store that others may have open too. */
export class KeptServer {
  readonly #keeper: Keeper;
  readonly #store: Store;
  readonly #people: People;
  readonly #boards: Boards;
  readonly #clock: TestClock;

  private constructor(store: Store, people: People, clock: TestClock) {
    const onError = (reason: unknown) => {
      throw reason;
    };
    this.#store = store;
    this.#people = people;
    this.#clock = clock;
    this.#boards = new Boards({ ...store, clock, onError }, () => undefined);
    this.#keeper = new Keeper({ boards: this.#boards, clock, report: onError }, [unanswered(() => people.state)]);
  }

  static async start(dataDir: string, clock: TestClock): Promise<KeptServer> {
    const store = await openEmbeddedStore({ dataDir });
    return new KeptServer(store, await openPeople({ log: store.log, clock }), clock);
  }

  /** The ticket `kept-1`, alone on its board. */
  async createTicket(person: Person): Promise<void> {
    const created: BoardEvent = { type: 'boardCreated', title: 'Kept', columns: defaultColumns };
    const at = this.#clock.now().toISOString();
    await this.#store.log.append([{ board, seq: 1, commandId: 'create', person: person.id, at, events: [created] }]);
    await this.run(person, { type: 'openTicket', title: 'Webhooks stopped', customer: 'Acme' });
  }

  async organise(...events: OrganisationEvent[]): Promise<void> {
    await this.#people.write({ commandId: randomUUID(), person: 'ada', decide: () => events });
  }

  run(person: Person, command: CommandMessage['command'], id: string = randomUUID()): Promise<number> {
    const { log } = this.#store;
    const readDocument = () => Promise.resolve(new Y.Doc());
    const ports = { boards: this.#boards, people: this.#people, store: { log }, clock: this.#clock, readDocument };
    return carryOut(ports, { person, entrance: { door: 'api' } }, { board, id, command });
  }

  /** Looks at all boards, knowing what the other servers have written; resolves when what was due is durable. */
  async look(): Promise<void> {
    await this.#people.catchUp();
    await this.#keeper.look();
  }

  /** As the log tells it now, whoever wrote it. */
  async ticket(): Promise<Ticket> {
    const live = await this.#boards.open(board);
    await live.catchUp();
    const ticket = live.state.tickets.get('kept-1');
    if (!ticket) throw new Error('the ticket is gone');
    return ticket;
  }

  /** Type and time of every event that the server wrote by itself. */
  async written(): Promise<string[]> {
    const entries = await this.#store.log.read(board, { after: 0, limit: 1_000 });
    return entries
      .filter(({ person }) => person === 'server')
      .flatMap(({ at, events }) => events.map(({ type }) => `${type} ${at.slice(5, 16)}`));
  }

  async stop(): Promise<void> {
    await this.#keeper.stop();
    await this.#boards.close();
    await this.#store.close();
  }
}
