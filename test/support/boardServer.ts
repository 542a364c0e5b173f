import { type Board, toSnapshot } from '../../shared/domain/board.ts';
import type { Command } from '../../shared/domain/commands.ts';
import { decide } from '../../shared/domain/decide.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import type { Person } from '../../shared/domain/person.ts';
import { reduce } from '../../shared/domain/reduce.ts';
import { Refusal, type RefusalCode } from '../../shared/domain/refusals.ts';
import type { CommandMessage } from '../../shared/protocol/commands.ts';
import type { CommandReply, PresenceUpdate, Subscribe, SubscribeReply } from '../../shared/protocol/socket.ts';
import { ada, anEntry, bo } from './builders.ts';

type Listener = (message: never) => void;

/** One board with the real rules behind a wire that tests can cut, for what lives on the other end of it. */
export class BoardServer {
  board: Board;
  readonly entries: Entry[] = [];
  /** Every command that arrived, repeated ones too. */
  readonly received: CommandMessage[] = [];
  snapshots = 0;
  /** Pushed entries get lost. */
  losesHints = false;
  /** The next commands take effect and their answers get lost. */
  losesAnswers = 0;
  /** What to say to the next command instead of deciding. */
  nextRefusal: RefusalCode | undefined;
  /** Answers wait until it is resolved. */
  holdsAnswers: Promise<void> | undefined;
  oldestSeq = 0;
  readonly #answers = new Map<string, CommandReply>();
  readonly #links = new Set<TestLink>();

  constructor(board: Board) {
    this.board = board;
    this.oldestSeq = board.seq;
  }

  link(person: Person = ada): TestLink {
    const link = new TestLink(this, person);
    this.#links.add(link);
    return link;
  }

  fetchSnapshot() {
    this.snapshots += 1;
    return Promise.resolve(toSnapshot(this.board));
  }

  /** As the server tells somebody who sees this ticket only. */
  fetchRoom(ticketId: string) {
    this.snapshots += 1;
    const ticket = this.board.tickets.get(ticketId);
    if (!ticket) return Promise.reject(new Refusal('ticketNotFound'));
    return Promise.resolve({ ...toSnapshot(this.board), tickets: [ticket], archived: {} });
  }

  /** Somebody else does something. */
  does(command: Command, person: Person = bo): void {
    this.#append(command, person, `theirs-${String(this.board.seq + 1)}`);
  }

  async take(message: CommandMessage, person: Person): Promise<CommandReply> {
    this.received.push(message);
    const reply = this.#answers.get(message.id) ?? this.#decide(message, person);
    await this.holdsAnswers;
    if (this.losesAnswers === 0) return reply;
    this.losesAnswers -= 1;
    throw new Error('the answer got lost');
  }

  subscribe({ since, ticket }: Subscribe): SubscribeReply {
    const { seq } = this.board;
    if (ticket !== undefined) return since === seq ? { seq, entries: [] } : { seq, reset: true };
    if (since > seq || since < this.oldestSeq) return { seq, reset: true };
    return { seq, entries: this.entries.filter((entry) => entry.seq > since) };
  }

  #decide(message: CommandMessage, person: Person): CommandReply {
    const refusal = this.nextRefusal;
    this.nextRefusal = undefined;
    try {
      if (refusal !== undefined) throw new Refusal(refusal);
      this.#append(message.command, person, message.id, message.expectedVersion);
      const reply = { seq: this.board.seq };
      this.#answers.set(message.id, reply);
      return reply;
    } catch (reason) {
      return { error: (reason as Refusal).toBody() };
    }
  }

  #append(command: Command, person: Person, commandId: string, expectedVersion?: number): void {
    const at = new Date().toISOString();
    const events = decide(this.board, { command, expectedVersion }, { person, at, commandId });
    const entry = anEntry(this.board, events, { person: person.id, at, commandId });
    this.board = reduce(this.board, entry);
    this.entries.push(entry);
    if (this.losesHints) return;
    for (const link of this.#links) link.hear('entries', { board: this.board.id, entries: [entry] });
    const about = new Set(events.flatMap((event) => ('ticketId' in event ? [event.ticketId] : [])));
    for (const ticket of about) {
      const narrowed = { ...entry, events: events.filter((event) => 'ticketId' in event && event.ticketId === ticket) };
      for (const link of this.#links) link.hear('entries', { board: this.board.id, ticket, entries: [narrowed] });
    }
  }
}

/** One page's connection. */
export class TestLink {
  connected = true;
  subscriptions = 0;
  readonly said: PresenceUpdate[] = [];
  readonly #server: BoardServer;
  readonly #person: Person;
  readonly #listeners = new Map<string, Set<Listener>>();

  constructor(server: BoardServer, person: Person) {
    this.#server = server;
    this.#person = person;
  }

  cut(): void {
    this.connected = false;
    this.hear('disconnect', undefined, true);
  }

  mend(): void {
    this.connected = true;
    this.hear('connect', undefined);
  }

  command(message: CommandMessage): Promise<CommandReply> {
    if (!this.connected) return Promise.reject(new Error('not connected'));
    return this.#server.take(message, this.#person);
  }

  subscribe(message: Subscribe): Promise<SubscribeReply> {
    this.subscriptions += 1;
    return Promise.resolve(this.#server.subscribe(message));
  }

  unsubscribe(): void {
    this.connected = false;
  }

  presence(update: PresenceUpdate): void {
    this.said.push(update);
  }

  on(event: string, listener: Listener): () => void {
    const all = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, all.add(listener));
    return () => all.delete(listener);
  }

  hear(event: string, message: unknown, always = false): void {
    if (!this.connected && !always) return;
    for (const listener of this.#listeners.get(event) ?? []) listener(message as never);
  }
}
