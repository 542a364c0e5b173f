import type { Board } from '../../shared/domain/board.ts';
import { type Command, ticketOf } from '../../shared/domain/commands.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import type { Person } from '../../shared/domain/person.ts';
import { Refusal, type RefusalBody } from '../../shared/domain/refusals.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';
import { BoardFeed } from '../connection/boardFeed.ts';
import { orphansOf } from '../connection/orphans.ts';
import { type Answer, CommandQueue, type QueuedCommand } from '../connection/queue.ts';
import { type Scope, isOutOfSight } from '../connection/roomFeed.ts';
import type { Asking, Outcome } from './asking.ts';
import type { BoardWiring } from './boardWiring.ts';
import { type ColumnLists, columnListsOf, noLists } from './columnLists.ts';
import type { ConnectionState } from './connection.svelte.ts';
import { inverseOf } from './inverse.ts';
import { Listeners } from './listeners.ts';
import { Memory } from './memory.ts';
import { type Pending, askedNow, carriedOut, stillPending, withPending, writtenIn } from './overlay.ts';
import { BoardPresence } from './presence.svelte.ts';
import { Refused } from './refused.svelte.ts';

/** One board, or one ticket's room on it, live: what the server confirmed and, on top, what this person has asked for. */
export class BoardState {
  readonly id: string;
  readonly scope: Scope;
  readonly presence: BoardPresence;
  /** What the server would not do; stays until it is dismissed. */
  readonly refused: Refused;
  readonly #wiring: BoardWiring;
  readonly #feed: BoardFeed;
  readonly #queue: CommandQueue;
  readonly #listeners = new Listeners<readonly Entry[]>();
  readonly #quiet = new Memory<true>();
  #confirmed: Board | undefined;
  #overlay: readonly Pending[] = [];
  #columns: ColumnLists | undefined;
  #board = $state.raw<Board>();
  #lists = $state.raw(noLists);
  #waiting = $state.raw<readonly QueuedCommand[]>([]);
  #isLive = $state(false);
  #problem = $state.raw<RefusalBody>();
  #unsent = $state.raw<readonly string[]>([]);

