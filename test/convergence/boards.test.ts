import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BoardFeed } from '../../client/connection/boardFeed.ts';
import { createMemoryStore } from '../../client/connection/deviceStore.ts';
import { CommandQueue } from '../../client/connection/queue.ts';
import { createBoard } from '../../server/commands/createBoard.ts';
import { openPeople } from '../../server/boards/people.ts';
import type { Store } from '../../server/ports/store.ts';
import { openEmbeddedStore } from '../../server/storage/embedded/embeddedStore.ts';
import { type Board, emptyBoard, toSnapshot } from '../../shared/domain/board.ts';
import type { Command } from '../../shared/domain/commands.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import type { Person } from '../../shared/domain/person.ts';
import { reduceAll } from '../../shared/domain/reduce.ts';
import { BoardLink, BoardNode } from '../support/boardNetwork.ts';
import { ada } from '../support/builders.ts';
import { type Random, seededRandom } from '../support/seededRandom.ts';
import { temporaryFolder } from '../support/temporary.ts';

const seeds = Array.from({ length: process.env['SOAK'] ? 400 : 25 }, (_, index) => index + 1);
const steps = 300;
const clients = 4;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
});

afterEach(() => {
  vi.useRealTimers();
});

test.each(seeds)('[B6] seed %i: every browser, both servers and the store end with the same board', async (seed) => {
  const store = await openEmbeddedStore({ dataDir: temporaryFolder('boards') });
  const world = await World.create(store, seededRandom(seed));

  for (let step = 0; step < steps; step += 1) await world.step();
  await world.quiet();

  const told = await world.fromLog();
  for (const [name, board] of world.replicas()) expect(toSnapshot(board), name).toEqual(toSnapshot(told.board));
  const seqOf = new Map(told.entries.map(({ commandId, seq: at }) => [commandId, at]));
  expect(seqOf.size, 'no command took effect twice').toBe(told.entries.length);
  for (const { id, seq: answered } of world.acknowledged) {
    // A command with nothing to do is answered with the seq it looked at, and leaves no entry.
    expect(seqOf.get(id) ?? answered, `the answer to ${id}`).toBe(answered);
  }
  expect(world.acknowledged.filter(({ id }) => seqOf.has(id)).length).toBe(told.entries.length - 1);
  world.close();
  await store.close();
});

/** A browser: what it has confirmed, and what it is still asking for. */
class Browser {
  readonly link: BoardLink;
  readonly feed: BoardFeed;
  readonly queue: CommandQueue;
  board: Board = emptyBoard('acme');

  constructor(world: World, person: Person) {
    this.link = new BoardLink(person);
    const store = createMemoryStore();
    this.feed = new BoardFeed({
      scope: { board: 'acme' },
      link: this.link,
      store,
      fetchSnapshot: async () => structuredClone(toSnapshot((await world.anyNode().boards.open('acme')).state)),
      onBoard: (board) => (this.board = board),
      onLive: () => undefined,
      onProblem: (problem) => {
        throw new Error(problem.code);
      },
    });
    this.queue = new CommandQueue({
      board: 'acme',
      store,
      send: (message) => this.link.command(message),
      isConnected: () => this.link.connected,
      onChange: () => undefined,
      onAnswer: ({ id }, answer) => {
        if ('seq' in answer) world.acknowledged.push({ id, seq: answer.seq });
      },
    });
    this.link.on('connect', () => {
      this.queue.wake();
    });
  }
}

/** Two server processes on one store and the browsers of some people, moved one random step at a time. */
class World {
  readonly acknowledged: { id: string; seq: number }[] = [];
  readonly #store: Store;
  readonly #random: Random;
  readonly #newNode: () => BoardNode;
  #nodes: BoardNode[];
  readonly #browsers: Browser[];
  #commands = 0;

