import { randomUUID } from 'node:crypto';
import { expect, vi } from 'vitest';
import * as Y from 'yjs';
import { type Rooms, createRooms } from '../../server/rooms/rooms.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import { partsOf, writeText } from '../../shared/document/investigation.ts';
import { type BrowserWorld, DocumentBrowser } from './documentBrowser.ts';
import { editAtRandom, weighted } from './documentEdits.ts';
import type { DocumentLink } from './documentLink.ts';
import { HandSchedule, settle } from './documentRoom.ts';
import { MemoryCopies } from './memoryCopies.ts';
import { HeldDocuments } from './memoryDocuments.ts';
import { MemoryVersions } from './memoryVersions.ts';
import type { Random } from './seededRandom.ts';
import type { WitnessedDocuments } from './witnessedDocuments.ts';

const mostBrowsers = 6;

/** Small, so that every few edits something is compacted, unloaded or put to sleep. */
const limits = {
  graceMs: 1_000,
  heartbeatMs: 15_000,
  liveDocs: 1,
  compactAfterUpdates: 8,
  compactOnLeavingAfterUpdates: 2,
};

/** One server process after another on one store, and the browsers of some people, moved one random step at a time. */
export class DocumentWorld implements BrowserWorld {
  readonly ticketId = 'acme-1';
  readonly store: WitnessedDocuments;
  readonly epoch: string;
  readonly #random: Random;
  #documents: HeldDocuments;
  #schedule = new HandSchedule();
  rooms: Rooms;
  #browsers: DocumentBrowser[] = [];
  #opened = 0;
  #clientIds = 0;
  /** What no server should have to report. */
  readonly reported: unknown[] = [];
  /** What can happen, the frequent more often. */
  readonly #actions = weighted<() => void | Promise<void>>([
    [60, () => editAtRandom(this.#anyone().document.doc, this.#random)],
    [50, () => this.#deliver(this.#anyone().link, this.#random.below(6))],
    [20, () => this.#schedule.turn()],
    [25, () => void this.#documents.carryOut()],
    [7, () => this.#anyone().link.cut()],
    [8, () => this.#anyone().link.restore()],
    [4, () => this.#anyone().link.letServerNotice()],
    [8, () => this.#passTime(this.#random.pick([300, 1_000, 6_000]))],
    [4, () => this.#anyone().reload()],
    [2, () => this.#crash(this.#anyone())],
    [2, () => this.#allLeave()],
    [3, () => this.#openBrowser()],
    [4, () => this.#killServer()],
    [2, () => this.#documents.fail(new Refusal('storeUnavailable'))],
    [2, () => this.#documents.failAfterwards(new Refusal('storeUnavailable'))],
    [1, () => this.#stopServer()],
  ]);

  private constructor(store: WitnessedDocuments, random: Random, epoch: string) {
    this.store = store;
    this.#random = random;
    this.epoch = epoch;
    this.#documents = new HeldDocuments(store);
    this.rooms = this.#startServer();
    for (let count = 0; count < 3; count += 1) this.#openBrowser();
  }

  static async create(store: WitnessedDocuments, random: Random): Promise<DocumentWorld> {
    const epoch = randomUUID();
    await store.create('acme-1', epoch, theSeed());
    return new DocumentWorld(store, random, epoch);
  }

  async step(): Promise<void> {
    await this.#random.pick(this.#actions)();
    // Now and then nothing is waited for, so that what follows meets work that is still under way.
    if (this.#random.below(4) > 0) await settle();
  }

  /** Everybody is back, everything is delivered and stored, nothing is left to do. */
  async quiet(): Promise<void> {
    for (let round = 0; round < 60; round += 1) {
      for (const { link } of this.#browsers) {
        link.letServerNotice();
        link.restore();
        link.deliverAll();
      }
      await this.#run();
      if (this.#browsers.every(({ isQuiet }) => isQuiet) && this.#documents.waiting.length === 0) return;
      await vi.advanceTimersByTimeAsync(1_000);
    }
    const states = this.#browsers.map(({ name, document: { status, synced, unsaved, stopped }, link }) =>
      [name, status, synced, unsaved, stopped, link.inFlight].join(' '),
    );
    throw new Error(`the world does not come to rest: ${states.join('; ')}; ${this.#documents.waiting.join()}`);
  }

  /** Every copy of the document there is, by who holds it. */
  async replicas(): Promise<[string, Y.Doc][]> {
    const reading = this.rooms.read(this.ticketId);
    await this.#run();
    return [
      ...this.#browsers.map(({ name, document }): [string, Y.Doc] => [name, document.doc]),
      ['the server', await reading],
      ['the store', await this.store.read(this.ticketId)],
    ];
  }

  nextClientId(): number {
    this.#clientIds += 1;
    // In no particular order, as chance would have it: which of two is larger decides who comes first.
    return 1 + ((this.#clientIds * 7919) % 104_729);
  }

  close(): void {
    for (const { document } of this.#browsers) document.close();
  }

  #startServer(): Rooms {
    return createRooms({
      documents: this.#documents,
      versions: new MemoryVersions(),
      schedule: this.#schedule,
      limits,
      newId: randomUUID,
      seedFor: () => Promise.resolve(theSeed()),
      report: (reason) => this.reported.push(reason),
    });
  }

  #anyone(): DocumentBrowser {
    return this.#random.pick(this.#browsers);
  }

  #openBrowser(): void {
    if (this.#browsers.length >= mostBrowsers) return;
    const copies = this.#random.below(3) > 0 ? new MemoryCopies() : undefined;
    this.#opened += 1;
    this.#browsers.push(new DocumentBrowser(this, `person-${String(this.#opened)}`, copies));
  }

  #crash(browser: DocumentBrowser): void {
    if (this.#browsers.length < 3) return;
    browser.crash();
    browser.link.letServerNotice();
    this.#browsers = this.#browsers.filter((other) => other !== browser);
  }

  /** The room is left alone for as long as it takes to be forgotten. */
  #allLeave(): void {
    for (const { link } of this.#browsers) {
      link.cut();
      link.letServerNotice();
      link.restore();
    }
    this.#schedule.pass(limits.graceMs);
  }

  #deliver(link: DocumentLink, count: number): void {
    for (let left = count; left >= 0; left -= 1) link.deliver(this.#random.below(2) > 0 ? 'toServer' : 'toClient');
  }

  async #passTime(ms: number): Promise<void> {
    this.#schedule.pass(ms);
    await vi.advanceTimersByTimeAsync(ms);
  }

  /** What it had asked of the store may have been carried out or not; nobody will ever hear. */
  async #killServer(): Promise<void> {
    await this.#replaceServer(this.#random.below(this.#documents.waiting.length + 1));
  }

  async #stopServer(): Promise<void> {
    const drained = this.rooms.drain();
    await this.#run();
    await drained;
    for (const { link } of this.#browsers) link.deliverAll();
    await this.#replaceServer();
  }

  async #replaceServer(carriedOut = 0): Promise<void> {
    await this.#documents.kill(carriedOut);
    for (const { link } of this.#browsers) link.serverDied();
    this.#documents = new HeldDocuments(this.store);
    this.#schedule = new HandSchedule();
    this.rooms = this.#startServer();
  }

  /** The server finishes what it has begun. */
  async #run(): Promise<void> {
    do {
      this.#schedule.turn();
      await settle();
      this.#schedule.turn();
    } while (await this.#documents.carryOut());
    expect(this.#documents.waiting).toEqual([]);
  }
}

function theSeed(): Uint8Array {
  const doc = Object.assign(new Y.Doc(), { clientID: 7 });
  writeText(partsOf(doc).notes, 'What happens');
  return Y.encodeStateAsUpdate(doc);
}