  constructor(id: string, wiring: BoardWiring) {
    this.id = id;
    this.#wiring = wiring;
    const { link, store, ticket } = wiring;
    this.scope = { board: id, ticket };
    this.presence = new BoardPresence(this.scope, link, () => wiring.person()?.id);
    this.refused = new Refused(ticket ?? id, store);
    this.#queue = new CommandQueue({
      board: id,
      store,
      send: (message) => link.command(message),
      isConnected: () => link.connected,
      onChange: () => (this.#waiting = this.#queue.waiting),
      onAnswer: (queued, answer) => this.#answered(queued, answer),
    });
    this.#feed = new BoardFeed({
      scope: this.scope,
      link,
      store,
      fetchSnapshot: () => wiring.fetchSnapshot(this.scope),
      onBoard: (board, entries) => this.#confirm(board, entries),
      onLive: (isLive) => this.#setLive(isLive),
      onProblem: (problem) => this.#stopped(problem),
    });
  }

  /** Undefined until it is known, from this device or from the server. */
  get board(): Board | undefined {
    return this.#board;
  }

  /** The tickets of every column in board order; a column in which nothing changed keeps the very same list. */
  get lists(): ColumnLists['lists'] {
    return this.#lists;
  }

  get status(): ConnectionState {
    const state = this.#wiring.connectionState();
    return state === 'live' && !this.#isLive ? 'connecting' : state;
  }

  /** Asked for and not answered yet, oldest first. */
  get pending(): readonly QueuedCommand[] {
    return this.#waiting;
  }

  /** Why the board cannot be shown or followed, for instance `boardNotFound`. */
  get problem(): RefusalBody | undefined {
    return this.#problem;
  }

  /** What this person had written here and the server has not got, once it is out of their sight. */
  get unsent(): readonly string[] {
    return this.#unsent;
  }

  /** Takes effect here at once; resolves when the server has decided, which may be tomorrow when offline. */
  async run(command: Command, asking: Asking = {}): Promise<Outcome> {
    const person = this.#wiring.person();
    if (!person) return { refusal: new Refusal('signInNeeded').toBody() };
    const queued = this.#asked(command, person, asking);
    const before = this.#board;
    const here = this.#tryHere(queued, person);
    if (typeof here === 'number') return { seq: here };
    if (typeof here === 'object') {
      this.#tellRefused(queued, here);
      return { refusal: here };
    }
    const answer = this.#queue.add(queued);
    const inverse = before && this.#board !== before ? inverseOf(before, command) : undefined;
    if (inverse && asking.quietly !== true) {
      this.#wiring.onDone(this, { id: queued.id, command, inverse, answer });
    }
    const given = await answer;
    return 'dropped' in given ? { refusal: new Refusal('staleVersion').toBody() } : given;
  }

  #asked(command: Command, person: Person, { expectedVersion, after, quietly = false }: Asking): QueuedCommand {
    const expects = after === undefined ? expectedVersion : { after };
    const queued = askedNow({ board: this.id, person: person.id, command, expects });
    if (quietly) this.#quiet.set(queued.id, true);
    return queued;
  }

  /** Takes back a command that has not been sent yet; false when the server may have it. */
  cancel(commandId: string): boolean {
    return this.#queue.cancel(commandId);
  }

  /** Tells the others where this person's attention is; null: the board itself. */
  setAttention(ticketId: string | null, attention: 'viewing' | 'editing' | 'idle'): void {
    this.presence.set(ticketId, attention);
  }

  ticket(id: string): Ticket | undefined {
    return this.#board?.tickets.get(id);
  }

  /** Hears of entries right before they show, in order. Returns how to stop. */
  onEntries(listener: (entries: readonly Entry[]) => void): () => void {
    return this.#listeners.add(listener);
  }

  async start(): Promise<void> {
    const person = this.#wiring.person();
    await Promise.all([this.#feed.start(), this.refused.load(), person && this.#adopt(person)]);
  }

  retry(): void {
    this.#problem = undefined;
    this.#unsent = [];
    void this.#feed.catchUp();
  }

  keep(): void {
    this.#feed.keep();
  }

  close(): void {
    this.#feed.close();
    this.#queue.close();
    this.presence.close();
  }

  async #adopt(person: Person): Promise<void> {
    const orphans = await orphansOf(this.#wiring.store, { ...this.scope, person: person.id });
    if (orphans.length === 0) return;
    this.#overlay = [...orphans.map((queued) => ({ queued })), ...this.#overlay];
    this.#queue.adopt(orphans);
    this.#showAll();
  }

  /** Shows a command at once, says why not, or at which `seq` there was nothing left to do. A ticket that has left the board's memory only the server can judge. */
  #tryHere(queued: QueuedCommand, person: Person): 'shown' | 'unknown' | number | RefusalBody {
    if (!this.#board) return 'unknown';
    if (this.#isProvisional(queued)) return new Refusal('ticketOnItsWay').toBody();
    try {
      const after = carriedOut(this.#board, queued, person);
      if (after === this.#board) return after.seq;
      this.#overlay = [...this.#overlay, { queued }];
      this.#show(after);
      return 'shown';
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      return reason.code === 'ticketNotFound' ? 'unknown' : reason.toBody();
    }
  }

  /** A ticket that was opened here has a guessed number until the server says so; somebody else's may get it instead. */
  #isProvisional({ command }: QueuedCommand): boolean {
    const ticketId = ticketOf(command) ?? '';
    return this.#board?.tickets.has(ticketId) === true && this.#confirmed?.tickets.has(ticketId) === false;
  }

  #confirm(board: Board, entries: readonly Entry[]): void {
    this.#listeners.tell(entries);
    this.#problem = undefined;
    this.#confirmed = board;
    this.#overlay = stillPending(this.#overlay, board, entries);
    this.#showAll();
  }

  #answered(queued: QueuedCommand, answer: Answer): void {
    if ('seq' in answer && this.#confirmed && answer.seq > this.#confirmed.seq) {
      this.#overlay = this.#overlay.map((one) => (one.queued.id === queued.id ? { ...one, seq: answer.seq } : one));
      void this.#feed.expect(answer.seq);
      return;
    }
    this.#overlay = this.#overlay.filter((one) => one.queued.id !== queued.id);
    if ('refusal' in answer) this.#tellRefused(queued, answer.refusal, true);
    this.#showAll();
  }

  #tellRefused({ id, command, askedAt }: QueuedCommand, refusal: RefusalBody, byServer = false): void {
    if (this.#quiet.get(id) === true) return;
    if (byServer) this.refused.add({ id, command, refusal, askedAt });
    this.#wiring.onRefused(this, command, refusal);
  }

  /** Out of sight is out of this page too: what was asked for there cannot take effect any more. */
  #stopped(problem: RefusalBody): void {
    this.#problem = problem;
    if (!isOutOfSight(problem.code)) return;
    this.#unsent = [...this.#unsent, ...writtenIn(this.#queue.abandon())];
    this.#overlay = [];
    this.#confirmed = this.#board = undefined;
    this.#lists = noLists;
  }

  #setLive(isLive: boolean): void {
    this.#isLive = isLive;
    this.presence.setLive(isLive);
    if (isLive) this.#queue.wake();
  }

  #showAll(): void {
    const person = this.#wiring.person();
    if (!this.#confirmed) return;
    this.#show(person ? withPending(this.#confirmed, this.#overlay, person) : this.#confirmed);
  }

  #show(board: Board): void {
    this.#columns = columnListsOf(board, this.#columns);
    this.#lists = this.#columns.lists;
    this.#board = board;
  }
}