  private constructor(store: Store, random: Random, newNode: () => BoardNode) {
    this.#store = store;
    this.#random = random;
    this.#newNode = newNode;
    this.#nodes = [newNode(), newNode()];
    this.#browsers = Array.from({ length: clients }, (_, index) => {
      return new Browser(this, { ...ada, id: `person-${String(index)}` });
    });
  }

  static async create(store: Store, random: Random): Promise<World> {
    const clock = { now: () => new Date() };
    const people = await openPeople({ log: store.log, clock });
    const admin: Person = { ...ada, preset: 'admin' };
    const ports = { log: store.log, clock, newId: () => 'create-acme' };
    await createBoard(ports, admin, { id: 'acme', title: 'Acme' });
    const world = new World(store, random, () => new BoardNode(store, people));
    const events = world.#browsers.map(({ link }) => ({ type: 'personAdded', person: link.person }) as const);
    await people.write({ commandId: 'add-people', person: ada.id, decide: () => events });
    for (const browser of world.#browsers) {
      browser.link.connect(world.anyNode());
      void browser.feed.start();
    }
    await world.#settle();
    return world;
  }

  anyNode(): BoardNode {
    return this.#random.pick(this.#nodes);
  }

  async step(): Promise<void> {
    const browser = this.#random.pick(this.#browsers);
    const dice = this.#random.below(100);
    if (dice < 35) this.#ask(browser);
    else if (dice < 90) browser.link.deliver(this.#random.below(2) ? 'toServer' : 'toClient');
    else if (dice < 94) browser.link.cut();
    else if (dice < 97) this.#reconnect(browser);
    else if (dice < 98) this.#killANode();
    else if (dice < 99) await vi.advanceTimersByTimeAsync(1_600);
    else await this.anyNode().boards.catchUp();
    // Now and then nothing is waited for, so that what follows meets work that is still under way.
    if (this.#random.below(4) > 0) await this.#settle();
  }

  /** Everybody is back, everything is delivered, nothing is left to do. */
  async quiet(): Promise<void> {
    for (let round = 0; round < 400; round += 1) {
      for (const browser of this.#browsers) {
        this.#reconnect(browser);
        while (browser.link.deliver('toServer') || browser.link.deliver('toClient')) await this.#settle();
      }
      await vi.advanceTimersByTimeAsync(1_600);
      for (const node of this.#nodes) await node.boards.catchUp();
      await this.#settle();
      if (await this.#isQuiet()) return;
    }
    throw new Error('the world does not come to rest');
  }

  replicas(): [string, Board][] {
    return this.#browsers.map(({ board }, index) => [`browser ${String(index)}`, board]);
  }

  async fromLog(): Promise<{ entries: Entry[]; board: Board }> {
    const head = await this.#store.log.head('acme');
    const entries = (await this.#store.log.read('acme', { after: 0, limit: head })) as Entry[];
    const board = reduceAll(emptyBoard('acme'), entries);
    for (const node of this.#nodes) {
      expect(toSnapshot((await node.boards.open('acme')).state)).toEqual(toSnapshot(board));
    }
    return { entries, board };
  }

  close(): void {
    for (const { feed, queue } of this.#browsers) {
      feed.close();
      queue.close();
    }
  }

  #reconnect({ link }: Browser): void {
    if (!link.connected) link.connect(this.anyNode());
  }

  #killANode(): void {
    const index = this.#random.below(this.#nodes.length);
    this.#nodes[index]?.kill();
    this.#nodes[index] = this.#newNode();
  }

  #ask({ board, queue }: Browser): void {
    this.#commands += 1;
    const id = `command-${String(this.#commands)}`;
    const command = this.#anyCommand(board);
    const [ticket] = board.tickets.values();
    const expects = this.#random.below(4) === 0 ? ticket?.version : undefined;
    void queue.add({ id, board: 'acme', person: ada.id, command, expects, askedAt: id, page: 'page' });
  }

  #anyCommand(board: Board): Command {
    const random = this.#random;
    const tickets = [...board.tickets.keys()];
    const columns = board.columns.map((column) => column.id);
    const ticketId = tickets.length > 0 ? random.pick(tickets) : 'acme-1';
    const columnId = columns.length > 0 ? random.pick(columns) : 'new';
    const text = `text ${String(this.#commands)}`;
    const commands: (() => Command)[] = [
      () => ({ type: 'openTicket', title: text, customer: 'Acme' }),
      () => ({ type: 'moveTicket', ticketId, columnId, after: tickets.length > 0 ? random.pick(tickets) : null }),
      () => ({ type: 'moveTicket', ticketId, columnId }),
      () => ({ type: 'editTicket', ticketId, changes: { title: text } }),
      () => ({ type: 'joinSwarm', ticketId }),
      () => ({ type: 'leaveSwarm', ticketId }),
      () => ({ type: 'postMessage', ticketId, audience: 'internal', text }),
      () => ({ type: 'addColumn', title: text, kind: 'working' }),
      () => ({ type: 'removeColumn', columnId, moveTicketsTo: random.pick(columns) }),
      () => ({ type: 'moveColumn', columnId, after: random.pick([null, ...columns]) }),
    ];
    return random.pick(commands)();
  }

  async #isQuiet(): Promise<boolean> {
    const head = await this.#store.log.head('acme');
    return this.#browsers.every(
      ({ board, queue, link }) => board.seq === head && queue.waiting.length === 0 && link.inFlight === 0,
    );
  }

  /** Lets the store finish what it has begun; its group commit waits for one turn of the event loop. */
  async #settle(): Promise<void> {
    for (let turn = 0; turn < 6; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }
}
